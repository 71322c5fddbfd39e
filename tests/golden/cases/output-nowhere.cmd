$P check $R -o "$SCRATCH/none/report" error.txt
