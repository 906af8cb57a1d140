#!/bin/sh
# dlua and PyTorch on the same work, in turn, in one run. See README.md beside this file.
#
#   bench/run.sh [LINE ...] [--threads N] [--repeats N] [--processor] [--list]
#   bench/run.sh --operators [NAME ...] [--threads N] [--repeats N] [--processor] [--list]
#   bench/run.sh --device NAME [LINE ...] [--repeats N] [--list]
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

device='' listed='' previous=''
for word; do
  [ "$previous" != --device ] || device=$word
  [ "$word" != --list ] || listed=1
  previous=$word
done
if [ -n "$device" ] && [ -z "$listed" ]; then
  BENCH_DEVICE=$device "$dlua" -e '
    local ok, why = require("dlua").cuda.forKind((os.getenv("BENCH_DEVICE"):gsub(":.*", ""))).isAvailable()
    if not ok then io.stderr:write("bench: ", why, "\n") os.exit(1) end'
fi

# On a GPU PyTorch needs all that it comes with; on the CPU a tenth of it does.
peer_place=${XDG_CACHE_HOME:-$HOME/.cache}/dlua/peer whole=
case $device in cuda | cuda:*) peer_place=$peer_place-cuda whole=--whole ;; esac
peer=${DLUA_PEER_PYTHON:-$peer_place/bin/python}
if [ -n "$listed" ]; then peer=none
elif [ "$peer" != none ] && ! "$peer" -c 'import torch' 2>/dev/null; then
  peer=$("$here/peer.sh" $whole "$peer_place") || peer=none
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
BENCH_PLACE=$place BENCH_DLUA=$dlua BENCH_PEER=$peer BENCH_BUILD=$build BENCH_ROOT=$root \
  "$dlua" "$here/main.lua" "$@"
