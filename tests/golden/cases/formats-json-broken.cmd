$P check $R formats/broken.json
