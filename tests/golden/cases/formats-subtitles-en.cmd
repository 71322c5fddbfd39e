$P check $R --lang en formats/clip.srt formats/clip.vtt
