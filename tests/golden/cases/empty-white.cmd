printf ' \n\n　\n' | $P check $R --lang en -; printf '' | $P check $R --format jsonl - | sed 's/.*"notes"/"notes"/'
