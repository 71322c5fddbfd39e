$P check $R --fail-level error warning.txt >/dev/null
