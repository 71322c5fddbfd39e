$P rules compile ../rules -o $SCRATCH/a.pjr && $P rules compile ../rules -o $SCRATCH/b.pjr && cmp $SCRATCH/a.pjr $SCRATCH/b.pjr && head -c 7 $SCRATCH/a.pjr && echo
