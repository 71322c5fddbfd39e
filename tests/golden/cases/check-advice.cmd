$P check $R advice.txt
