#!/usr/bin/env bash
# run.sh PROGRAM [--update]: run every case and compare what it writes and
# its exit status with what is recorded.
#
# cases/NAME.cmd holds one shell command; $P is the program, and the working
# folder is tests/golden/in.  cases/NAME.out records standard output, then
# standard error, then the exit status.
set -u

program=$(realpath "$1")
update=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Nothing of the user's own settings may matter.
unset LC_ALL LC_MESSAGES LANG LANGUAGE NO_COLOR PINGJIAN_DATADIR
export P="$program" SCRATCH="$scratch"
export R="--no-default-rules --rules $here/rules"

# The system's own messages come from catalogs that may be missing.
system='s/沒有此一檔案或目錄/No such file or directory/
s/裝置上已無多餘空間/No space left on device/
s/管線損壞/Broken pipe/'

passed=0
failed=0
cd "$here/in" || exit 1
for case in "$here"/cases/*.cmd; do
	name=$(basename "$case" .cmd)
	want=$here/cases/$name.out
	got=$scratch/$name.out
	status=0
	bash -c "$(cat "$case")" >"$scratch/stdout" 2>"$scratch/stderr" \
	    </dev/null || status=$?
	{
		cat "$scratch/stdout"
		echo "--- stderr"
		cat "$scratch/stderr"
		echo "--- exit $status"
	} | sed "s,$here,TESTS,g;s,$scratch,SCRATCH,g;$system" >"$got"
	if [ "$update" = --update ]; then
		cp "$got" "$want"
	elif diff -u "$want" "$got"; then
		passed=$((passed + 1))
	else
		echo "golden: $name differs: $(cat "$case")"
		failed=$((failed + 1))
	fi
done
[ "$update" = --update ] && exit 0
echo "golden: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
