$P rules diff $R --rules ../layer --format json
