#!/bin/sh
# Each public header compiles alone, as C and as C++.
set -eu

count=0
for header in include/pingjian/*.h; do
	line="#include \"pingjian/${header##*/}\""
	echo "$line" | ${CC:-cc} -std=c17 -Wall -Wextra -Wpedantic -Werror \
	    -Iinclude -x c -fsyntax-only -
	echo "$line" | ${CXX:-c++} -std=c++17 -Wall -Wextra -Wpedantic -Werror \
	    -Iinclude -x c++ -fsyntax-only -
	count=$((count + 1))
done
echo "headers: $count compile alone, as C and as C++"
