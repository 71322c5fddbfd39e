$P check $R lineup.txt
