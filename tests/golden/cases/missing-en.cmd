$P check $R --lang en missing.txt warning.txt
