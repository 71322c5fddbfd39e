$P check $R --format jsonl folder | sed "s/,\"format.*//"
