$P check $R --explain suppressed-all.txt
