$P check $R --encoding klingon clean.txt
