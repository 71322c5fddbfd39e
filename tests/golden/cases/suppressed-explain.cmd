$P check $R --explain --format jsonl suppressed.txt
