$P check $R --lang en warning.txt
