"""Golden cases of the linear algebra."""
import torch
import torch.nn.functional as F

from golden import NAN, T, expanded, operator, strided, transposed


@operator("matmul")
def matmul(x, y):
    return torch.matmul(x, y)


for left, right in [
    ((3,), (3,)), ((2, 3), (3, 2)), ((2, 3), (3,)), ((3,), (3, 2)),  # vectors and matrices
    ((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 2)), ((2, 2, 3), (2, 3, 1)),  # batches
    ((1, 2, 3), (2, 3, 1)), ((2, 1, 2, 2), (3, 2, 1)),
    ((2, 1, 1, 2), (1, 2, 2, 2)),  # broadcast batches
    ((2, 2, 3), (3,)), ((3,), (2, 3, 2)), ((2, 1, 2, 2), (2,)), ((2,), (2, 1, 2, 2)),
    ((1, 1), (1, 1)), ((1,), (1,)),
]:
    matmul.both("%s by %s" % (list(left), list(right)), T(*left), T(*right))
matmul.add("transposed by plain", transposed(2, 3), T(3, 2))
matmul.add("plain by transposed", T(2, 3), transposed(3, 2))
matmul.both("both transposed", transposed(2, 3), transposed(3, 2))
matmul.add("strided", strided(2, 3), strided(3, 2))
matmul.add("strided vectors", strided(3), strided(3))
matmul.add("strides of 0", expanded((1, 3), 2, 3), expanded((3, 1), 3, 2))
matmul.add("batch, transposed", transposed(2, 2, 3), transposed(2, 3, 2))
for left, right in [((0, 3), (3, 2)), ((2, 3), (3, 0)), ((2, 0), (0, 3)), ((0,), (0,)),
                    ((0, 2, 3), (3, 2)), ((2, 0), (0,))]:
    matmul.add("no element: %s by %s" % (list(left), list(right)), T(*left), T(*right))
matmul.add("int64", T(2, 3, dtype="int64"), T(3, 2, dtype="int64"))
matmul.both("special values", T(2, 2, data=[NAN, 1.0, 1.0, 2.0], grad=False), T(2, 2, grad=False))


@operator("mm")
def mm(x, y):
    return torch.mm(x, y)


mm.add("ordinary", T(2, 3), T(3, 2))
mm.add("transposed", transposed(3, 2), T(2, 3))
mm.add("strided", T(2, 3), strided(3, 2))
mm.add("one element", T(1, 1), T(1, 1))
mm.add("no element", T(0, 3), T(3, 2))
mm.add("no inner element", T(2, 0), T(0, 2))
mm.add("int64", T(2, 2, dtype="int64"), T(2, 2, dtype="int64"))


@operator("bmm")
def bmm(x, y):
    return torch.bmm(x, y)


bmm.add("ordinary", T(2, 2, 3), T(2, 3, 2))
bmm.add("transposed", transposed(2, 3, 2), transposed(2, 2, 3))
bmm.add("strided", strided(2, 1, 2), strided(2, 2, 2))
bmm.add("one element", T(1, 1, 1), T(1, 1, 1))
bmm.add("no batch", T(0, 2, 3), T(0, 3, 2))
bmm.add("no inner element", T(2, 2, 0), T(2, 0, 1))


@operator("mv")
def mv(x, y):
    return torch.mv(x, y)


mv.add("ordinary", T(2, 3), T(3))
mv.add("transposed and strided", transposed(3, 2), strided(2))
mv.add("one element", T(1, 1), T(1))
mv.add("no inner element", T(2, 0), T(0))
mv.add("int64", T(2, 2, dtype="int64"), T(2, dtype="int64"))


@operator("dot")
def dot(x, y):
    return torch.dot(x, y)


dot.add("ordinary", T(4), T(4))
dot.add("strided", strided(3), strided(3))
dot.add("strides of 0", expanded((1,), 3), T(3))
dot.add("one element", T(1), T(1))
dot.add("no element", T(0), T(0))
dot.add("int64", T(3, dtype="int64"), T(3, dtype="int64"))


@operator("outer")
def outer(x, y):
    return torch.outer(x, y)


outer.add("ordinary", T(2), T(3))
outer.add("strided", strided(3), strided(2))
outer.add("one element", T(1), T(1))
outer.add("no element", T(0), T(2))
outer.add("int64", T(2, dtype="int64"), T(2, dtype="int64"))


@operator("addmm")
def addmm(input, x, y, beta=1, alpha=1):
    return torch.addmm(input, x, y, beta=beta, alpha=alpha)


@operator("baddbmm")
def baddbmm(input, x, y, beta=1, alpha=1):
    return torch.baddbmm(input, x, y, beta=beta, alpha=alpha)


addmm.add("ordinary", T(2, 2), T(2, 3), T(3, 2))
addmm.add("row", T(2), T(2, 3), T(3, 2))
addmm.add("column", T(2, 1), T(2, 3), T(3, 2))
addmm.add("no dimension", T(), T(2, 3), T(3, 2))
addmm.add("beta and alpha", T(2, 2), T(2, 3), T(3, 2), 0.5, 2)
addmm.add("alpha by name", T(2, 2), T(2, 3), T(3, 2), alpha=-1.5)
addmm.both("beta 0 forgets nan", T(2, 2, data=[NAN] * 4, grad=False), T(2, 3, grad=False),
           T(3, 2, grad=False), beta=0)
addmm.add("transposed", transposed(2, 2), transposed(2, 3), transposed(3, 2))
addmm.add("one element", T(1, 1), T(1, 1), T(1, 1))
addmm.add("no inner element", T(2, 2), T(2, 0), T(0, 2), 2)
addmm.add("no row", T(0, 2), T(0, 3), T(3, 2))

baddbmm.add("ordinary", T(2, 2, 2), T(2, 2, 3), T(2, 3, 2))
baddbmm.add("broadcast", T(2, 1), T(2, 2, 3), T(2, 3, 2))
baddbmm.add("beta and alpha", T(2, 2, 2), T(2, 2, 3), T(2, 3, 2), 0.5, 2)
baddbmm.add("by name", T(2, 1, 2), T(2, 2, 3), T(2, 3, 2), beta=-1, alpha=0.25)
baddbmm.both("beta 0 forgets nan", T(1, 1, 2, data=[NAN] * 2, grad=False), T(1, 1, 3, grad=False),
             T(1, 3, 2, grad=False), beta=0)
baddbmm.add("transposed", transposed(2, 2, 2), transposed(2, 2, 3), transposed(2, 3, 2))
baddbmm.add("no batch", T(0, 2, 2), T(0, 2, 3), T(0, 3, 2))
baddbmm.add("no inner element", T(1, 1, 2), T(1, 1, 0), T(1, 0, 2))


@operator("einsum")
def einsum(equation, operands):
    return torch.einsum(equation, *operands)


for equation, shapes in [
    ("ij,jk->ik", [(2, 3), (3, 2)]), ("ij,jk", [(2, 3), (3, 2)]), ("ij->ji", [(2, 3)]),
    ("ij->", [(2, 3)]), ("ij->i", [(2, 3)]), ("ii->i", [(3, 3)]), ("ii", [(3, 3)]),
    ("i,i->", [(3,), (3,)]),
    ("i,j->ij", [(2,), (3,)]), ("bij,bjk->bik", [(2, 2, 3), (2, 3, 2)]),
    ("ij,ij->ij", [(2, 3), (2, 3)]),
    ("bhqd,bhkd->bhqk", [(1, 2, 2, 3), (1, 2, 2, 3)]), ("ij,jk,k->i", [(2, 3), (3, 2), (2,)]),
    ("...ij,...jk->...ik", [(2, 2, 3), (3, 2)]), ("b...->...b", [(2, 1, 3)]), ("ba", [(2, 3)]),
    (" i j , j -> i ", [(2, 3), (3,)]), ("bn,anm,bm->ba", [(2, 2), (3, 2, 2), (2, 2)]),
]:
    einsum.add(equation, equation, [T(*shape) for shape in shapes])
einsum.add("transposed", "ij,jk->ki", [transposed(2, 3), strided(3, 2)])
einsum.add("no element", "ij,jk->ik", [T(0, 3), T(3, 2)])
einsum.add("no inner element", "ij,jk->ik", [T(2, 0), T(0, 2)])
einsum.add("no dimension", ",i->i", [T(), T(2)])


@operator("weightNorm")
def weightNorm(direction, length, dim=None):
    if dim is None:
        return direction * (length / direction.norm())
    return torch._weight_norm(direction, length, dim - 1)


weightNorm.both("rows", T(2, 3), T(2, 1), 1)
weightNorm.add("columns of a transposed matrix", transposed(2, 3), T(1, 3), dim=2)
weightNorm.add("four dimensions", T(2, 2, 1, 2), T(2, 1, 1, 1), 1)
weightNorm.add("all", T(2, 3), T())


@operator("linear")
def linear(x, weight, bias=None):
    return F.linear(x, weight, bias)


linear.add("ordinary", T(2, 3), T(4, 3), T(4))
linear.add("no bias", T(2, 3), T(2, 3))
linear.add("bias by name", T(2, 3), T(2, 3), bias=T(2))
linear.add("vector", T(3), T(2, 3), T(2))
linear.add("vector, no bias", T(3), T(2, 3))
linear.add("three dimensions", T(2, 2, 3), T(2, 3), T(2))
linear.add("four dimensions, no bias", T(2, 1, 2, 2), T(3, 2))
linear.add("transposed", transposed(3, 2), transposed(2, 2), strided(2))
linear.add("one element", T(1, 1), T(1, 1), T(1))
linear.add("no row", T(0, 3), T(2, 3), T(2))
linear.add("no inner element", T(2, 0), T(3, 0), T(3))


@operator("linearActivation")
def linearActivation(x, weight, bias=None, activation="relu"):
    before = F.linear(x, weight, bias)
    if activation == "relu":
        return F.relu(before)
    return F.gelu(before, approximate="tanh" if activation == "geluTanh" else "none"), before


linearActivation.both("ordinary", T(2, 3), T(4, 3), T(4))
linearActivation.add("no bias", T(2, 3), T(3, 3))
linearActivation.both("gelu", T(2, 3), T(4, 3), T(4), activation="gelu")
linearActivation.both("gelu by tanh", T(2, 3), T(8, 3), T(8), activation="geluTanh")
linearActivation.add("gelu by tanh, no bias", T(2, 3), T(8, 3), activation="geluTanh")
linearActivation.add("vector", T(3), T(2, 3), T(2))
linearActivation.add("three dimensions", T(2, 2, 3), T(8, 3), T(8), activation="geluTanh")
linearActivation.add("transposed", transposed(3, 2), transposed(2, 2), strided(2))
linearActivation.add("no row", T(0, 3), T(2, 3), T(2), activation="gelu")
linearActivation.add("no inner element", T(2, 0), T(3, 0), T(3))
