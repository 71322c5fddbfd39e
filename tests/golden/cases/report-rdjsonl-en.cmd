$P check $R --lang en --format rdjsonl lineup.html error.txt nothing.txt unused.txt | sed "s/\(ersion\":\)\"0[0-9.]*\"/\1\"VERSION\"/g"
