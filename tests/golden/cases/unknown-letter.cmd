$P check -x clean.txt
