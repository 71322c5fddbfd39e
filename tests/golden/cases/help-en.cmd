$P --lang en --help
