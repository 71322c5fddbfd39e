$P check $R warning.txt --report csv=
