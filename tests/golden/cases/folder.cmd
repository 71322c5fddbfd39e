$P check $R folder
