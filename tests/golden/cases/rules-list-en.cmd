$P rules list --lang en $R
