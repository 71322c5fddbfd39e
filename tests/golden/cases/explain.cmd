$P explain $R golden.woman-marked
