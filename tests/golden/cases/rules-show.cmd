$P rules show $R golden.woman-marked | sed "s/^file.*golden.yml/file: golden.yml/"
