$P check $R --annotate "$SCRATCH/stdin" --stdin-filename a/b.odt - <../../../samples/letter.odt >/dev/null; ls "$SCRATCH/stdin"
