printf "<p>一名女<b>主管</b></p>" | $P check $R --stdin-filename post.html --format jsonl -
