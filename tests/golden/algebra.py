"""Golden cases of the factorisations of matrices and what is made of them."""
import torch

from golden import T, operator, strided, transposed

# Well conditioned, exact in every float type.
REGULAR3 = [2.5, -0.5, 0.75, 0.25, -3.0, 1.0, -1.0, 0.5, 1.75]
REGULAR2 = [1.5, -0.5, 1.0, 2.0]
OTHER2 = [0.25, 1.5, -2.0, 0.5]
DEFINITE3 = [4.0, 1.0, -0.5, 1.0, 3.0, 0.75, -0.5, 0.75, 2.0]
DEFINITE2 = [2.0, 0.5, 0.5, 1.5]
SINGULAR3 = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]


def regular3(**options):
    return T(3, 3, data=REGULAR3, **options)


def regular2(**options):
    return T(2, 2, data=REGULAR2, **options)


def batch2(**options):
    return T(2, 2, 2, data=REGULAR2 + OTHER2, **options)


@operator("cholesky")
def cholesky(x, upper=False):
    return torch.linalg.cholesky(x, upper=upper)


cholesky.both("ordinary", T(3, 3, data=DEFINITE3))
cholesky.add("upper", T(3, 3, data=DEFINITE3), True)
cholesky.both("batch", T(2, 2, 2, data=DEFINITE2 + [1.0, -0.25, -0.25, 3.0]))
cholesky.add("strided", T(2, 2, data=DEFINITE2, views=[("transpose", 1, 2)]))
cholesky.add("one element", T(1, 1, data=[2.25]))
cholesky.add("no element", T(0, 0))
cholesky.add("no matrix", T(0, 2, 2))


@operator("choleskySolve")
def cholesky_solve(b, factor, upper=False):
    return torch.cholesky_solve(b, torch.triu(factor) if upper else torch.tril(factor), upper=upper)


cholesky_solve.both("ordinary", T(3, 2), T(3, 3, data=REGULAR3))
cholesky_solve.add("upper", T(2, 2), regular2(), True)
cholesky_solve.add("batch", T(2, 2, 1), batch2())


@operator("triangularSolve")
def triangular_solve(x, b, upper, left=True, unitriangular=False):
    return torch.linalg.solve_triangular(x, b, upper=upper, left=left, unitriangular=unitriangular)


for upper in (True, False):
    for left in (True, False):
        for unit in (True, False):
            title = "upper %s, left %s, unit %s" % (upper, left, unit)
            b = T(3, 2) if left else T(2, 3)
            x = regular3(views=[("transpose", 1, 2)]) if unit else regular3()
            triangular_solve.add(title, x, b, upper, left, unit)
triangular_solve.both("batch", batch2(), T(2, 2, 3), True)
triangular_solve.add("broadcast", batch2(), T(2, 1), False)
triangular_solve.add("shared matrix", regular2(), T(2, 2, 1), False)
triangular_solve.add("strided", regular2(), strided(2, 3), True)
triangular_solve.add("no column", regular2(), T(2, 0), True)


@operator("solve")
def solve(x, b):
    return torch.linalg.solve(x, b)


solve.both("matrix", regular3(), T(3, 2))
solve.both("vector", regular3(), T(3))
solve.add("batch", batch2(), T(2, 2, 3))
solve.add("batch of vectors", batch2(), T(2, 2))
solve.add("shared vector", batch2(), T(2))
solve.add("shared matrix", regular2(), T(2, 2, 1))
solve.add("broadcast", T(2, 1, 2, 2, data=REGULAR2 + OTHER2), T(3, 2, 2))
solve.add("transposed", regular3(views=[("transpose", 1, 2)]), transposed(3, 2))
solve.add("strided", regular2(), strided(2))
solve.add("no element", T(0, 0), T(0, 2))
solve.add("no column", regular2(), T(2, 0))


@operator("inverse")
def inverse(x):
    return torch.linalg.inv(x)


inverse.both("ordinary", regular3())
inverse.add("transposed", regular3(views=[("transpose", 1, 2)]))
inverse.both("batch", batch2())
inverse.add("one element", T(1, 1, data=[4.0]))
inverse.add("no element", T(0, 0))
inverse.add("no matrix", T(0, 2, 2))


@operator("det")
def det(x):
    return torch.linalg.det(x)


det.both("ordinary", regular3())
det.add("transposed", regular3(views=[("transpose", 1, 2)]))
det.both("batch", batch2())
det.add("two batch dimensions", T(2, 1, 2, 2, data=REGULAR2 + OTHER2))
det.add("singular", T(3, 3, data=SINGULAR3, grad=False))
det.add("one element", T(1, 1, data=[-4.0]))
det.add("no element", T(0, 0, grad=False))


@operator("slogdet")
def slogdet(x):
    return tuple(torch.linalg.slogdet(x))


slogdet.both("negative", regular3())
slogdet.add("batch", batch2())
slogdet.add("zero", T(2, 2, data=[0.0, 0.0, 1.0, 2.0], grad=False))
slogdet.add("no element", T(0, 0, grad=False))


@operator("logdet")
def logdet(x):
    return torch.logdet(x)


logdet.both("positive", T(3, 3, data=DEFINITE3))
logdet.add("batch", T(2, 2, 2, data=DEFINITE2 + REGULAR2))
logdet.add("negative", regular3(grad=False))
logdet.add("zero", T(2, 2, data=[0.0, 0.0, 1.0, 2.0], grad=False))


def columns_sign(x):
    """Signs that make the largest component of every column positive."""
    if x.numel() == 0:
        return torch.ones(*x.shape[:-2], 1, x.shape[-1], dtype=x.dtype)
    largest = x.detach().gather(-2, x.detach().abs().argmax(-2, keepdim=True))
    return torch.where(largest < 0, -1.0, 1.0).to(x.dtype)


# Singular values (and of the symmetric ones, eigenvalues) far apart.
TALL32 = [2.0, 0.5, -0.25, 1.0, 0.75, -0.5]
WIDE23 = [0.5, 3.0, 1.0, -1.0, 0.25, 1.5]
SYMMETRIC3 = [1.0, 0.5, -0.25, 0.5, 3.0, 0.75, -0.25, 0.75, 5.0]
SYMMETRIC2 = [1.0, 0.5, 0.5, -2.0]


@operator("qr")
def qr(x, mode="reduced"):
    q, r = torch.linalg.qr(x, mode)
    k = min(x.shape[-2:])
    diagonal = r.detach().diagonal(0, -2, -1)[..., :k]
    sign = torch.where(diagonal < 0, -1.0, 1.0).to(x.dtype)
    if mode != "r":
        padding = q.shape[-1] - k
        q = q * torch.nn.functional.pad(sign, (0, padding), value=1.0).unsqueeze(-2)
    rows = torch.nn.functional.pad(sign, (0, r.shape[-2] - k), value=1.0)
    return q, r * rows.unsqueeze(-1)


qr.both("square", regular3())
qr.both("tall", T(3, 2, data=TALL32))
qr.both("wide", T(2, 3, data=WIDE23))
qr.add("batch", batch2())
qr.add("transposed", T(2, 3, data=WIDE23, views=[("transpose", 1, 2)]))
qr.add("complete, square", regular2(), "complete")
qr.add("complete, wide", T(2, 3, data=WIDE23), "complete")
qr.add("r alone", T(3, 2, data=TALL32, grad=False), "r")
qr.add("no row", T(0, 2, grad=False))
qr.add("no column", T(2, 0, grad=False))


@operator("svd")
def svd(x, full=False):
    u, s, vh = torch.linalg.svd(x, full_matrices=full)
    sign = columns_sign(u)
    k = s.shape[-1]
    rows = sign[..., :k].transpose(-1, -2)
    extra = columns_sign(vh[..., k:, :].transpose(-1, -2)).transpose(-1, -2)
    return u * sign, s, vh * torch.cat([rows, extra], -2)


svd.both("square", regular3())
svd.both("tall", T(3, 2, data=TALL32))
svd.both("wide", T(2, 3, data=WIDE23))
svd.add("batch", T(2, 2, 2, data=REGULAR2 + [3.0, 0.5, -0.25, 1.0]))
svd.add("transposed", T(2, 3, data=WIDE23, views=[("transpose", 1, 2)]))
svd.add("full, tall", T(3, 2, data=TALL32, grad=False), True)
svd.add("full, wide", T(2, 3, data=WIDE23, grad=False), True)
svd.add("full, square", regular2(), True)
svd.add("no element", T(0, 2, grad=False), True)


@operator("svdvals")
def svdvals(x):
    return torch.linalg.svdvals(x)


svdvals.both("tall", T(3, 2, data=TALL32))
svdvals.add("batch", T(2, 2, 2, data=REGULAR2 + [3.0, 0.5, -0.25, 1.0]))
svdvals.add("without gradient", T(2, 3, data=WIDE23, grad=False))
svdvals.add("no element", T(0, 2, grad=False))


@operator("eigh")
def eigh(x):
    values, vectors = torch.linalg.eigh((x + x.transpose(-1, -2)) / 2)
    return values, vectors * columns_sign(vectors)


eigh.both("ordinary", T(3, 3, data=SYMMETRIC3))
eigh.add("not symmetric", regular3())
eigh.both("batch", T(2, 2, 2, data=SYMMETRIC2 + DEFINITE2))
eigh.add("one element", T(1, 1, data=[-4.0]))
eigh.add("no element", T(0, 0, grad=False))


@operator("eigvalsh")
def eigvalsh(x):
    return torch.linalg.eigvalsh((x + x.transpose(-1, -2)) / 2)


eigvalsh.both("ordinary", T(3, 3, data=SYMMETRIC3))
eigvalsh.add("equal values", T(2, 2, data=[2.0, 0.0, 0.0, 2.0]))
eigvalsh.add("batch", T(2, 2, 2, data=SYMMETRIC2 + DEFINITE2))
eigvalsh.add("without gradient", T(3, 3, data=SYMMETRIC3, grad=False))


@operator("pinv")
def pinv(x, rtol=None, atol=None):
    return torch.linalg.pinv(x, rtol=rtol, atol=atol)


pinv.both("tall", T(3, 2, data=TALL32))
pinv.both("wide", T(2, 3, data=WIDE23))
pinv.add("batch", batch2())
pinv.add("deficient", T(2, 2, data=[1.0, 2.0, 2.0, 4.0]))
pinv.add("relative tolerance", T(2, 2, data=[4.0, 0.0, 0.0, 0.5]), 0.25)
pinv.add("absolute tolerance", T(2, 2, data=[4.0, 0.0, 0.0, 0.5], grad=False), atol=1.0)
pinv.add("no element", T(0, 2, grad=False))


@operator("lstsq")
def lstsq(x, b):
    if b.ndim == x.ndim - 1:
        return torch.linalg.lstsq(x, b.unsqueeze(-1)).solution.squeeze(-1)
    return torch.linalg.lstsq(x, b).solution


lstsq.both("tall", T(3, 2, data=TALL32), T(3, 2))
lstsq.add("wide", T(2, 3, data=WIDE23), T(2, 1))
lstsq.add("vector", T(3, 2, data=TALL32), T(3))
lstsq.add("batch", batch2(), T(2, 2, 3))


@operator("matrixRank")
def matrix_rank(x, rtol=None, atol=None):
    return torch.linalg.matrix_rank(x, rtol=rtol, atol=atol)


matrix_rank.add("full", regular3(grad=False))
matrix_rank.add("deficient", T(3, 3, data=SINGULAR3, grad=False))
matrix_rank.add("batch", T(2, 2, 2, data=REGULAR2 + [1.0, 2.0, 2.0, 4.0], grad=False))
matrix_rank.add("tolerance", T(2, 2, data=[4.0, 0.0, 0.0, 0.5], grad=False), atol=1.0)
matrix_rank.add("zeros", T(2, 2, data=[0.0] * 4, grad=False))
matrix_rank.add("no element", T(2, 0, 2, grad=False))


@operator("matrixNorm")
def matrix_norm(x, p="fro", keepdim=False):
    return torch.linalg.matrix_norm(x, p if p in ("fro", "nuc") else float(p), keepdim=keepdim)


for p in ("fro", "nuc", "1", "-1", "2", "-2", "inf", "-inf"):
    matrix_norm.add(p, T(3, 2, data=TALL32), p)
matrix_norm.add("a number", T(2, 3, data=WIDE23), 2, True)
matrix_norm.add("batch", batch2(), "nuc")


@operator("matrixPower")
def matrix_power(x, n):
    return torch.linalg.matrix_power(x, n)


for n in (3, 5, 1, -2):
    matrix_power.add(str(n), regular2(), n)
matrix_power.add("0", regular2(grad=False), 0)
matrix_power.add("batch", batch2(), 2)


@operator("trace")
def trace(x):
    return torch.trace(x)


trace.add("wide", T(2, 3))
trace.add("int64", T(3, 3, dtype="int64"))
trace.add("no row", T(0, 3))


@operator("kron")
def kron(x, y):
    return torch.kron(x, y)


kron.both("matrices", T(2, 2), T(2, 3))
kron.add("vector and matrix", T(2), T(2, 2))
kron.add("three dimensions", T(2, 1, 2), T(1, 2, 2))
kron.add("int64", T(2, dtype="int64"), T(2, dtype="int64"))


@operator("cross")
def cross(x, y, dim=-1):
    return torch.linalg.cross(x, y, dim=dim if dim < 0 else dim - 1)


cross.both("vectors", T(3), T(3))
cross.add("batch", T(2, 3), T(1, 3))
cross.add("dimension 1", T(3, 2), T(3, 2), 1)
cross.add("strided", strided(2, 3), transposed(2, 3))


@operator("bilinear")
def bilinear(x1, x2, weight, bias=None):
    return torch.nn.functional.bilinear(x1, x2, weight, bias)


bilinear.both("ordinary", T(2, 3), T(2, 2), T(4, 3, 2), T(4))
bilinear.add("no bias, more dimensions", T(2, 2, 2), T(2, 2, 1), T(3, 2, 1))


@operator("cdist")
def cdist(x, y, p=2.0):
    return torch.cdist(x, y, p=p, compute_mode="donot_use_mm_for_euclid_dist")


POINTS = [0.5, -1.0, 0.25, 2.0, 1.5, -0.75, -1.25, 0.0, 1.0]
for p in (2.0, 1.0, 0.0, 3.0, 1.5, 0.5):
    cdist.add("p %g" % p, T(3, 3, data=POINTS), T(2, 3, low=-2, high=2), p)
cdist.add("largest", T(3, 3, data=POINTS), T(2, 3), float("inf"))
cdist.add("same point", T(2, 3, data=POINTS[:6]), T(1, 3, data=POINTS[:3]))
cdist.add("batch", T(2, 2, 2), T(2, 3, 2))
cdist.add("broadcast", T(2, 2), T(2, 3, 2))
cdist.add("strided", strided(2, 2), transposed(3, 2))
cdist.add("no point", T(0, 2), T(3, 2))


@operator("pairwiseDistance")
def pairwise_distance(x, y, p=2.0, eps=1e-6, keepdim=False):
    return torch.nn.functional.pairwise_distance(x, y, p, eps, keepdim)


pairwise_distance.both("ordinary", T(3, 2), T(3, 2))
pairwise_distance.add("p 1, keepdim", T(3, 2), T(3, 2), 1.0, 0.125, True)
pairwise_distance.add("broadcast", T(3, 2), T(2), 3.0)


@operator("lu")
def lu(x):
    p, l, u = torch.linalg.lu(x)
    return p + 0 * x.sum(), l, u  # dlua's P is on the tape, with a gradient of zeros


lu.both("square", regular3(views=[("transpose", 1, 2)]))
lu.add("exchanges", T(3, 3, data=[0.25, 2.0, 1.0, 3.0, 0.5, -1.0, -0.5, 1.0, 4.0]))
lu.add("tall", T(3, 2, data=[0.5, 1.0, 2.0, 0.25, -1.0, 1.5]))
lu.add("wide", T(2, 3, data=WIDE23))
lu.add("batch", batch2())
lu.add("singular", T(2, 2, data=[1.0, 2.0, 2.0, 4.0], grad=False))
lu.add("no element", T(0, 2, grad=False))


@operator("matrixExp")
def matrix_exp(x):
    return torch.linalg.matrix_exp(x)


matrix_exp.both("ordinary", regular3())
matrix_exp.add("batch", batch2())
matrix_exp.add("large", T(2, 2, data=[0.0, 12.0, -12.0, 0.5]))
matrix_exp.add("zeros", T(2, 2, data=[0.0] * 4))
matrix_exp.add("no element", T(0, 0, grad=False))
