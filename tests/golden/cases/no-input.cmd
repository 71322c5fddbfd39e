$P check $R
