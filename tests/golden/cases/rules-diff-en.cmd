$P rules diff $R --rules ../layer --lang en
