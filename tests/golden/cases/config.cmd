$P check --no-default-rules config/deep/a.txt
