$P check $R --format jsonl warning.txt missing.txt clean.txt
