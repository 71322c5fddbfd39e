$P check $R --lang en lineup.html lineup.txt
