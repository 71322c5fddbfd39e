$P explain $R golden.lineup
