#!/bin/sh
# layers.sh [FOLDER]: fail if a stage includes the header of a later stage,
# or any private header but those of its own folder.  FOLDER is src.
# README.md shows the same list in the same order.
set -eu
cd "${1:-src}"

order='base source doc fold segment rules match resolve finding review report
annotate screen cli http'

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

# The names that FILE includes in quotation marks.
quoted()
{
	sed -n 's,^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*,\1,p' "$1"
}

bad=0
complain()
{
	echo "$1"
	bad=1
}

for file in $(find . -name '*.[ch]' | sed 's,^\./,,' | LC_ALL=C sort); do
	stage=${file%%/*}
	stage=${stage%.c}
	for header in $(quoted "$file"); do
		case $header in
		pingjian/*)
			header=${header#pingjian/}
			header=${header%.h}
			case $header in
			span|error|arena|buf|limits|utf8|text) header=base;;
			markup|cue) header=source;;
			package) header=doc;;
			esac
			[ "$(rank "$header")" -le "$(rank "$stage")" ] ||
			    complain "$file: $stage comes before $header and must not include it"
			continue;;
		../*)
			# What a generator shares with its stage.
			case $file/$header in
			*/gen/*/../*/*) ;;
			*/gen/*/../*) [ ! -f "${file%/*}/$header" ] || continue;;
			esac;;
		*/*) ;;
		*)
			case $file in */*) [ ! -f "${file%/*}/$header" ] || continue;; esac;;
		esac
		complain "$file: \"$header\" is not of its own folder"
	done
done
exit $bad
