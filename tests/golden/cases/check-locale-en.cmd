LANG=en_US.UTF-8 $P check $R advice.txt
