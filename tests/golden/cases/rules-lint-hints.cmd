$P rules lint $R --lang en --rules ../hints; $P rules lint $R --rules ../hints
