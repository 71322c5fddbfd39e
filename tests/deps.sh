#!/bin/sh
# Install the Debian packages that the named groups need and that are
# missing.  Silent when nothing is missing.
set -eu

packages()
{
	case $1 in
	build) echo "gcc libc6-dev make pkg-config gettext libxml2-dev libzip-dev
	    libpcre2-dev libicu-dev libyaml-dev libjansson-dev libsodium-dev
	    libmd4c-dev libgmime-3.0-dev" ;;
	check) echo "g++ clang libcriterion-dev python3 python3-jsonschema
	    libxml2-utils libreoffice-writer-nogui"
	    # npm comes with nodejs elsewhere than in Debian.
	    command -v npm >/dev/null || echo "nodejs npm" ;;
	browser) echo "chromium" ;;
	fuzz) echo "clang libclang-rt-14-dev" ;;
	bench) echo "python3 ripgrep" ;;
	lint) echo "clang-format clang-tidy cppcheck" ;;
	*) echo "deps.sh: no group '$1'" >&2; return 1 ;;
	esac
}

wanted=
for group; do
	wanted="$wanted $(packages "$group")"
done

command -v dpkg-query >/dev/null || {
	echo "This is not Debian. Please install what stands for: $wanted" >&2
	exit 0
}

missing=
for p in $wanted; do
	case $(dpkg-query -W -f '${Status}' "$p" 2>/dev/null || :) in
	*" installed") ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0

root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "Missing packages, and neither root nor sudo:$missing" >&2
		exit 1
	}
	root=sudo
fi
echo "Installing missing packages:$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq
$root apt-get install -y -qq --no-install-recommends $missing >/dev/null
