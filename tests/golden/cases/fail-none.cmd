$P check $R --fail-level none error.txt >/dev/null
