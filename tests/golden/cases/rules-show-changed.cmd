$P rules show $R --rules ../layer golden.woman-marked | sed "s/^file.*golden.yml/file: golden.yml/"; $P rules show $R --rules ../layer golden.housewife | sed -n "/^severity/p;/不同/,\$p"
