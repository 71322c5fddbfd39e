$P
