$P check $R -- -missing.txt
