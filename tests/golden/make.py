"""Writes the golden answers: one Lua file per operator, beside this script.

    $(bench/peer.sh) tests/golden/make.py [OPERATOR ...]

Without names, every file is written, and files of operators that are no longer here are removed.
"""
import importlib
import pathlib
import sys
import warnings

sys.dont_write_bytecode = True
warnings.simplefilter("ignore")

golden = importlib.import_module("golden")
for path in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if path.stem not in ("golden", "make"):
        importlib.import_module(path.stem)  # each registers its operators


def main(names):
    folder = pathlib.Path(__file__).parent
    for name in names or golden.REGISTRY:
        (folder / (name + ".lua")).write_text(golden.lua_file(golden.REGISTRY[name]))
    if not names:
        for path in folder.glob("*.lua"):
            if path.stem not in golden.REGISTRY:
                path.unlink()
    count = sum(len(one.cases) for one in golden.REGISTRY.values())
    print("%d operators, %d cases" % (len(golden.REGISTRY), count))


main(sys.argv[1:])
