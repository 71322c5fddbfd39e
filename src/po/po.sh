#!/bin/sh
# po.sh update: take new messages of the source into every catalog.
# po.sh check:  fail when a catalog lacks a message, or holds one that is
#               untranslated, fuzzy or wrong in form.
set -eu

pot=$(mktemp)
merged=$(mktemp)
trap 'rm -f "$pot" "$merged"' EXIT
find src -name '*.c' | LC_ALL=C sort |
    xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ \
	--keyword=dngettext:2,3 --add-location=file --package-name=pingjian \
	--files-from=- --output="$pot"
sed -i '/^"POT-Creation-Date/d' "$pot"

for po in src/po/*.po; do
	msgmerge --quiet --no-fuzzy-matching --add-location=file \
	    --output-file="$merged" "$po" "$pot"
	msgattrib --no-obsolete --output-file="$merged" "$merged"
	if [ "$1" = update ]; then
		cp "$merged" "$po"
	fi
	msgfmt --check-format --check-domain --output-file=/dev/null "$merged"
	bad=$(msgattrib --untranslated "$merged"
		msgattrib --only-fuzzy "$merged")
	if [ -n "$bad" ]; then
		printf "%s\n" "$bad"
		echo "$po: not complete (make po takes in new messages)" >&2
		[ "$1" = update ] || exit 1
	fi
done
