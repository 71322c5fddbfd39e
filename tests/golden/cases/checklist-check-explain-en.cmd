$P check --lang en --explain $R --rules ../checklist warning.txt
