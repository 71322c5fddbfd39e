$P check $R --format json clean.txt error.txt missing.txt
