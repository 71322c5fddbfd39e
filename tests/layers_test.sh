#!/bin/sh
# layers_test.sh: layers.sh on small trees, each wrong in one way or not.
set -eu

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
bad=0
n=0

# try WANT FILE LINE: the exit status where FILE holds LINE.
try()
{
	rm -rf "$root/src"
	mkdir -p "$root/src/fold/gen" "$root/src/match" "$root/src/cli"
	touch "$root/src/fold/fold.h" "$root/src/match/match.h"
	printf '%s\n' "$3" >"$root/src/$2"
	got=0
	sh tests/layers.sh "$root/src" >/dev/null 2>&1 || got=$?
	n=$((n + 1))
	[ "$got" = "$1" ] || {
		echo "layers: $2 with $3: exit $got, want $1"
		bad=1
	}
}

try 0 match/a.c '#include "match.h"'
try 0 match/a.c '#include "pingjian/fold.h"'
try 0 match/a.c '#include "pingjian/utf8.h"'
try 0 match/a.c '#include <stdio.h>'
try 0 screen.c '#include "pingjian/report.h"'
try 0 fold/gen/a.c '#include "../fold.h"'
try 1 fold/a.c '#include "pingjian/match.h"'
try 1 fold/a.c '# include "pingjian/match.h"'
try 1 fold/a.h '#include "pingjian/match.h"'
try 1 fold/a.c '#include "pingjian/nothing.h"'
try 1 match/a.c '#include "../fold/fold.h"'
try 1 match/a.c '#include "../../src/fold/fold.h"'
try 1 match/a.c '#include "fold/fold.h"'
try 1 match/a.c '#include "fold.h"'
try 1 fold/gen/a.c '#include "../../match/match.h"'
try 1 fold/gen/a.c '#include "../match/match.h"'
try 1 screen.c '#include "match/match.h"'
try 1 screen.c '#include "fold.h"'
[ $bad = 0 ] && echo "layers: $n cases"
exit $bad
