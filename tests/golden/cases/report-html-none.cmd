$P check $R --lang en --format html missing.txt | sed -n "/<main>/,/<\/main>/p"
