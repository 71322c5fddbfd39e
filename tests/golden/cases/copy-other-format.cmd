echo old >"$SCRATCH/other.docx"; $P check $R --lang en --format docx -o "$SCRATCH/other.docx" ../../../samples/letter.odt; echo $?; cat "$SCRATCH/other.docx"
