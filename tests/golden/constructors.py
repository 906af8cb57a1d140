"""Golden cases of the constructors that are not random."""
import torch

from golden import INF, T, operator, strided, transposed
from shape import sizes

TYPES = ("float32", "float64", "int64", "uint8", "bool", "float16")


def torch_type(name):
    return None if name is None else getattr(torch, name)


for name in ("zeros", "ones"):
    one = operator(name)(lambda *shape, dtype=None, make=getattr(torch, name):
                         make(sizes(shape), dtype=torch_type(dtype)))
    one.add("sizes", 2, 3)
    one.add("list", [2, 1, 2])
    one.add("no dimension", [])
    one.add("no element", 0, 3)
    for dtype in TYPES:
        one.add(dtype, 2, dtype=dtype)


@operator("full")
def full(shape, value, dtype=None):
    return torch.full(shape, value, dtype=torch_type(dtype))


full.add("float", [2, 3], 1.5)
full.add("no dimension", [], -0.25)
full.add("no element", [0, 3], 1.5)
full.add("infinity", [2], INF)
for dtype in TYPES:
    full.add(dtype, [2], True if dtype == "bool" else 3, dtype=dtype)


@operator("arange")
def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    return torch.arange(start, stop, step, dtype=torch_type(dtype))


arange.add("stop alone", 4)
arange.add("start and stop", 2, 6)
arange.add("step", 1, 10, 3)
arange.add("backwards", 5, 0, -2)
arange.add("nothing", 3, 3)
arange.add("float", 0, 1, 0.25)
arange.add("float stop", 3.5)
arange.add("start after a float", 0.5, 3)
arange.add("float64", 0, 1, 0.1, dtype="float64")
arange.add("integers as float32", 4, dtype="float32")
arange.add("step by name", 0, 6, step=2)


@operator("linspace")
def linspace(start, stop, steps, dtype=None):
    return torch.linspace(start, stop, steps, dtype=torch_type(dtype))


@operator("logspace")
def logspace(start, stop, steps, base=10, dtype=None):
    return torch.logspace(start, stop, steps, base, dtype=torch_type(dtype))


for one in (linspace, logspace):
    one.add("ordinary", 0, 1, 5)
    one.add("backwards", 2, -1, 4)
    one.add("one step", 1, 2, 1)
    one.add("no step", 1, 2, 0)
    one.add("float64", 0, 1, 7, dtype="float64")
    one.add("equal ends", 1.5, 1.5, 3)
logspace.add("base 2", 0, 4, 5, 2)
logspace.add("base 2 by name, float64", -1, 1, 3, base=2, dtype="float64")


@operator("eye")
def eye(n, m=None, dtype=None):
    return torch.eye(n, n if m is None else m, dtype=torch_type(dtype))


eye.add("square", 3)
eye.add("wide", 2, 3)
eye.add("tall", 3, 2)
eye.add("no element", 0)
eye.add("int64", 2, dtype="int64")
eye.add("float64, wide", 1, 2, dtype="float64")

for name, make in (("zerosLike", torch.zeros_like), ("onesLike", torch.ones_like)):
    one = operator(name)(lambda x, dtype=None, make=make: make(x, dtype=torch_type(dtype)))
    one.both("ordinary", T(2, 3, grad=False))
    one.add("transposed", transposed(3, 2, grad=False))
    one.add("int64", T(2, dtype="int64"))
    one.add("bool", T(2, dtype="bool"))
    one.add("no dimension", T(grad=False))
    one.add("no element", T(0, 3, grad=False))
    one.add("another type", T(2, grad=False), dtype="int64")


@operator("fullLike")
def fullLike(x, value, dtype=None):
    return torch.full_like(x, value, dtype=torch_type(dtype))


fullLike.both("ordinary", T(2, 3, grad=False), 1.5)
fullLike.add("strided", strided(3, grad=False), -2)
fullLike.add("int64", T(2, dtype="int64"), 7)
fullLike.add("no dimension", T(grad=False), 0.5)
fullLike.add("no element", T(0, 3, grad=False), 1)
fullLike.add("another type", T(2, dtype="int64"), 0.5, dtype="float64")
