"""Golden cases of the operators on shapes. Positions and dimensions count from 1."""
import torch
import torch.nn.functional as F

from golden import NAN, T, dim0, expanded, flat, operator, position0, strided, transposed


def sizes(arguments):
    """Sizes or dimensions, given one by one or as a list."""
    if len(arguments) == 1 and isinstance(arguments[0], list):
        return arguments[0]
    return list(arguments)


# ---- views ---------------------------------------------------------------------------------------

@operator("view")
def view(x, *shape):
    return x.view(sizes(shape))


@operator("reshape")
def reshape(x, *shape):
    return x.reshape(sizes(shape))


for one in (view, reshape):
    one.add("list", T(2, 3), [3, 2])
    one.add("sizes", T(2, 3), 6, 1)
    one.add("-1", T(2, 3, 2), 4, -1)
    one.add("-1 alone", T(2, 3), -1)
    one.add("to no dimension", T(1, 1), [])
    one.add("from no dimension", T(), 1, 1)
    one.add("no element", T(0, 3), 3, 0, 2)
    one.add("strided, compatible", strided(2, 3), 2, 1, 3)
    one.add("int64", T(4, dtype="int64"), 2, 2)
reshape.add("transposed: a copy", transposed(3, 2), 6)
reshape.add("strided: a copy", strided(2, 3), 3, 2)
reshape.add("strides of 0", expanded((1, 2), 3, 2), 6)


@operator("flatten")
def flatten(x, start=1, stop=-1):
    return torch.flatten(x, dim0(start), dim0(stop))


flatten.add("all", T(2, 3, 2))
flatten.add("from 2", T(2, 3, 2), 2)
flatten.add("1 to 2", T(2, 3, 2), 1, 2)
flatten.add("by name", T(2, 1, 2, 2), start=2, stop=-2)
flatten.add("one dimension", T(2, 3), 2, 2)
flatten.add("transposed", transposed(3, 2))
flatten.add("no dimension", T())
flatten.add("no element", T(2, 0, 3), 2)


@operator("squeeze")
def squeeze(x, dim=None):
    if dim is None:
        return torch.squeeze(x)
    dim = dim0(dim)
    return torch.squeeze(x, tuple(dim) if isinstance(dim, list) else dim)


squeeze.add("all", T(1, 2, 1, 3))
squeeze.add("dim 1", T(1, 2, 1), 1)
squeeze.add("dim of size 2: nothing", T(1, 2, 1), 2)
squeeze.add("several", T(1, 2, 1, 1), [1, -1])
squeeze.add("by name", T(2, 1), dim=-1)
squeeze.add("to no dimension", T(1, 1))
squeeze.add("no dimension", T())
squeeze.add("no element", T(1, 0))


@operator("unsqueeze")
def unsqueeze(x, dim):
    return torch.unsqueeze(x, dim0(dim))


unsqueeze.add("first", T(2, 3), 1)
unsqueeze.add("last", T(2, 3), -1)
unsqueeze.add("after the last", T(2, 3), 3)
unsqueeze.add("middle", transposed(3, 2), dim=2)
unsqueeze.add("no dimension", T(), 1)
unsqueeze.add("no element", T(0), 2)


@operator("transpose")
def transpose(x, dim1, dim2):
    return torch.transpose(x, dim0(dim1), dim0(dim2))


transpose.add("matrix", T(2, 3), 1, 2)
transpose.add("negative", T(2, 3, 2), -1, 1)
transpose.add("by name", T(2, 3, 2), dim1=2, dim2=3)
transpose.add("twice the same", T(2, 3), 2, 2)
transpose.add("transposed", transposed(3, 2), 1, 2)
transpose.add("no element", T(0, 3), 1, 2)
transpose.add("int64", T(2, 2, dtype="int64"), 1, 2)


@operator("t")
def t(x):
    return torch.t(x)


t.add("matrix", T(2, 3))
t.add("vector", T(3))
t.add("no dimension", T())
t.add("transposed", transposed(3, 2))
t.add("no element", T(0, 3))


@operator("permute")
def permute(x, *dims):
    return torch.permute(x, dim0(sizes(dims)))


permute.add("list", T(2, 3, 2), [3, 1, 2])
permute.add("dims", T(2, 3, 2), 2, 1, 3)
permute.add("negative", T(2, 3), -1, -2)
permute.add("transposed", transposed(2, 3, 2), 3, 1, 2)
permute.add("no element", T(0, 3), 2, 1)


@operator("expand")
def expand(x, *shape):
    return x.expand(sizes(shape))


expand.add("column", T(2, 1), 2, 3)
expand.add("list, -1", T(1, 2), [3, -1])
expand.add("new dimension", T(3), 2, 3)
expand.add("nothing", T(2, 3), 2, 3)
expand.add("no dimension", T(), 2, 2)
expand.add("strided", strided(2, 1), 2, 2)
expand.add("to no element", T(1, 2), 0, 2)
expand.add("no element", T(1, 0), 2, 0)


@operator("expandCopies")
def expandCopies(x, dim, copies):
    dim = dim0(dim)
    dim = dim if dim >= 0 else dim + x.dim() + 1
    return x.unsqueeze(dim).expand(*x.shape[:dim], copies, *x.shape[dim:])


expandCopies.add("first", T(2, 3), 1, 2)
expandCopies.add("middle", T(2, 3), 2, 3)
expandCopies.add("last", T(3), 2, 2)
expandCopies.add("transposed", transposed(3, 2), 1, 2)
expandCopies.add("no dimension", T(), 1, 3)


for name in ("repeat", "repeatTensor", "tile"):
    one = operator(name)((lambda x, *shape: torch.tile(x, sizes(shape))) if name == "tile"
                         else (lambda x, *shape: x.repeat(sizes(shape))))
    one.add("ordinary", T(2, 2), 2, 3)
    one.add("list", T(3), [2])
    one.add("new dimension", T(2), 2, 2)
    one.add("transposed", transposed(2, 2), 1, 2)
    one.add("no dimension", T(), 2)
    one.add("none", T(2, 2), 0, 1)
    one.add("no element", T(0, 2), 2, 1)
    one.add("int64", T(2, dtype="int64"), 2)
    if name == "tile":
        one.add("fewer sizes than dimensions", T(2, 2), 2)


@operator("contiguous")
def contiguous(x):
    return x.contiguous()


@operator("clone")
def clone(x):
    return x.clone()


for one in (contiguous, clone):
    one.add("ordinary", T(2, 3))
    one.add("transposed", transposed(3, 2))
    one.add("strided", strided(3))
    one.add("strides of 0", expanded((1, 2), 2, 2))
    one.add("no dimension", T())
    one.add("no element", T(0, 3))
    one.add("int64", T(2, dtype="int64"))
    one.add("bool", T(3, dtype="bool"))


@operator("to")
def to(x, dtype):
    return x.to(getattr(torch, dtype))


for dtype in ("float64", "float32", "float16", "bfloat16"):
    to.both(dtype, T(2, 3), dtype)
to.both("int64: towards zero", flat([1.9, -1.9, 0.5, -0.5, 100.0], grad=False), "int64")
to.add("int32", flat([1.9, -1.9], grad=False), "int32")
to.add("uint8", flat([1.9, 200.5], grad=False), "uint8")
to.add("bool", flat([0.0, -0.0, 0.25, NAN], grad=False), "bool")
to.add("int64 to uint8", flat([1, 255], "int64"), "uint8")
to.add("uint8 to float32", flat([1, 255], "uint8"), "float32")
to.add("bool to int64", flat([True, False], "bool"), "int64")
to.add("rounding to float32", flat([0.1, 1 / 3, 16777217.0], "float64"), "float32")
to.add("rounding to float16", flat([0.1, 2049.0, 2051.0, 65520.0, 1e-8, NAN], "float32",
                                   grad=False), "float16")
to.add("rounding to bfloat16", flat([0.1, 257.0, 259.0, 3.4e38, NAN], "float32", grad=False),
       "bfloat16")
to.add("transposed", transposed(3, 2, dtype="float32"), "float64")
to.add("no element", T(0, 3, dtype="float32"), "float64")


@operator("sumTo")
def sumTo(x, *shape):
    return x.sum_to_size(sizes(shape))


sumTo.add("row", T(2, 3), 3)
sumTo.add("column", T(2, 3), 2, 1)
sumTo.add("list", T(2, 2, 3), [2, 1])
sumTo.add("the same", T(2, 3), 2, 3)
sumTo.add("one element", T(2, 3), 1)
sumTo.add("to no dimension", T(2, 3), [])
sumTo.add("transposed", transposed(3, 2), 1, 2)
sumTo.add("no element", T(0, 3), 3)


# ---- joining and splitting -----------------------------------------------------------------------

@operator("cat")
def cat(values, dim=1):
    return torch.cat(values, dim0(dim))


cat.add("rows", [T(2, 3), T(1, 3)])
cat.add("columns", [T(2, 1), T(2, 2), T(2, 1)], 2)
cat.add("by name", [T(2, 1), T(2, 2)], dim=-1)
cat.add("transposed", [transposed(2, 3), strided(2, 3)], 1)
cat.add("one tensor", [T(2, 2)])
cat.add("no element in one", [T(0, 2), T(2, 2)])
cat.add("no element", [T(0, 2), T(0, 2)])
cat.add("int64", [T(2, dtype="int64"), T(1, dtype="int64")])
cat.add("int64 and float32", [T(2, dtype="int64"), T(1, dtype="float32")])
cat.add("float32 and float64", [T(2, dtype="float32"), T(1, dtype="float64")])


@operator("stack")
def stack(values, dim=1):
    return torch.stack(values, dim0(dim))


stack.add("first", [T(2, 3), T(2, 3)])
stack.add("second", [T(3), T(3)], 2)
stack.add("last, by name", [T(2, 2), T(2, 2)], dim=-1)
stack.add("transposed", [transposed(2, 2), strided(2, 2)], 2)
stack.add("no dimension", [T(), T(), T()])
stack.add("no element", [T(0), T(0)])
stack.add("int64", [T(2, dtype="int64"), T(2, dtype="int64")])


@operator("split")
def split(x, size, dim=1):
    return torch.split(x, size, dim0(dim))


split.add("even", T(4, 2), 2)
split.add("short last part", T(2, 5), 2, 2)
split.add("sizes", T(5), [2, 0, 3])
split.add("by name", T(2, 3), size=1, dim=-1)
split.add("transposed", transposed(3, 2), 2)
split.add("one part", T(2), 5)
split.add("no element", T(0, 2), 1)


@operator("chunk")
def chunk(x, chunks, dim=1):
    return torch.chunk(x, chunks, dim0(dim))


chunk.add("even", T(4, 2), 2)
chunk.add("uneven", T(2, 5), 3, 2)
chunk.add("more than there are", T(2), 5)
chunk.add("by name", T(2, 4), chunks=2, dim=-1)
chunk.add("transposed", transposed(3, 2), 2)


@operator("unbind")
def unbind(x, dim=1):
    return torch.unbind(x, dim0(dim))


unbind.add("first", T(2, 3))
unbind.add("last", T(2, 2), -1)
unbind.add("by name", T(2, 3, 1), dim=2)
unbind.add("transposed", transposed(2, 3))
unbind.add("to no dimension", T(3))


# ---- parts ---------------------------------------------------------------------------------------

@operator("narrow")
def narrow(x, dim, start, length):
    start = start - 1 if start > 0 else start + x.shape[dim0(dim)]
    return torch.narrow(x, dim0(dim), start, length)


narrow.add("rows", T(4, 2), 1, 2, 2)
narrow.add("columns", T(2, 4), -1, 1, 3)
narrow.add("negative start", T(2, 4), 2, -2, 2)
narrow.add("by name", T(3, 2), dim=1, start=3, length=1)
narrow.add("transposed", transposed(3, 2), 1, 2, 2)
narrow.add("nothing", T(2, 2), 1, 1, 0)


@operator("select")
def select(x, dim, index):
    return torch.select(x, dim0(dim), position0(index))


select.add("row", T(3, 2), 1, 2)
select.add("column", T(2, 3), 2, -1)
select.add("by name", T(2, 2, 3), dim=-1, index=3)
select.add("to no dimension", T(3), 1, 3)
select.add("transposed", transposed(3, 2), 1, 1)
select.add("no element", T(0, 3), 2, 1)


@operator("slice")
def slice_(x, dim, start, stop=None, step=1):
    """start and stop are positions from 1, both included, as in t[{ {start, stop, step} }]."""
    n = x.shape[dim0(dim)]
    first = start - 1 if start > 0 else n + start
    last = n if stop is None else stop if stop > 0 else n + stop + 1
    return x[(slice(None),) * (dim0(dim) % x.dim()) + (slice(first, last, step),)]


slice_.add("rows 2 to 3", T(4, 2), 1, 2, 3)
slice_.add("to the end", T(2, 4), 2, 3)
slice_.add("step 2", T(2, 5), 2, 1, -1, 2)
slice_.add("step 2, the last left out", T(6), 1, 1, 4, 2)
slice_.add("negative", T(5), 1, -3, -2)
slice_.add("by name", T(3, 2), dim=-2, start=1, stop=2)
slice_.add("transposed", transposed(3, 2), 1, 1, 3, 2)


@operator("diagonal")
def diagonal(x, offset=0, dim1=1, dim2=2):
    return torch.diagonal(x, offset, dim0(dim1), dim0(dim2))


diagonal.add("square", T(3, 3))
diagonal.add("above", T(2, 3), 1)
diagonal.add("below", T(3, 2), -1)
diagonal.add("dims", T(2, 2, 3), 0, 2, 3)
diagonal.add("by name", T(2, 2, 3), offset=1, dim1=-2, dim2=-1)
diagonal.add("transposed", transposed(3, 2))
diagonal.add("outside", T(2, 2), 2)


@operator("unfold")
def unfold(x, dim, size, step):
    return x.unfold(dim0(dim), size, step)


unfold.add("overlapping", T(5), 1, 3, 1)
unfold.add("apart", T(2, 5), 2, 2, 3)
unfold.add("by name", T(4, 2), dim=-2, size=2, step=2)
unfold.add("transposed", transposed(3, 2), 1, 2, 1)
unfold.add("one window", T(3), 1, 3, 1)


# ---- rearranging ---------------------------------------------------------------------------------

@operator("pad")
def pad(x, padding, mode="constant", value=0):
    return F.pad(x, padding, mode, value if mode == "constant" else None)


pad.add("last dimension", T(2, 3), [1, 2])
pad.add("two dimensions", T(2, 2), [1, 0, 0, 1], "constant", 1.5)
pad.add("value by name", T(2, 3), [0, 1], value=-1)
pad.add("negative: crops", T(2, 4), [-1, 1])
pad.add("three dimensions", T(1, 2, 2), [0, 1, 1, 0, 0, 1])
pad.add("transposed", transposed(3, 2), [1, 1])
pad.add("no element", T(0, 2), [1, 1])
pad.add("from no element", T(2, 0), [1, 1], value=3)
pad.add("int64", T(2, dtype="int64"), [1, 1], "constant", 9)
pad.add("reflect, vector of a batch", T(2, 4), [2, 1], "reflect")
pad.add("reflect, image", T(1, 3, 3), [1, 2, 1, 0], mode="reflect")
pad.add("reflect, batch of images", transposed(1, 1, 2, 3), [1, 1, 1, 1], "reflect")
pad.add("replicate, vector of a batch", T(2, 3), [2, 1], "replicate")
pad.add("replicate, image", T(1, 2, 2), [1, 2, 1, 0], mode="replicate")
pad.add("replicate, batch of images", transposed(1, 1, 2, 2), [1, 0, 3, 1], "replicate")


@operator("roll")
def roll(x, shifts, dims=None):
    return torch.roll(x, shifts, dims if dims is None else dim0(dims))


roll.add("flattened", T(2, 3), 2)
roll.add("dim 1", T(3, 2), 1, 1)
roll.add("backwards", T(2, 3), -1, 2)
roll.add("two dimensions", T(2, 3), [1, -1], [1, 2])
roll.add("by name, more than the size", T(2, 3), shifts=4, dims=-1)
roll.add("transposed", transposed(3, 2), 1, 1)
roll.add("transposed, flattened", transposed(3, 2), 1)
roll.add("no element", T(0, 2), 1, 1)


@operator("flip")
def flip(x, dims):
    return torch.flip(x, dim0(dims if isinstance(dims, list) else [dims]))


flip.add("rows", T(3, 2), 1)
flip.add("columns", T(2, 3), -1)
flip.add("both", T(2, 3), [1, 2])
flip.add("by name", T(2, 2, 2), dims=[1, 3])
flip.add("transposed", transposed(3, 2), 1)
flip.add("no element", T(0, 2), 1)
flip.add("int64", T(3, dtype="int64"), 1)


@operator("tril")
def tril(x, diagonal=0):
    return torch.tril(x, diagonal)


@operator("triu")
def triu(x, diagonal=0):
    return torch.triu(x, diagonal)


for one in (tril, triu):
    one.add("square", T(3, 3))
    one.add("wide, 1", T(2, 3), 1)
    one.add("tall, -1", T(3, 2), diagonal=-1)
    one.add("batch", T(2, 2, 2))
    one.add("transposed", transposed(3, 2))
    one.add("nan where it is cut", T(2, 2, data=[1.0, NAN, NAN, 2.0], grad=False))
    one.add("beyond", T(2, 2), -5)
    one.add("no element", T(0, 3))
    one.add("int64", T(2, 2, dtype="int64"))
    one.add("bool", T(2, 2, dtype="bool", data=[True] * 4))


@operator("diag")
def diag(x, diagonal=0):
    return torch.diag(x, diagonal)


diag.add("of a matrix", T(3, 3))
diag.add("of a matrix, above", T(2, 3), 1)
diag.add("of a matrix, below, by name", T(3, 2), diagonal=-1)
diag.add("from a vector", T(3))
diag.add("from a vector, above", T(2), 1)
diag.add("from a vector, below", T(2), -1)
diag.add("transposed", transposed(3, 2))
diag.add("strided vector", strided(2))
diag.add("one element", T(1))
diag.add("no element", T(0))
