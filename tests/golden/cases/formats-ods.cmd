$P check $R --lang en formats/calc.ods
