#!/bin/sh
# build.sh: zip the sources in src/ to the office samples beside it.
# The same sources give the same bytes: fixed times, order, no owner.
set -eu

cd "$(dirname "$0")"
here=$PWD
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# pack FOLDER FILE FIRST...: FIRST are stored unpacked, in front.
pack()
{
	folder=$1 file=$2
	shift 2
	cp -R "src/$folder" "$stage/$folder"
	case $folder in
	speech) media=word/media ;;
	letter) media=Pictures ;;
	slides) media=ppt/media ;;
	*) media= ;;
	esac
	[ -z "$media" ] || {
		mkdir -p "$stage/$folder/$media"
		cp src/picture.png "$stage/$folder/$media/picture.png"
	}
	rm -f "$here/$file"
	(
		cd "$stage/$folder"
		find . -exec touch -d '2026-01-01 00:00:00 UTC' {} +
		export TZ=UTC
		[ $# -eq 0 ] || zip -q -X -0 "$here/$file" "$@"
		find . -type f | sed 's,^\./,,' | LC_ALL=C sort |
		    zip -q -X -9 -@ "$here/$file" ${1:+-x "$@"}
	)
}

pack speech speech.docx
pack letter letter.odt mimetype
pack slides slides.pptx
pack plan plan.xlsx
