"""Golden cases of the reductions, the scans and the sorts."""
import torch

from golden import INF, NAN, T, dim0, expanded, flat, operator, scalar, strided, transposed

EVERY = [1, 2, 3]


def over(x, dim):
    """The dimensions as a list from 0: all of them when `dim` is nil."""
    if dim is None:
        return list(range(x.dim()))
    return dim0(dim if isinstance(dim, list) else [dim])


def positions(result):
    """values and indices, the indices from 1."""
    return result[0], result[1] + 1


# ---- over any set of dimensions ------------------------------------------------------------------

@operator("sum")
def sum_(x, dim=None, keepdim=False, dtype=None):
    return torch.sum(x, over(x, dim), keepdim, dtype=dtype and getattr(torch, dtype))


@operator("squareSum")
def square_sum(x, dim=None, keepdim=False):
    return torch.sum((x if x.is_floating_point() else x.long()).square(), over(x, dim), keepdim)


@operator("mean")
def mean(x, dim=None, keepdim=False):
    return torch.mean(x, over(x, dim), keepdim)


@operator("amax")
def amax(x, dim=None, keepdim=False):
    return torch.amax(x, over(x, dim), keepdim)


@operator("amin")
def amin(x, dim=None, keepdim=False):
    return torch.amin(x, over(x, dim), keepdim)


@operator("any")
def any_(x, dim=None, keepdim=False):
    return torch.any(x, over(x, dim), keepdim)


@operator("all")
def all_(x, dim=None, keepdim=False):
    return torch.all(x, over(x, dim), keepdim)


@operator("countNonzero")
def countNonzero(x, dim=None, keepdim=False):
    return torch.sum(x != 0, over(x, dim), keepdim)


@operator("logsumexp")
def logsumexp(x, dim=None, keepdim=False):
    return torch.logsumexp(x, over(x, dim), keepdim)


@operator("var")
def var(x, dim=None, keepdim=False, correction=1):
    return torch.var(x, over(x, dim), correction=correction, keepdim=keepdim)


@operator("std")
def std(x, dim=None, keepdim=False, correction=1):
    return torch.std(x, over(x, dim), correction=correction, keepdim=keepdim)


@operator("norm")
def norm(x, p=2, dim=None, keepdim=False):
    return torch.linalg.vector_norm(x, p, over(x, dim), keepdim)


def dimensions(one, empty_has_answer=True, **options):
    """Every way to say the dimensions, every layout."""
    one.add("all", T(2, 3, **options))
    one.add("dim 1", T(2, 3, **options), 1)
    one.add("dim 2, keepdim", T(2, 3, **options), 2, True)
    one.add("dim -1 by name", T(2, 3, **options), dim=-1)
    one.add("all, keepdim", T(2, 3, **options), keepdim=True)
    one.add("middle of three", T(2, 3, 2, **options), 2)
    one.add("two of three", T(2, 3, 2, **options), [1, 3])
    one.add("two of three, keepdim", T(2, 2, 3, **options), dim=[-1, 2], keepdim=True)
    one.add("all three by name", T(2, 2, 2, **options), dim=EVERY)
    one.add("transposed, dim 1", transposed(3, 2, **options), 1)
    one.add("transposed, dim 2", transposed(3, 2, **options), 2)
    one.add("transposed, all", transposed(3, 2, **options))
    one.add("strided", strided(2, 3, **options), 2)
    one.add("strides of 0", expanded((3, 1), 3, 2, **options), 1)
    one.add("one element", T(1, 1, **options), 1)
    one.add("no element is left", T(0, 3, **options), 2)
    if empty_has_answer:
        one.add("over no element", T(0, 3, **options), 1)
        one.add("over no element, all, keepdim", T(2, 0, **options), keepdim=True)


for one in (sum_, square_sum, mean, countNonzero):
    dimensions(one)
    one.add("no dimension", T())
    one.add("no dimension, dim 1", T(), 1)
for one in (amax, amin):
    dimensions(one, empty_has_answer=False)
    one.add("no dimension", T())
    one.both("ties", flat([1.0, 3.0, 3.0, 1.0, 1.0]))
    one.both("nan", T(2, 3, data=[1.0, NAN, 3.0, INF, 0.0, -INF], grad=False), 2)
    one.add("int64", T(2, 3, dtype="int64", low=-9, high=9), 2)
    one.add("uint8", T(2, 3, dtype="uint8", low=0, high=255), 1)
    one.add("bool", flat([True, False], "bool"))
for one in (any_, all_):
    dimensions(one, dtype="bool")
    one.add("no dimension", scalar(True, "bool"))
    one.add("float", T(2, 3, data=[0.0, 0.0, -0.0, 1.0, NAN, 2.0]), 2)
    one.add("int64", T(2, 3, dtype="int64", data=[0, 0, 0, 1, 0, 2]), 2)
    one.add("int64, all", flat([0, 0, 3], "int64"))
countNonzero.both("special values", flat([0.0, -0.0, NAN, INF, 1e-30]))
countNonzero.add("int64", T(2, 3, dtype="int64", data=[0, 5, 0, 1, 0, 2]), 2)
countNonzero.add("bool", T(2, 3, dtype="bool"), 1)

sum_.both("special values", T(3, 2, data=[NAN, 1.0, INF, 1.0, INF, -INF]), 2)
sum_.add("int64", T(2, 3, dtype="int64", low=-9, high=9), 2)
sum_.add("int64, beyond 2^53", flat([9007199254740993, 2], "int64"))
sum_.add("int32", T(2, 3, dtype="int32", low=-9, high=9))
sum_.add("uint8", flat([200, 100, 7], "uint8"))
sum_.add("bool", T(2, 3, dtype="bool"), 2)
sum_.add("no integers", T(0, 2, dtype="int32"), 1)
sum_.add("dtype float64", T(2, 3, dtype="float32"), 2, False, "float64")
sum_.add("dtype float64 of int64", T(2, 3, dtype="int64", low=-9, high=9), dim=1, dtype="float64")
sum_.add("dtype int64 of float32", flat([1.75, -2.5, 3.25], "float32", grad=False), dtype="int64")
sum_.add("dtype int32 of int64", T(2, 3, dtype="int64"), dim=1, dtype="int32")
square_sum.both("special values", T(3, 2, data=[NAN, 1.0, INF, 1.0, -3.0, -INF]), 2)
square_sum.add("int64", T(2, 3, dtype="int64", low=-9, high=9), 2)
square_sum.add("uint8", flat([200, 100, 7], "uint8", grad=False))
mean.both("special values", T(3, 2, data=[NAN, 1.0, INF, 1.0, INF, -INF]), 2)

dimensions(logsumexp)
logsumexp.add("no dimension", T())
logsumexp.both("large", T(2, 3, data=[1000.0, 1000.5, 999.0, -1000.0, -1000.5, -1e4]), 2)
logsumexp.both("infinite", T(4, 2, data=[-INF, -INF, INF, 1.0, -INF, 1.0, NAN, 1.0], grad=False), 2)
logsumexp.add("int64", T(2, 3, dtype="int64"), 2)

for one in (var, std):
    dimensions(one)
    one.add("correction 0", T(2, 3), 2, True, 0)
    one.add("correction 2 by name", T(3, 4), dim=1, correction=2)
    one.add("correction 0.5", T(3, 4), dim=2, correction=0.5)
    one.add("no correction, one element", T(2, 1), dim=2, correction=0)
    one.add("far from zero", flat([10000.0, 10001.0, 10003.0, 10002.0]))
    one.add("special values", T(2, 2, data=[NAN, 1.0, INF, 1.0], grad=False), 2)
var.add("no spread", flat([2.0, 2.0, 2.0]))
std.add("no spread", flat([2.0, 2.0, 2.0]))

dimensions_of_norm = [("all", ()), ("1", (1,)), ("1 over dim 1", (1, 1)),
                      ("3 over dim 2", (3, 2, True)),
                      ("0", (0, 2)), ("infinity", (INF, 2)), ("minus infinity", (-INF, 1)),
                      ("0.5", (0.5, 1)), ("1.5", (1.5, [1, 2])), ("2 over dim 1", (2, 1)),
                      ("-1", (-1, 2))]
for title, arguments in dimensions_of_norm:
    norm.add("p " + title, T(2, 3), *arguments)
norm.add("by name", T(2, 3, 2), dim=[1, 3], keepdim=True)
norm.add("p 1 by name", T(2, 3), p=1, dim=-1)
norm.add("transposed", transposed(3, 2), 2, 1)
norm.add("strided", strided(2, 3), 2, 2)
norm.add("no dimension", T())
norm.add("one element", T(1, 1))
norm.both("at zero", flat([0.0, 0.0]))
norm.both("zeros, p 1", flat([0.0, 3.0, -0.0]), 1)
norm.both("zeros, p 3", flat([0.0, 3.0, -4.0]), 3)
norm.both("ties, p infinity", flat([2.0, -2.0, 1.0]), INF)
norm.add("over no element", T(0, 3), 2, 1)
norm.add("no element is left", T(0, 3), 2, 2)
norm.add("special values", T(2, 2, data=[NAN, 1.0, INF, 1.0], grad=False), 2, 2)


# ---- over one dimension or all -------------------------------------------------------------------

@operator("prod")
def prod(x, dim=None, keepdim=False):
    if dim is None:
        result = torch.prod(x)
        return result.reshape([1] * x.dim()) if keepdim else result
    return torch.prod(x, dim0(dim), keepdim)


def one_dimension(one, empty=None, **options):
    one.add("all", T(2, 3, **options))
    one.add("dim 1", T(2, 3, **options), 1)
    one.add("dim 2, keepdim", T(2, 3, **options), 2, True)
    one.add("dim -1 by name", T(2, 3, **options), dim=-1)
    one.add("middle of three", T(2, 3, 2, **options), 2)
    one.add("transposed, dim 1", transposed(3, 2, **options), 1)
    one.add("transposed, all", transposed(3, 2, **options))
    one.add("strided", strided(2, 3, **options), dim=2, keepdim=True)
    one.add("no dimension", T(**options))
    one.add("no dimension, dim 1", T(**options), 1)
    one.add("one element", T(1, 1, **options), 1)
    one.add("no element is left", T(0, 3, **options), 2)


one_dimension(prod)
prod.both("one zero", T(2, 3, data=[1.5, 0.0, 2.0, 3.0, 1.0, 0.5]), 2)
prod.both("two zeros", flat([1.5, 0.0, 2.0, 0.0]))
prod.both("one zero, all", flat([1.5, 0.0, 2.0]))
prod.add("over no element", T(0, 3), 1)
prod.add("over no element, all", T(0))
prod.add("nan", flat([NAN, 0.0], grad=False))
prod.add("int64", T(2, 3, dtype="int64", low=1, high=9), 2)
prod.add("int32", flat([3, -4], "int32"))
prod.add("uint8", flat([200, 100], "uint8"))
prod.add("bool", flat([True, False], "bool"))


def extreme(function):
    def answer(x, dim=None, keepdim=False):
        if dim is None:
            return function(x)
        return positions(function(x, dim0(dim), keepdim))
    return answer


def argument(function):
    def answer(x, dim=None, keepdim=False):
        return function(x, dim0(dim), keepdim) + 1
    return answer


for name, function in (("max", torch.max), ("min", torch.min)):
    one = operator(name)(extreme(function))
    one_dimension(one)
    one.both("ties", T(2, 4, data=[1.0, 3.0, 3.0, 1.0, 2.0, 2.0, 2.0, 2.0]), 2)
    one.both("ties, all", flat([1.0, 3.0, 3.0, 1.0]))
    one.both("nan", T(3, 3, data=[1.0, NAN, 3.0, INF, 0.0, -INF, NAN, NAN, 1.0], grad=False), 2)
    one.add("nan, all", flat([1.0, NAN, 3.0], grad=False))
    one.add("int64", T(2, 3, dtype="int64", low=-9, high=9), 2)
    one.add("int64, all", flat([9007199254740993, 9007199254740992], "int64"))
    one.add("uint8", T(2, 3, dtype="uint8", low=0, high=255), 1)
    one.add("bool", T(2, 3, dtype="bool", data=[True, False, True, False, False, False]), 2)
for name, function in (("argmax", torch.argmax), ("argmin", torch.argmin)):
    one = operator(name)(argument(function))
    one_dimension(one)
    one.both("ties", T(2, 4, data=[1.0, 3.0, 3.0, 1.0, 2.0, 2.0, 2.0, 2.0]), 2)
    one.both("nan", T(3, 3, data=[1.0, NAN, 3.0, INF, 0.0, -INF, NAN, NAN, 1.0]), 2)
    one.add("int64", T(2, 3, dtype="int64", low=-9, high=9))
    one.add("uint8", T(2, 3, dtype="uint8", low=0, high=255), 1)

median = operator("median")(extreme(torch.median))
one_dimension(median)
median.add("odd", flat([5.0, -1.0, 2.5]))
median.add("even: the lower one", flat([4.0, 1.0, 3.0, 2.0]), 1)
median.both("nan", T(2, 3, data=[1.0, NAN, 3.0, INF, 0.0, -INF], grad=False), 2)
median.add("nan, all", flat([1.0, NAN, 3.0], grad=False))
median.add("int64", T(2, 3, dtype="int64", low=-9, high=9), 2)


@operator("kthvalue")
def kthvalue(x, k, dim=-1, keepdim=False):
    return positions(torch.kthvalue(x, k, dim0(dim), keepdim))


for k in (1, 2, 3):
    kthvalue.add("k %d" % k, T(2, 3), k)
kthvalue.add("dim 1", T(3, 2), 2, 1)
kthvalue.add("keepdim", T(2, 4), 3, -1, True)
kthvalue.add("by name", T(2, 3, 2), k=2, dim=2, keepdim=True)
kthvalue.add("transposed", transposed(3, 2), 1, 2)
kthvalue.add("strided", strided(5), 4)
kthvalue.add("one element", T(1), 1)
kthvalue.add("no element is left", T(0, 3), 2, 2)
kthvalue.add("int64", flat([5, -3, 9, 0], "int64"), 2)


@operator("mode")
def mode(x, dim=-1, keepdim=False):
    return positions(torch.mode(x, dim0(dim), keepdim))


mode.add("one of each: the smallest", T(2, 3))
mode.add("most frequent", T(2, 5, data=[1.0, 2.0, 2.0, 3.0, 2.0, 4.0, 4.0, 0.5, 0.5, 0.5]))
mode.add("a draw: the smallest", flat([3.0, 1.0, 3.0, 1.0, 2.0]))
mode.add("dim 1", T(3, 2, data=[1.0, 5.0, 2.0, 5.0, 1.0, 4.0]), 1)
mode.add("keepdim", T(2, 3, data=[1.0, 1.0, 2.0, 3.0, 2.0, 3.0]), -1, True)
mode.add("transposed", transposed(2, 3, data=[1.0, 2.0, 1.0, 3.0, 4.0, 3.0]), dim=2)
mode.add("one element", T(1))
mode.add("int64", flat([5, -3, 5, 0], "int64"))


# ---- scans ---------------------------------------------------------------------------------------

@operator("cumsum")
def cumsum(x, dim):
    return torch.cumsum(x, dim0(dim))


@operator("cumprod")
def cumprod(x, dim):
    return torch.cumprod(x, dim0(dim))


@operator("cummax")
def cummax(x, dim):
    return positions(torch.cummax(x, dim0(dim)))


for one in (cumsum, cumprod, cummax):
    one.add("dim 1", T(3, 2), 1)
    one.add("dim 2", T(2, 4), 2)
    one.add("dim -1", T(5), dim=-1)
    one.add("middle of three", T(2, 3, 2), 2)
    one.add("transposed", transposed(3, 2), 1)
    one.add("strided", strided(2, 3), 2)
    one.add("no dimension", T(), 1)
    one.add("one element", T(1, 1), 2)
    one.add("no element", T(0, 3), 1)
    one.add("special values", T(2, 3, data=[1.0, NAN, 3.0, INF, 0.0, -INF], grad=False), 2)
    one.add("int64", T(2, 3, dtype="int64", low=-3, high=9), 2)
    one.add("uint8", flat([200, 100, 7], "uint8"), 1)
    one.add("bool", flat([True, False, True], "bool"), 1)
cumsum.add("int32", flat([2000000000, 2000000000], "int32"), 1)
cumprod.both("one zero", flat([1.5, 0.0, 2.0, 3.0]), 1)
cumprod.both("two zeros", flat([1.5, 0.0, 2.0, 0.0, 4.0]), 1)
cummax.both("ties: the last", flat([1.0, 3.0, 3.0, 2.0, 3.0]), 1)


# ---- order ---------------------------------------------------------------------------------------

@operator("sort")
def sort(x, dim=-1, descending=False, stable=False):
    return positions(torch.sort(x, dim=dim0(dim), descending=descending, stable=True))


@operator("argsort")
def argsort(x, dim=-1, descending=False, stable=False):
    return torch.argsort(x, dim=dim0(dim), descending=descending, stable=True) + 1


for one in (sort, argsort):
    one.add("last dimension", T(2, 4))
    one.add("dim 1", T(3, 2), 1)
    one.add("descending", T(2, 3), 2, True)
    one.add("by name", T(2, 3, 2), dim=2, descending=True)
    one.add("transposed", transposed(3, 2), 1)
    one.add("strided", strided(2, 3))
    one.both("stable", flat([2.0, 1.0, 2.0, 1.0, 0.5, 2.0]), 1, False, True)
    one.add("stable, descending", flat([2.0, 1.0, 2.0, 1.0, 0.5]), 1, True, True)
    one.both("nan is the largest", flat([1.0, NAN, -INF, INF, 0.0], grad=False))
    one.add("nan is the largest, descending", flat([1.0, NAN, -INF, INF, 0.0], grad=False),
            descending=True)
    one.add("no dimension", T())
    one.add("one element", T(1))
    one.add("no element", T(0, 3), 1)
    one.add("int64", flat([5, -3, 9, 0], "int64"))
    one.add("uint8", flat([5, 200, 9, 0], "uint8"), descending=True)
    one.add("bool, stable", flat([True, False, True], "bool"), stable=True)


@operator("topk")
def topk(x, k, dim=-1, largest=True, sorted=True):
    return positions(torch.topk(x, k, dim0(dim), largest, sorted))


topk.add("k 2", T(2, 4), 2)
topk.add("k 1", T(2, 4), 1)
topk.add("all of them", T(2, 3), 3)
topk.add("dim 1", T(4, 2), 2, 1)
topk.add("smallest", T(2, 4), 2, -1, False)
topk.add("by name", T(2, 4, 2), k=3, dim=2, largest=False)
topk.add("transposed", transposed(3, 2), 2, 1)
topk.add("strided", strided(5), 3)
topk.add("k 0", T(2, 3), 0)
topk.add("one element", T(1), 1)
topk.add("no element is left", T(0, 3), 2, 2)
topk.add("nan is the largest", flat([1.0, NAN, INF, 0.0], grad=False), 2)
topk.add("int64", flat([5, -3, 9, 0], "int64"), 2)
