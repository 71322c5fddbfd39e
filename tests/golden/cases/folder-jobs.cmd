$P check $R --jobs 4 folder folder warning.txt error.txt
