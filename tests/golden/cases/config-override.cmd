$P check --no-default-rules --fail-level warning --lang zh-TW config/deep
