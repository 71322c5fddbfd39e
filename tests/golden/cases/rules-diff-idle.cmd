$P rules diff $R --rules ../idle --lang en; $P rules lint $R --rules ../idle --explain --lang en
