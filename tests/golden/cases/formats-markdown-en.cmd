$P check $R --lang en formats/release.md; $P check $R --format jsonl - <formats/release.md | head -c 60; $P check $R --format jsonl --stdin-filename a.md - <formats/release.md | head -c 60
