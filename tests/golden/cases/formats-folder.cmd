$P check $R --lang en formats >/dev/null; $P check $R --lang en --json-pointer "" formats >/dev/null
