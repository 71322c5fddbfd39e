$P check $R --max-file-bytes 10 clean.txt
