$P rules list $R
