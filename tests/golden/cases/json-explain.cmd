$P check $R --format json --explain warning.txt
