printf "家庭主妇下午有空，一名女司机在国内停车。\n" | $P check $R -
