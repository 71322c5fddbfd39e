$P rules lint $R
