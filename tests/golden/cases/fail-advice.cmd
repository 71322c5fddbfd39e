$P check $R --fail-level advice advice.txt >/dev/null
