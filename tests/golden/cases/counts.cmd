$P check $R --rules ../counts warning.txt advice.txt
