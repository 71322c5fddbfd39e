$P check $R post.txt
