$P check $R --format json lineup.html
