$P check $R --lang en formats/mail.eml; $P check $R --format jsonl formats/mail.eml | grep -o "\"location\":{.*\"attached\":\"[^\"]*\"" | tail -c 150
