$P rules test $R
