$P check $R --lang en --annotate "$SCRATCH/stdin" - <../../../samples/letter.odt
