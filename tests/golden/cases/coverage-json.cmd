$P rules coverage --format json $R --rules ../checklist
