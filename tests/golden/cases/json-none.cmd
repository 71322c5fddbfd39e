$P check $R --format json missing.txt
