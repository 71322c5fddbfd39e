$P check $R --lang en --annotate /dev/null/x ../../../samples/letter.odt >/dev/null
