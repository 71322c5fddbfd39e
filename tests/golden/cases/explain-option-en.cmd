$P check $R --lang en --explain warning.txt
