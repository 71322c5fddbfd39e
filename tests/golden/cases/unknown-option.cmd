$P check --lang en --fail-levle none clean.txt
