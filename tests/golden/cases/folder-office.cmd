$P check $R office
