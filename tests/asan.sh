#!/bin/sh
# asan.sh MAKE: the tests under ASan, UBSan and LSan.  Criterion passes
# tests that leak, so any log that a sanitizer wrote fails the run.
set -eu

log=$PWD/build/asan/log
rm -rf "$log"
mkdir -p "$log"
export ASAN_OPTIONS="log_path=$log/san:allocator_may_return_null=1"
export UBSAN_OPTIONS="print_stacktrace=1:log_path=$log/ub"
$1 --no-print-directory CONFIG=asan check-asan-run || { cat "$log"/* 2>/dev/null; exit 1; }
if [ -n "$(ls "$log")" ]; then
	cat "$log"/*
	exit 1
fi
echo "sanitizers: silent"
