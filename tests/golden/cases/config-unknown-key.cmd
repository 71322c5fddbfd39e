$P check $R badconfig/a.txt
