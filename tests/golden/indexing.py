"""Golden cases of the operators with index tensors and masks. Indices count from 1."""
import torch
import torch.nn.functional as F

from golden import INF, NAN, T, dim0, flat, operator, scalar, strided, transposed


def indices(*values, shape=None):
    """An index tensor, its values from 1."""
    return T(*(shape or [len(values)]), dtype="int64", data=list(values))


@operator("index")
def index(x, where):
    return x[tuple(i - 1 for i in where)]


index.add("rows", T(3, 2), [indices(3, 1, 3)])
index.add("elements", T(3, 2), [indices(3, 1), indices(1, 2)])
index.add("broadcast", T(3, 3), [indices(1, 3, shape=(2, 1)), indices(1, 2)])
index.add("matrix of rows", T(3, 2), [indices(1, 2, 2, 1, shape=(2, 2))])
index.add("transposed", transposed(3, 2), [indices(2, 3)])
index.add("no dimension of the index", T(3, 2), [T(dtype="int64", data=[2])])
index.add("no index", T(3, 2), [T(0, dtype="int64")])
index.add("int64", T(3, dtype="int64"), [indices(3, 3)])


@operator("indexSelect")
def indexSelect(x, dim, index):
    return torch.index_select(x, dim0(dim), index - 1)


indexSelect.add("rows", T(3, 2), 1, indices(3, 1, 3))
indexSelect.add("columns", T(2, 3), -1, indices(2, 3))
indexSelect.add("by name", T(3, 2), dim=1, index=indices(1))
indexSelect.add("transposed", transposed(3, 2), 2, indices(2, 2))
indexSelect.add("strided index", T(3, 2), 1, strided(2, dtype="int64", data=[1, 3, 2, 1]))
indexSelect.add("no index", T(3, 2), 1, T(0, dtype="int64"))
indexSelect.add("int64", T(3, dtype="int64"), 1, indices(3, 2))


@operator("gather")
def gather(x, dim, index):
    return torch.gather(x, dim0(dim), index - 1)


GRID = (2, 1, 2, 3, 1, 2)
gather.add("dim 1", T(3, 2), 1, indices(*GRID[:4], shape=(2, 2)))
gather.add("dim 2", T(2, 3), 2, indices(*GRID, shape=(2, 3)))
gather.add("fewer rows", T(3, 3), 2, indices(3, 1, 1, 2, shape=(2, 2)))
gather.add("by name", T(3), dim=-1, index=indices(3, 3, 1, 2))
gather.add("transposed", transposed(3, 2), 1, T(2, 2, dtype="int64", data=[3, 1, 2, 3],
                                               views=[("transpose", 1, 2)]))
gather.add("no index", T(3, 2), 1, T(0, 2, dtype="int64"))
gather.add("no dimension", T(), 1, T(dtype="int64", data=[1]))
gather.add("int64", T(3, dtype="int64"), 1, indices(3, 2))


@operator("scatter")
def scatter(x, dim, index, source):
    return torch.scatter(x, dim0(dim), index - 1, source)


@operator("scatterAdd")
def scatterAdd(x, dim, index, source):
    return torch.scatter_add(x, dim0(dim), index - 1, source)


for one in (scatter, scatterAdd):
    one.add("dim 1", T(3, 2), 1, indices(2, 1, 3, 3, shape=(2, 2)), T(2, 2))
    one.add("dim 2", T(2, 3), 2, indices(2, 1, 3, 1, shape=(2, 2)), T(2, 2))
    one.add("source larger than the index", T(2, 3), 2, indices(3, 1, shape=(2, 1)),
            T(2, 3, grad=False))
    one.add("transposed", transposed(3, 2), 1, indices(1, 2, shape=(1, 2)), transposed(1, 2))
    one.add("by name", T(4), dim=-1, index=indices(4, 2), source=T(2))
    one.add("no index", T(3), 1, T(0, dtype="int64"), T(0))
    one.add("int64", T(3, dtype="int64"), 1, indices(3, 2), T(2, dtype="int64"))
scatterAdd.both("the same place several times", T(3), 1, indices(2, 2, 1, 2), T(4))
scatter.add("number", T(2, 3), 2, indices(2, 3, shape=(2, 1)), 1.5)
scatter.add("integer", T(3, dtype="int64"), 1, indices(2), 7)


@operator("indexAdd")
def indexAdd(x, dim, index, source, alpha=1):
    return torch.index_add(x, dim0(dim), index - 1, source, alpha=alpha)


indexAdd.add("rows", T(3, 2), 1, indices(3, 1), T(2, 2))
indexAdd.add("the same row twice", T(3, 2), 1, indices(2, 2, 1), T(3, 2))
indexAdd.add("columns", T(2, 3), 2, indices(2, 3), T(2, 2))
indexAdd.add("alpha", T(3, 2), 1, indices(3, 1), T(2, 2), -0.5)
indexAdd.add("by name", T(3), dim=-1, index=indices(1, 3), source=T(2), alpha=2)
indexAdd.add("transposed", transposed(3, 2), 1, indices(3, 1), transposed(2, 2))
indexAdd.add("no index", T(3, 2), 1, T(0, dtype="int64"), T(0, 2))
indexAdd.add("int64", T(3, dtype="int64"), 1, indices(3, 3), T(2, dtype="int64"))


@operator("indexFill")
def indexFill(x, dim, index, value):
    return torch.index_fill(x, dim0(dim), index - 1, value)


indexFill.add("rows", T(3, 2), 1, indices(3, 1), 1.5)
indexFill.add("columns", T(2, 3), -1, indices(2, 2), -1)
indexFill.add("by name", T(3), dim=1, index=indices(2), value=0)
indexFill.add("transposed", transposed(3, 2), 1, indices(2), 0.5)
indexFill.add("no index", T(3), 1, T(0, dtype="int64"), 2)
indexFill.add("int64", T(3, dtype="int64"), 1, indices(3), 9)

MASK = [True, False, True, False, False, True]


@operator("maskedSelect")
def maskedSelect(x, mask):
    return torch.masked_select(x, mask)


maskedSelect.add("ordinary", T(2, 3), T(2, 3, dtype="bool", data=MASK))
maskedSelect.add("row of the mask", T(2, 3), flat([True, False, True], "bool"))
maskedSelect.add("mask larger than the tensor", T(3), T(2, 3, dtype="bool", data=MASK))
maskedSelect.add("transposed", transposed(3, 2), transposed(3, 2, dtype="bool", data=MASK))
maskedSelect.add("nothing", T(2), flat([False, False], "bool"))
maskedSelect.add("no dimension", T(), scalar(True, "bool"))
maskedSelect.add("no element", T(0), T(0, dtype="bool"))
maskedSelect.add("int64", T(3, dtype="int64"), flat([True, False, True], "bool"))


@operator("maskedFill")
def maskedFill(x, mask, value):
    return torch.masked_fill(x, mask, value)


maskedFill.add("number", T(2, 3), T(2, 3, dtype="bool", data=MASK), 0.5)
maskedFill.add("minus infinity", T(2, 3), T(2, 3, dtype="bool", data=MASK), -INF)
maskedFill.add("tensor", T(2, 3), T(2, 3, dtype="bool", data=MASK), T())
maskedFill.add("row of the mask", T(2, 3), flat([True, False, True], "bool"), -1)
maskedFill.add("column of the mask, by name", T(2, 3),
               mask=T(2, 1, dtype="bool", data=[True, False]), value=2)
maskedFill.add("transposed", transposed(3, 2), transposed(3, 2, dtype="bool", data=MASK), 1.5)
maskedFill.add("mask larger than the tensor", T(3), T(2, 3, dtype="bool", data=MASK), 1.5)
maskedFill.add("no element", T(0, 2), T(2, dtype="bool"), 1)
maskedFill.add("int64", T(3, dtype="int64"), flat([True, False, True], "bool"), 7)


@operator("nonzero")
def nonzero(x):
    return torch.nonzero(x) + 1


nonzero.add("matrix", T(2, 3, data=[0.0, 1.5, 0.0, -2.0, NAN, -0.0], grad=False))
nonzero.add("vector", flat([0, 3, 5], "int64"))
nonzero.add("bool", T(2, 2, dtype="bool", data=[True, False, True, True]))
nonzero.add("transposed", transposed(3, 2, data=[0.0, 1.0, 2.0, 3.0, 0.0, 0.0], grad=False))
nonzero.add("nothing", flat([0, 0], "int64"))
nonzero.add("no element", T(0, 2, grad=False))
nonzero.add("no dimension", scalar(3.5, grad=False))


@operator("oneHot")
def oneHot(x, classes=-1):
    return F.one_hot(x - 1, classes)


oneHot.add("classes from the labels", indices(1, 3, 2))
oneHot.add("classes", indices(1, 3, 2), 4)
oneHot.add("matrix", indices(1, 2, 2, 1, shape=(2, 2)), classes=2)
oneHot.add("transposed", transposed(2, 2, dtype="int64", data=[1, 2, 3, 1]), 3)
oneHot.add("no dimension", T(dtype="int64", data=[2]), 3)
oneHot.add("no label", T(0, dtype="int64"), 3)
