$P check $R empty
