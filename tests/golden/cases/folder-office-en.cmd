$P check $R --lang en --format jsonl office >/dev/null
