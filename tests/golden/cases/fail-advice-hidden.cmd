$P check $R --fail-level advice --min-severity warning advice.txt
