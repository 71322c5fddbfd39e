$P explain $R golden.housewive
