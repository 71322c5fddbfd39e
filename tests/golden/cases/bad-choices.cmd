$P check --lang fr --lang en clean.txt; $P check --lang en --color blue clean.txt; $P check --min-severity none clean.txt
