#!/bin/sh
# unit.sh FOLDER TEST...: run the unit tests, keep going, count them.
# The sums of each program go to FOLDER/unit.sum for the closing line.
set -u

folder=$1
shift
sum=$folder/unit.sum
: >"$sum"
bad=0
for test; do
	"$test" 2>"$test.log" || bad=1
	tail -n 1 "$test.log" >>"$sum"
	grep -q 'Failing: *0 | Crashing: *0' "$test.log" || {
		bad=1
		cat "$test.log"
	}
done
sed 's/\x1b\[[0-9;]*m//g' "$sum" | awk -F '[:|]' '
	{ tested += $3; passed += $5; failed += $7; crashed += $9 }
	END { printf "unit (%s): Tested: %d | Passed: %d | Failing: %d | Crashing: %d\n",
	    folder, tested, passed, failed, crashed; exit tested == 0 }' \
	folder="$folder" || bad=1
exit $bad
