mkdir -p "$SCRATCH/among"; cp ../../../samples/letter.odt "$SCRATCH/among"; $P check $R --lang en --annotate "$SCRATCH/among/new/copies" "$SCRATCH/among"; echo $?; ls "$SCRATCH/among"
