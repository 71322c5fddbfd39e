$P check $R warning.txt --report xml=a
