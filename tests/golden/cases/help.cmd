$P --help
