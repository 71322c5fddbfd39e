$P check $R --lang en suppressed-all.txt
