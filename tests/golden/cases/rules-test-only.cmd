$P rules test $R --only golden.blame
