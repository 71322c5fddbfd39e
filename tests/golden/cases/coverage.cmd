$P rules coverage $R --rules ../checklist
