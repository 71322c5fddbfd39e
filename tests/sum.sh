#!/bin/sh
# The closing line of `make check`: every step before it has passed, or
# make would have stopped; the unit tests are counted one by one.
set -eu

cat build/release/unit.sum build/asan/unit.sum | sed 's/\x1b\[[0-9;]*m//g' |
    awk -F '[:|]' '{ p += $5; f += $7 + $9 }
	END { printf "%d passed, %d failed\n", p, f; exit f > 0 || p == 0 }'
