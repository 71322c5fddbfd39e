cp ../../../samples/letter.odt "$SCRATCH"; $P check $R --annotate "$SCRATCH" "$SCRATCH/letter.odt"; echo $?; cmp "$SCRATCH/letter.odt" ../../../samples/letter.odt
