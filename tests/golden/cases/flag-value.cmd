$P check --lang en --explain=yes clean.txt
