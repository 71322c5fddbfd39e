$P check $R suppressed.txt
