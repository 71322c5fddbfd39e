#!/bin/sh
# demo.sh PROGRAM: screen the samples as a user would.  Findings are what
# the samples are for, so exit status 1 is the expected one.
set -u

echo
echo "\$ pingjian check samples/"
"$1" check samples/
status=$?
[ "$status" -eq 1 ] || {
	echo "demo: expected findings (exit 1), got exit $status" >&2
	exit 1
}
