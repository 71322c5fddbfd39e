$P rules diff $R; $P rules diff --lang en
