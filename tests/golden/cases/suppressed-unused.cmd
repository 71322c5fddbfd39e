$P check $R unused.txt
