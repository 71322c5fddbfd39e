$P check $R empty clean.txt
