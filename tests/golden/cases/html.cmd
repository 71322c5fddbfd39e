$P check $R page.html
