#!/bin/sh
# annotate.sh PROGRAM SHARED: copies with comments of the samples, of made-up
# drafts, and of real ones where the folder SHARED has some; then what
# LibreOffice makes of them.
set -eu

program=$1
shared=$2
seed=${SEED:-1}
here=tests/annotate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

check()
{
	python3 -B $here/check.py "$@" || bad=1
}

mkdir "$work/samples"
cp samples/*.docx samples/*.odt "$work/samples"
check "$program" "$work/samples" "$work/samples-out"

python3 -B $here/make.py "$seed" 105 "$work/made"
check "$program" "$work/made" "$work/made-out" --no-default-rules --rules $here/rules

if [ -d "$shared/eval/docs" ]; then
	mkdir "$work/real"
	find "$shared/eval/docs" -name '*.docx' -o -name '*.odt' |
	while read -r file; do
		cp "$file" "$work/real/$(echo "$file" | cksum | cut -d' ' -f1)-${file##*/}"
	done
	# Broken and protected files among them are not read.
	check --some-unread "$program" "$work/real" "$work/real-out" \
	    --no-default-rules --rules $here/rules
else
	echo "annotate: $shared/eval/docs is not there: no real drafts tried"
fi

python3 -B $here/office.py "$program" samples || bad=1
exit $bad
