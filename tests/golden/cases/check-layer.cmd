printf "家庭主婦與女里長、女強人，看自找的穿著展，謝賢內助。" | $P check $R --rules ../layer --lang en -
