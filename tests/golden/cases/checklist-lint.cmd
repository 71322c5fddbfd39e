$P rules lint $R --rules ../checklist-gaps
