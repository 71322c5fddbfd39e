cp ../../../samples/letter.odt "$SCRATCH/self.odt"; $P check $R --format odt -o "$SCRATCH/self.odt" "$SCRATCH/self.odt"; echo $?; cmp "$SCRATCH/self.odt" ../../../samples/letter.odt
