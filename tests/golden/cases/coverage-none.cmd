$P rules coverage $R
