$P check $R --lang en --format jsonl formats/plan-big5.csv
