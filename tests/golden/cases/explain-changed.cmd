$P explain $R --rules ../layer golden.housewife --lang en; $P explain $R --rules ../layer golden.woman-marked
