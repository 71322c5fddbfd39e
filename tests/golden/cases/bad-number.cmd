$P check --jobs 0 clean.txt
