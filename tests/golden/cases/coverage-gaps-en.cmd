$P rules coverage --lang en $R --rules ../checklist --rules ../checklist-gaps
