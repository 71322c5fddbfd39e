$P check $R --color always advice.txt
