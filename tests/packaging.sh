#!/usr/bin/env bash
# Install as users do, into scratch folders, and see that module and program work from there with nothing set up.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
program='print((require "dlua".ones(2) + 1):sum():item())'
nothing="env -i PATH=/usr/bin:/bin"

expect() {   # what, command ...: its output must be 4.0
  local what=$1 output; shift
  output=$(cd / && "$@" 2>&1) && [ "$output" = 4.0 ] || { echo "packaging: $what: $output"; exit 1; }
  echo "packaging: $what works"
}

# A copy: LuaRocks builds in the folder of the rockspec.
mkdir "$scratch/source"
cp -r CMakeLists.txt cmake src lua tests examples dlua-scm-1.rockspec "$scratch/source"

cd "$scratch/source"
[ -z "$(command -v ccache)" ] || export CMAKE_C_COMPILER_LAUNCHER=ccache
CMAKE_BUILD_PARALLEL_LEVEL=$(nproc) luarocks-5.4 --tree="$scratch/tree" make dlua-scm-1.rockspec > "$scratch/log" 2>&1 ||
  { tail -n 40 "$scratch/log"; echo "packaging: luarocks make failed"; exit 1; }
rm -rf "$scratch/source"
cd "$here"

cmake --install build --prefix "$scratch/prefix" > "$scratch/log"
expect "the program in a prefix" $nothing "$scratch/prefix/bin/dlua" -e "$program"
expect "the program in a tree of LuaRocks" $nothing "$scratch/tree/bin/dlua" -e "$program"
ln -s "$scratch/tree/bin/dlua" "$scratch/link"
expect "the program through a link" $nothing "$scratch/link" -e "$program"
eval "$(luarocks-5.4 --tree="$scratch/tree" path)"
expect "the module in lua5.4" lua5.4 -e "$program"
