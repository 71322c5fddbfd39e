#!/bin/sh
# Fail if a stage includes the header of a later stage.
# README.md shows the same list in the same order.
set -eu

order='base source doc fold segment rules match resolve finding review report
screen cli http'

rank()
{
	n=0
	for s in $order; do
		n=$((n + 1))
		[ "$s" != "$1" ] || { echo $n; return; }
	done
	echo "layers.sh: no stage named '$1'" >&2
	exit 1
}

bad=0
for file in $(find src -name '*.[ch]'); do
	stage=${file#src/}
	stage=${stage%%/*}
	stage=${stage%.c}
	for header in $(sed -n 's,^#include "pingjian/\([a-z]*\)\.h".*,\1,p' "$file"); do
		case $header in span|error|arena|buf|limits|utf8|text) header=base;; esac
		if [ "$(rank "$header")" -gt "$(rank "$stage")" ]; then
			echo "$file: $stage comes before $header and must not include it"
			bad=1
		fi
	done
done
exit $bad
