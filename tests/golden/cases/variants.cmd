$P check $R variants.txt
