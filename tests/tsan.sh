#!/bin/sh
# tsan.sh MAKE: the program under ThreadSanitizer (criterion crashes under
# it).  Many drafts side by side, then one draft whose parts are worked on
# side by side: what --jobs 8 writes is what --jobs 1 writes, and the
# sanitizer is silent.
set -eu

$1 --no-print-directory -s CONFIG=tsan build/tsan/pingjian
program=$PWD/build/tsan/pingjian
# Where the kernel spreads memory too wide for it, only without that.
run=
"$program" --version >/dev/null 2>&1 || run="setarch $(uname -m) -R"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
export TSAN_OPTIONS="log_path=$root/log suppressions=$PWD/tests/tsan.supp"

# Drafts: the samples, and sentences that are flagged or not, by twelves,
# with a suppression in every other one.  The shipped rules, and those with
# an agency's layer, so that threads change their engine.
mkdir -p "$root/in/a" "$root/in/b"
cp samples/*.docx samples/*.odt samples/*.html samples/*.txt "$root/in/a"
printf 'min_severity: warning\nrules: rules\n' >"$root/in/b/.pingjian.yml"
cp -r samples/agency/rules "$root/in/b/rules"
awk -F '\t' -v root="$root/in" '!/^#/ && $4 {
	n = int(i / 12)
	file = sprintf("%s/%s/%03d.txt", root, n % 2 ? "a" : "b", n)
	if (i++ % 24 == 0)
		print "<!-- pingjian-disable-next all -- test -->" >file
	print $4 >file
}' tests/accuracy/own.tsv
count=$(find "$root/in" -type f ! -name '*.yml' | wc -l)
[ "$count" -ge 40 ] || { echo "tsan: only $count drafts"; exit 1; }

# One long enough to be shared by threads (see src/match/match.c): the
# drafts, ordinary sentences, and the drafts again, twice over.
find "$root/in/a" -name '*.txt' | LC_ALL=C sort | xargs cat >"$root/part.txt"
awk 'BEGIN { for (i = 0; i < 42000; i++) print "本府今日召開第" i "次會議，說明工作計畫。" }' \
    >>"$root/part.txt"
cat "$root/part.txt" "$root/part.txt" >"$root/one.txt"

# compare NAME INPUT OPTION...: both ways, the same bytes and exit status.
compare()
{
	name=$1
	input=$2
	shift 2
	for jobs in 1 8; do
		status=0
		$run "$program" check --jobs $jobs --format json --timeout 300 "$@" \
		    "$input" >"$root/$name.$jobs" 2>&1 || status=$?
		echo "exit $status" >>"$root/$name.$jobs"
	done
	if ls "$root"/log* >/dev/null 2>&1; then
		cat "$root"/log*
		echo "tsan: $name: the sanitizer is not silent"
		exit 1
	fi
	cmp "$root/$name.1" "$root/$name.8" || { echo "tsan: $name differs"; exit 1; }
	# Something was found, and no failure was compared with itself.
	tail -n 1 "$root/$name.8" | grep -qx 'exit 1' ||
	    { tail -n 3 "$root/$name.8"; exit 1; }
}

compare folder "$root/in" --explain
compare large "$root/one.txt"
echo "tsan: $count drafts and a large one, as with one thread; silent"
