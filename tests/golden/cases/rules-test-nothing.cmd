$P rules test $R --only golden.none
