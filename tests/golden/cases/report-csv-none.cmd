$P check $R --lang en --format csv missing.txt | sed "s/\(ersion\":\)\"0[0-9.]*\"/\1\"VERSION\"/g"
