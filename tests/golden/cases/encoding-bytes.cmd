$P check $R --lang en --encoding $'\xff' --format json warning.txt
