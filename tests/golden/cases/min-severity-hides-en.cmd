$P check $R --lang en --min-severity error warning.txt
