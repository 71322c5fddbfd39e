#!/bin/sh
# Install into an empty root, run from there, uninstall: nothing is left.
set -eu

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make --no-print-directory -s install DESTDIR="$root" PREFIX=/usr >/dev/null

# The installed program must use its own files, not this tree's.
cd /
printf '局長感謝太太這位賢內助。\n' >"$root/draft.txt"
status=0
out=$(env -u PINGJIAN_DATADIR "$root/usr/bin/pingjian" check --lang zh-TW "$root/draft.txt") || status=$?
[ "$status" -eq 1 ] || { echo "install: exit $status, want 1"; echo "$out"; exit 1; }
echo "$out" | grep -q 賢內助 || { echo "install: no finding"; exit 1; }
mv "$root/usr/share/pingjian" "$root/usr/share/gone"
status=0
"$root/usr/bin/pingjian" check "$root/draft.txt" >/dev/null 2>&1 || status=$?
[ "$status" -eq 2 ] || { echo "install: without rules exit $status, want 2"; exit 1; }
mv "$root/usr/share/gone" "$root/usr/share/pingjian"

cd "$OLDPWD"
make --no-print-directory -s uninstall DESTDIR="$root" PREFIX=/usr >/dev/null
left=$(find "$root/usr" -type f)
[ -z "$left" ] || { echo "install: left behind: $left"; exit 1; }
echo "install: installs, runs from there, uninstalls"
