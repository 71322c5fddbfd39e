$P check --format xml clean.txt
