$P check --lang en --format
