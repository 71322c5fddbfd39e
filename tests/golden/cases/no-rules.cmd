$P check --no-default-rules clean.txt
