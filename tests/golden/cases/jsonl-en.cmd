$P check $R --lang en --format jsonl error.txt
