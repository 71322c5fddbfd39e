$P check $R --format checkstyle warning.txt advice.txt suppressed.txt lineup.txt page.html scan.pdf missing.txt clean.txt | sed "s/\(ersion\":\)\"0[0-9.]*\"/\1\"VERSION\"/g"; echo ${PIPESTATUS[0]}
