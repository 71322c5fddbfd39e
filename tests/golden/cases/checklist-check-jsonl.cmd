$P check --format jsonl $R --rules ../checklist warning.txt
