$P check $R suppressed-all.txt
