$P check $R badvalue/a.txt
