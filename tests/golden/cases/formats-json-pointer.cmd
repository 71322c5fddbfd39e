$P check $R --lang en --json-pointer "/posts/*/body" --json-pointer /text --format jsonl formats/posts.json formats/posts.jsonl
