$P rules coverage --format xml $R --rules ../checklist
