$P check $R error.txt >/dev/full
