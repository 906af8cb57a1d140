#!/bin/sh
# dlua and PyTorch on the same work, in turn, in one run. See README.md beside this file.
#
#   bench/run.sh [LINE ...] [--threads N] [--repeats N] [--processor] [--list]
#
# LINE is (a part of) the name of a line of work; without one, all are run. The build is taken from
# build/ (DLUA_BUILD names another), PyTorch from the python which DLUA_PEER_PYTHON names, else from
# the environment which peer.sh makes. DLUA_PEER_PYTHON=none: dlua alone.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
build=${DLUA_BUILD:-$root/build}

if [ -x "$build/bin/dlua" ]; then
  dlua=$build/bin/dlua
elif [ -e "$build/lib/dlua/core.so" ]; then
  dlua=lua5.4
  export LUA_PATH="$root/lua/?.lua;$root/lua/?/init.lua;;" LUA_CPATH="$build/lib/?.so;;"
else
  echo "bench: no build at $build (./dev build)" >&2
  exit 1
fi

peer=${DLUA_PEER_PYTHON:-${XDG_CACHE_HOME:-$HOME/.cache}/dlua/peer/bin/python}
if [ "$peer" != none ] && ! "$peer" -c 'import torch' 2>/dev/null; then
  peer=$("$here/peer.sh") || peer=none
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
BENCH_PLACE=$place BENCH_DLUA=$dlua BENCH_PEER=$peer BENCH_BUILD=$build BENCH_ROOT=$root \
  "$dlua" "$here/main.lua" "$@"
