$P check $R missing.txt warning.txt
