$P check $R --lang en --annotate "$SCRATCH/copies/of" ../../../samples/speech.docx ../../../samples/letter.odt error.txt >/dev/null; echo $?; ls "$SCRATCH/copies/of"
