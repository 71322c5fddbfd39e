$P check $R clean.txt
