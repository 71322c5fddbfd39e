$P check $R --format jsonl page.html
