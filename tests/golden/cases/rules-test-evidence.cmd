mkdir $SCRATCH/d; sed 's/«李教授»/李教授/' ../rules/golden.yml >$SCRATCH/d/golden.yml; $P rules test --no-default-rules --rules $SCRATCH/d --only golden.lineup | sed "s,^.*golden.yml,golden.yml,"
