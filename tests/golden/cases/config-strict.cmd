$P check badyaml/a.txt; $P check --config badyaml/two.yml --lang en clean.txt; $P check --config empty --lang en clean.txt; $P check --config /dev/null --lang en clean.txt
