$P explain $R --lang en golden.housewife
