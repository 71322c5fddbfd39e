$P check $R --rules ../counts --lang en clean.txt warning.txt; $P check $R --rules ../counts --format jsonl warning.txt
