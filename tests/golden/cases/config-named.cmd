$P check --no-default-rules --config config/.pingjian.yml warning.txt
