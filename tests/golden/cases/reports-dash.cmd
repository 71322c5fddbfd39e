$P check $R warning.txt --report csv=- ; $P check $R warning.txt --report csv
