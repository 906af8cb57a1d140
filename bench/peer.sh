#!/bin/sh
# The peer: a virtual environment with PyTorch (used on the CPU) and NumPy, apart from all else.
#
#   bench/peer.sh [PLACE]          make it, or complete it, at PLACE; print the path of its python
#   bench/peer.sh --whole [PLACE]  with all that pip would like to install: for a GPU
#
# PLACE is ${XDG_CACHE_HOME:-~/.cache}/dlua/peer when not given. The first try is the light way:
# PyTorch without its dependencies, then only what `import torch` asks for, one thing at a time; a
# CUDA library which this machine has is linked rather than downloaded (PyTorch's usual Linux wheel
# wants them in order to load, even where only the CPU is used). Should that fail, pip installs all
# that it would like to. The last line of stdout is the path, everything else goes to stderr. Fails
# when no peer can be had.
set -eu

whole=
if [ "${1:-}" = --whole ]; then
  whole=1
  shift
fi
place=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/dlua/peer}
python=$place/bin/python
host_python=${PYTHON:-python3}

say() { echo "peer: $*" >&2; }
pip() { "$python" -m pip install --quiet --disable-pip-version-check "$@" >&2; }

# What stops the import: nothing, "lib NAME", "symbol NAME", "module NAME", or "other MESSAGE".
obstacle() {
  "$python" - <<'PYTHON'
import re
try:
    import numpy
    import torch
    torch.ones(2).add(1).numpy()
    torch.optim.SGD([torch.ones(2)], lr=1)
except Exception as error:
    library = re.search(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object", str(error))
    symbol = re.search(r"undefined symbol: (\w+)", str(error))
    needed = re.search(r"depends on (\w+) as an external library", str(error))  # SymPy says so
    module = needed.group(1) if needed else getattr(error, "name", None)
    if library:
        print("lib", library.group(1))
    elif symbol:
        print("symbol", symbol.group(1))
    elif needed or isinstance(error, ModuleNotFoundError) and module:
        print("module", module.split(".")[0])
    else:
        print("other", type(error).__name__, str(error).split("\n")[0])
PYTHON
}

torch_dir() {
  "$python" -c 'from importlib.util import find_spec as find
print(find("torch").submodule_search_locations[0])'
}

# Where this machine keeps the library $1, or nothing.
on_this_machine() {
  cuda=${CUDA_HOME:-/usr/local/cuda}
  machine=$(uname -m)-linux
  for directory in "$cuda/lib64" "$cuda/targets/$machine/lib" "/usr/lib/$machine-gnu"; do
    if [ -e "$directory/$1" ]; then echo "$directory/$1"; return; fi
  done
}

# The wheel with the library $1: the exact one which PyTorch's metadata names, else the toolkit's.
wheel_of() {
  key=$(echo "$1" | sed 's/^lib//; s/\.so.*//; s/_host$//; s/Lt$/lt/' | tr '[:upper:]' '[:lower:]')
  case $key in
    cudart) key="cuda-runtime" ;;
    cupti | nvrtc) key=cuda-$key ;;
    cublaslt) key=cublas ;;
    cudnn*) key=cudnn ;;
  esac
  exact=$(sed -n "s/^Requires-Dist: \(nvidia-${key}[-a-z0-9]*==[0-9.]*\).*/\1/p" \
    "$(torch_dir)"-*.dist-info/METADATA | head -n 1)
  echo "${exact:-nvidia-$key}"
}

mend() {  # mend KIND NAME: make one obstacle go away
  case $1 in
    lib)
      path=$(on_this_machine "$2")
      if [ -n "$path" ]; then
        # A link that is there already and did not help must not be made again and again.
        [ ! -e "$(torch_dir)/lib/$2" ] || return 1
        ln -sf "$path" "$(torch_dir)/lib/$2"
      else
        say "$2: $(wheel_of "$2")"
        pip --no-deps "$(wheel_of "$2")"
      fi ;;
    symbol)  # a library of this machine is too old (ncclX: NCCL); a wheel is found before a link
      wheel=$(wheel_of "$(echo "$2" | sed 's/[A-Z_].*//')")
      say "$2: $wheel"
      pip --no-deps "$wheel" ;;
    module)
      say "module $2"
      pip --no-deps "$(echo "$2" | tr _ -)" ;;
    *)
      return 1 ;;
  esac
}

light_way() {
  last=
  while what=$(obstacle) && [ -n "$what" ]; do
    if [ "$what" = "$last" ]; then break; fi
    last=$what
    # shellcheck disable=SC2086  # the words of $what are the arguments
    mend $what || break
  done
  [ -z "$(obstacle)" ]
}

if [ ! -x "$python" ]; then
  say "making $place"
  mkdir -p "$(dirname "$place")"
  "$host_python" -m venv "$place" >&2 || {
    say "$host_python cannot make a virtual environment (Debian: python3-venv)"
    rm -rf "$place"
    exit 1
  }
fi
if [ -n "$whole" ] || ! light_way; then
  [ -n "$whole" ] || say "the light way stopped at: $(obstacle); installing everything"
  pip torch numpy
  [ -z "$(obstacle)" ] || { say "no peer: $(obstacle)"; exit 1; }
fi
echo "$python"
