$P check --fail-level fatal clean.txt
