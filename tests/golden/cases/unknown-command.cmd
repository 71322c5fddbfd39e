$P --lang en chekc
