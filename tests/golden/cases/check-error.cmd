$P check $R error.txt
