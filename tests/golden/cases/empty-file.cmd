$P check $R nothing.txt
