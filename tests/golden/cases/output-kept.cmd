echo old >"$SCRATCH/kept"; $P check $R --format xml -o "$SCRATCH/kept" error.txt; cat "$SCRATCH/kept"
