$P check $R --min-severity warning warning.txt
