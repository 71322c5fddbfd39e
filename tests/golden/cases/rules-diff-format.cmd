$P rules diff $R --format xml
