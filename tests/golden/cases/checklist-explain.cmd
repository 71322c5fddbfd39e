$P explain golden.woman-marked $R --rules ../checklist
