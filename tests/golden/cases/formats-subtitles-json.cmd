$P check $R --lang en --format jsonl formats/clip.srt
