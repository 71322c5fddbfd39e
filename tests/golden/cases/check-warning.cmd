$P check $R warning.txt
