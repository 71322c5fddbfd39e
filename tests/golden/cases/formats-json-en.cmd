$P check $R --lang en formats/posts.json formats/posts.jsonl
