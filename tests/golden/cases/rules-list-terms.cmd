$P rules list $R --format terms
