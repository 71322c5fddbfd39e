$P rules diff $R --rules ../layer
