printf "\244\153\245\161\276\367" | $P check $R --encoding big5 --stdin-filename a.txt -
