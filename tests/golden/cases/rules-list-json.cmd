$P rules list $R --format json
