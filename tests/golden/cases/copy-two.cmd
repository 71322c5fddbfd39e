$P check $R --lang en --format odt -o "$SCRATCH/pair.odt" ../../../samples/letter.odt error.txt; echo $?; test ! -e "$SCRATCH/pair.odt"
