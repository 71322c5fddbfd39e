$P check $R --format json --lang en formats/openpyxl.xlsx formats/impress.pptx | grep -E -o "\"(path|format|code|text|block|part|paragraph|cell|sheet|slide)\": *(\"[^\"]*\"|[0-9]+)"
