NO_COLOR=1 $P check $R --color auto advice.txt
