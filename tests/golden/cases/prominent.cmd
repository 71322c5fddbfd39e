$P check $R prominent.html
