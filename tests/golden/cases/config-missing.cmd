$P check $R --config none.yml clean.txt
