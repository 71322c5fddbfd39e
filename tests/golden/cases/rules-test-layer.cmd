$P rules test $R --rules ../layer; $P rules lint $R --rules ../layer
