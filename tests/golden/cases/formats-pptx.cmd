$P check $R --lang en formats/impress.pptx
