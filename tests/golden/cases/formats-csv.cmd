$P check $R formats/plan.csv
