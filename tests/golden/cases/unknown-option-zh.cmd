$P check --formt json clean.txt
