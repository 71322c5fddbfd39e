$P check $R --lang en badconfig
