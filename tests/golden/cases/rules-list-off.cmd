$P rules list $R --rules ../layer; $P rules list $R --rules ../layer --format json | grep -c "\"off\": true"
