$P check $R --lang en --json-pointer posts formats
