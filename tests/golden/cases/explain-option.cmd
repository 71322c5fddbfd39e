$P check $R --explain warning.txt
