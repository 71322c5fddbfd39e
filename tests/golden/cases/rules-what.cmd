$P rules
