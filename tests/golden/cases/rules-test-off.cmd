$P rules test $R --rules ../layer --only golden.housewife; $P rules test $R --rules ../layer --only golden.housewifes
