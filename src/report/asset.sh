#!/bin/sh
# asset.sh FOLDER: its files as C, each a pj_str of its bytes.
set -eu

echo '#include "html.h"'
for file in "$1"/*; do
	name=html_$(basename "$file" | sed 's/.*\.//')
	echo
	echo "static const unsigned char ${name}_bytes[] = {"
	od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
	echo "};"
	echo
	echo "const struct pj_str $name = { (const char *)${name}_bytes,"
	echo "	sizeof(${name}_bytes) };"
done
