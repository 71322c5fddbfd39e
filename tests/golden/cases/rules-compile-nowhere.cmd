$P rules compile nowhere -o $SCRATCH/none.pjr; ls $SCRATCH/none.pjr 2>/dev/null
