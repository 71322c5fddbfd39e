$P rules diff --rules ../../../samples/agency/rules --lang en | tail -n 4
