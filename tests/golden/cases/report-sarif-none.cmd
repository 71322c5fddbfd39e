$P check $R --lang en --format sarif missing.txt | grep -A99 "results"
