$P check $R --jobs 2 $(yes folder | head -200) 2>"$SCRATCH/pipe" | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}; cat "$SCRATCH/pipe"
