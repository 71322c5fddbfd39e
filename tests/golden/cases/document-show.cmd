$P rules show $R golden.lineup | sed "s/^file.*golden.yml/file: golden.yml/"
