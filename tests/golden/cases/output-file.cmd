$P check $R -o "$SCRATCH/report" error.txt; echo $?; cat "$SCRATCH/report"; ls "$SCRATCH" | grep report
