$P check $R scan.pdf clean.txt
