$P rules lint $R --lang en --rules ../hints --explain
