$P check $R --lang en --format rdjsonl missing.txt | sed "s/\(ersion\":\)\"0[0-9.]*\"/\1\"VERSION\"/g"
