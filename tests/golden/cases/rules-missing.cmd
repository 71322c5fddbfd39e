$P check --no-default-rules --rules none clean.txt
