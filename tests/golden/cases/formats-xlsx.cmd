$P check $R --lang en formats/openpyxl.xlsx
