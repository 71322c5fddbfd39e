$P check $R --rules ../checklist warning.txt
