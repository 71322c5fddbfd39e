LC_ALL=C $P check $R advice.txt
