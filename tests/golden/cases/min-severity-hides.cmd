$P check $R --min-severity error warning.txt
