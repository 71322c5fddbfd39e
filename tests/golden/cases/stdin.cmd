printf "一名女主管。" | $P check $R -
