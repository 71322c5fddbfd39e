cp warning.txt $SCRATCH/d.txt; $P check $R $SCRATCH/d.txt --report csv=$SCRATCH/./d.txt; cmp warning.txt $SCRATCH/d.txt
