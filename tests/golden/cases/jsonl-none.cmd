$P check $R --lang en --format jsonl missing.txt clean.txt; echo $?; $P check $R --lang en --format jsonl missing.txt
