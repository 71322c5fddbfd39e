$P rules diff --rules ../rules --rules ../checklist --no-default-rules | sed "s,^  .*checklist.yml,  checklist.yml,"
