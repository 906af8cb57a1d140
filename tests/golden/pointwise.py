"""Golden cases of the pointwise operators."""
import torch
import torch.nn.functional as F

from golden import (INF, NAN, Operator, T, expanded, flat, operator, scalar, strided, tensors,
                    transposed,
                    weak)

SPECIAL = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0]
WHOLE = [-3, 0, 1, 2]

# name, PyTorch's function, the interval of ordinary arguments, arguments with something to show (a
# kink, a pole, an end of the domain, a cancellation, an overflow): values and gradients there too.
UNARY = [
    ("neg", torch.neg, -2, 2, []),
    ("abs", torch.abs, -2, 2, [0.0]),
    ("sign", torch.sign, -2, 2, [0.0]),
    ("exp", torch.exp, -3, 3, [-800.0, 800.0]),
    ("expm1", torch.expm1, -2, 2, [1e-10, -50.0]),
    ("log", torch.log, 0.1, 4, [0.0]),
    ("log1p", torch.log1p, -0.9, 3, [1e-10, -1.0]),
    ("log2", torch.log2, 0.1, 4, [0.0]),
    ("log10", torch.log10, 0.1, 4, [0.0]),
    ("sqrt", torch.sqrt, 0.1, 4, [0.0]),
    ("rsqrt", torch.rsqrt, 0.1, 4, [0.0]),
    ("reciprocal", torch.reciprocal, 0.2, 3, [0.0]),
    ("square", torch.square, -2, 2, [0.0]),
    ("sin", torch.sin, -4, 4, [0.0, 100.0]),
    ("cos", torch.cos, -4, 4, [0.0, 100.0]),
    ("tan", torch.tan, -1.4, 1.4, [0.0]),
    ("asin", torch.asin, -0.9, 0.9, [1.0]),
    ("acos", torch.acos, -0.9, 0.9, [1.0]),
    ("atan", torch.atan, -3, 3, [0.0]),
    ("sinh", torch.sinh, -2, 2, [1e-10]),
    ("cosh", torch.cosh, -2, 2, [0.0]),
    ("tanh", torch.tanh, -2, 2, [1e-10, 50.0]),
    ("asinh", torch.asinh, -3, 3, [1e-10]),
    ("acosh", torch.acosh, 1.1, 4, [1.0]),
    ("atanh", torch.atanh, -0.9, 0.9, [1.0]),
    ("sigmoid", torch.sigmoid, -4, 4, [-1000.0, 1000.0]),
    ("relu", torch.relu, -2, 2, [0.0]),
    ("silu", F.silu, -4, 4, [-1000.0, 1000.0]),
    ("mish", F.mish, -4, 4, [-1000.0, 1000.0]),
    ("softsign", F.softsign, -2, 2, [0.0]),
    ("hardSigmoid", F.hardsigmoid, -4, 4, [-3.0, 3.0]),
    ("hardSwish", F.hardswish, -4, 4, [-3.0, 3.0]),
    ("logSigmoid", F.logsigmoid, -4, 4, [-1000.0, 1000.0, 0.0]),
    ("erf", torch.erf, -2, 2, [0.0, 1e-10, 6.0]),
    ("erfinv", torch.erfinv, -0.9, 0.9, [0.0, 0.9990234375, -0.9990234375]),
    ("lgamma", torch.lgamma, 0.2, 5, [1.0, 2.0, 100.5, -1.5]),
    ("digamma", torch.digamma, 0.2, 5, [1.0, 100.5, -1.5]),
    ("floor", torch.floor, -2, 2, [2.0, -0.5]),
    ("ceil", torch.ceil, -2, 2, [2.0, -0.5]),
    ("round", torch.round, -2, 2, [0.5, 1.5, 2.5, -0.5, -1.5]),
    ("trunc", torch.trunc, -2, 2, [2.0, -0.5]),
    ("frac", torch.frac, -2, 2, [2.0, -0.5]),
    ("logicalNot", torch.logical_not, -2, 2, []),
    ("isnan", torch.isnan, -2, 2, []),
    ("isinf", torch.isinf, -2, 2, []),
    ("isfinite", torch.isfinite, -2, 2, []),
]


def layouts(one, low, high, *arguments, **named):
    """The cases every pointwise operator has: layouts, no element, one element."""
    span = {"low": low, "high": high}
    one.add("ordinary", T(2, 4, **span), *arguments, **named)
    one.add("transposed", transposed(3, 2, **span), *arguments, **named)
    one.add("strided", strided(4, **span), *arguments, **named)
    one.add("no element", T(0, 3, **span), *arguments, **named)
    one.add("no dimension", T(**span), *arguments, **named)
    one.add("one element", T(1, 1, **span), *arguments, **named)


for name, answer, low, high, edges in UNARY:
    one = Operator(name, answer)
    layouts(one, low, high)
    if edges:
        one.both("edges", flat(edges))
    one.both("special values", flat(SPECIAL, grad=False))
    one.where_defined("int64", flat(WHOLE, "int64"))
    one.where_defined("uint8", flat([0, 1, 7, 200], "uint8"))
    one.where_defined("bool", flat([True, False], "bool"))

bitwiseNot = Operator("bitwiseNot", torch.bitwise_not)
bitwiseNot.add("int64", flat([0, 1, -1, 12345678901], "int64"))
bitwiseNot.add("int32 transposed", transposed(3, 2, dtype="int32", low=-9, high=9))
bitwiseNot.add("uint8", flat([0, 1, 128, 255], "uint8"))
bitwiseNot.add("bool", flat([True, False], "bool"))
bitwiseNot.add("no element", T(0, dtype="int64"))


# ---- one tensor with parameters ------------------------------------------------------------------

def parametric(name, answer, low, high, edges, *variants):
    """The layouts with the defaults, the edges with each variant (a tuple or a dict)."""
    one = Operator(name, answer)
    layouts(one, low, high)
    one.both("edges", flat(edges))
    # PyTorch's vectorised float32 gelu turns infinity into NaN; its float64 does not.
    add = one.add if name == "gelu" else one.both
    add("special values", flat([NAN, INF, -INF, 0.0, -0.0], grad=False))
    for variant in variants:
        positional = variant if isinstance(variant, tuple) else ()
        named = variant if isinstance(variant, dict) else {}
        one.add("parameters", T(2, 3, low=low, high=high), *positional, **named)
        one.add("parameters at the edges", flat(edges), *positional, **named)
    return one


parametric("leakyRelu", lambda x, slope=0.01: F.leaky_relu(x, slope), -2, 2, [0.0], (0.25,),
           {"slope": 0.5})
parametric("elu", lambda x, alpha=1: F.elu(x, alpha), -2, 2, [0.0, -100.0], (0.5,), {"alpha": 2})
parametric("selu", F.selu, -2, 2, [0.0, -100.0])
parametric("celu", lambda x, alpha=1: F.celu(x, alpha), -2, 2, [0.0, -100.0], (0.5,), {"alpha": 2})
parametric("gelu", lambda x, approximate="none": F.gelu(x, approximate=approximate), -3, 3,
           [0.0, -20.0, 20.0], ("tanh",), {"approximate": "none"})
parametric("softplus", lambda x, beta=1, threshold=20: F.softplus(x, beta, threshold), -3, 3,
           [0.0, 20.0, 20.125, -100.0], (2,), (0.5, 10), {"threshold": 1})
parametric("hardTanh", lambda x, minimum=-1, maximum=1: F.hardtanh(x, minimum, maximum), -2, 2,
           [-1.0, 1.0, 0.0], (-0.5, 1.5), {"maximum": 6, "minimum": 0})
parametric("hardShrink", lambda x, **named: F.hardshrink(x, named.get("lambda", 0.5)), -2, 2,
           [0.0, 0.5, -0.5], {"lambda": 1.25})
parametric("softShrink", lambda x, **named: F.softshrink(x, named.get("lambda", 0.5)), -2, 2,
           [0.0, 0.5, -0.5], {"lambda": 1.25})
parametric("tanhShrink", F.tanhshrink, -2, 2, [0.0, 50.0])
parametric("relu6", F.relu6, -2, 8, [0.0, 6.0, 3.0])
parametric("rrelu", F.rrelu, -2, 2, [0.0], (0.25, 0.5))

one = Operator("glu", lambda x, dim=-1: F.glu(x, dim if dim < 0 else dim - 1))
one.both("ordinary", T(2, 4))
one.add("dim 1, transposed", transposed(2, 3), 1)
one.add("dim 2 of 3", T(2, 4, 2), dim=2)
one.add("no element", T(0, 4))
one.both("special values", flat([NAN, INF, 1.0, -1.0, 0.0, INF, 1.0, -INF], grad=False))

one = Operator("prelu", F.prelu)
one.both("one slope", T(2, 4), flat([0.25]))
one.both("a slope for each channel", T(2, 3, 2), flat([0.25, -0.5, 2.0]))
one.add("of one dimension", T(3), flat([0.5]))
one.add("transposed", transposed(3, 2), strided(2))
one.add("at 0", flat([0.0, -0.0, 1.0]), flat([0.5]))
one.add("no element", T(0, 3), T(3))

one = Operator("threshold", lambda x, threshold, value: F.threshold(x, threshold, value))
layouts(one, -2, 2, 0.5, -3.0)
one.both("edges", flat([0.5, 0.0]), 0.5, 7)
one.both("special values", flat([NAN, INF, -INF], grad=False), 0.0, 1.5)
one.add("int64", flat([-1, 0, 1, 2], "int64"), 0, 9)


@operator("nanToNum")
def nanToNum(x, nan=0, positiveInfinity=None, negativeInfinity=None):
    return torch.nan_to_num(x, nan, positiveInfinity, negativeInfinity)


layouts(nanToNum, -2, 2)
nanToNum.both("special values", flat(SPECIAL))
nanToNum.both("parameters", flat(SPECIAL), 1.5, 100, -100)
nanToNum.add("one bound", flat(SPECIAL), negativeInfinity=-7.5)
nanToNum.add("int64", flat(WHOLE, "int64"))


@operator("clamp")
def clamp(x, minimum=None, maximum=None):
    if isinstance(minimum, torch.Tensor) or isinstance(maximum, torch.Tensor):
        minimum = None if minimum is None else weak(minimum, x)
        maximum = None if maximum is None else weak(maximum, x)
    return torch.clamp(x, minimum, maximum)


layouts(clamp, -2, 2, -0.5, 1.0)
clamp.both("at the bounds", flat([-1.0, -0.5, 0.0, 1.0, 1.5]), -0.5, 1.0)
clamp.add("minimum alone", T(2, 3), 0)
clamp.add("maximum alone", T(2, 3), maximum=0.25)
clamp.add("minimum above maximum", T(3), 1.0, -1.0)
clamp.both("special values", flat([NAN, INF, -INF]), -1.0, 1.0)
clamp.both("tensors", T(2, 3), T(2, 3, low=-1, high=0), T(2, 3, low=0, high=1))
clamp.both("tensors, broadcast", transposed(2, 3), T(3, low=-1, high=0), T(2, 1, low=0, high=1))
clamp.add("minimum tensor alone", T(2, 3), T(2, 3))
clamp.add("maximum tensor alone", T(2, 3), maximum=T(3))
clamp.add("equal to the tensor", flat([1.0, 2.0]), flat([1.0, 0.0]), flat([3.0, 2.0]))
clamp.add("nan in a bound", flat([1.0, 2.0, NAN], grad=False), flat([NAN, 0.0, 0.0], grad=False))
clamp.add("int64", flat([-5, 0, 5], "int64"), -1, 3)
clamp.add("int64, float bound", flat([-5, 0, 5], "int64"), -1.5, 3)
clamp.add("no element", T(0, 3), T(3))


# ---- two tensors or numbers ----------------------------------------------------------------------

PAIRS = [  # left, right
    (NAN, 1.0), (1.0, NAN), (NAN, NAN), (INF, 1.0), (1.0, INF), (INF, INF), (INF, -INF),
    (-INF, 2.0), (0.0, 0.0), (-0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 2.0), (-1.0, -INF),
]


def pairs():
    return (flat([p[0] for p in PAIRS], grad=False), flat([p[1] for p in PAIRS], grad=False))


def layouts2(one, x=(-2, 2), y=(-2, 2), numbers=(1.5, 2), **named):
    """The cases every operator on two tensors or numbers has."""
    x, y = {"low": x[0], "high": x[1]}, {"low": y[0], "high": y[1]}
    one.add("ordinary", T(2, 3, **x), T(2, 3, **y), **named)
    one.add("row", T(2, 3, **x), T(3, **y), **named)
    one.add("column by row", T(2, 1, **x), T(1, 3, **y), **named)
    one.add("more dimensions on the right", T(2, **x), T(2, 1, 2, **y), **named)
    one.add("no dimension on the left", T(**x), T(2, 2, **y), **named)
    one.add("no dimension on the right", T(2, 2, **x), T(**y), **named)
    one.add("no dimension", T(**x), T(**y), **named)
    one.add("transposed and strided", transposed(2, 3, **x), strided(2, 3, **y), **named)
    one.add("both transposed", transposed(3, 2, **x), transposed(3, 2, **y), **named)
    one.add("strides of 0", expanded((3,), 2, 3, **x), expanded((2, 1), 2, 3, **y), **named)
    one.add("no element", T(0, 3, **x), T(1, 3, **y), **named)
    one.add("no element by broadcast", T(2, 1, **x), T(2, 0, **y), **named)
    one.add("one element", T(1, **x), T(1, 1, **y), **named)
    for number in numbers:
        one.add("tensor and number", T(2, 2, **x), number, **named)
        one.add("number and tensor", number, T(2, 2, **y), **named)


def promotions(one, values=(1, 3), **named):
    """Mixed types: tensors of one dimension, a tensor without dimensions, and numbers."""
    a, b = [values[0], values[1]], [values[1], values[1]]
    where = one.where_defined
    where("int64 and int64", flat([-7, 7, 5], "int64"), flat([2, -2, 3], "int64"), **named)
    where("int32 and int64", flat(a, "int32"), flat(b, "int64"), **named)
    where("uint8 and uint8", flat([200, 7], "uint8"), flat([100, 2], "uint8"), **named)
    where("uint8 and int32", flat(a, "uint8"), flat(b, "int32"), **named)
    where("int64 and float32", flat(a, "int64"), flat(b, "float32"), **named)
    where("float32 and float64", flat(a, "float32"), flat(b, "float64"), **named)
    where("bool and bool", flat([True, True, False, False], "bool"),
          flat([True, False] * 2, "bool"), **named)
    where("bool and int64", flat([True, True], "bool"), flat(b, "int64"), **named)
    where("float32 and float64 without dimension", flat(a, "float32"), scalar(b[0], "float64"),
          **named)
    where("int64 and float32 without dimension", flat(a, "int64"), scalar(1.5, "float32"), **named)
    where("int64 and integer", flat(a, "int64"), 2, **named)
    where("int64 and float", flat(a, "int64"), 1.5, **named)
    where("uint8 and integer", flat(a, "uint8"), 3, **named)
    where("bool and integer", flat([True, True], "bool"), 2, **named)


def binary(name, answer, x=(-2, 2), y=(-2, 2), numbers=(1.5, 2)):
    one = Operator(name, answer)
    layouts2(one, x, y, numbers)
    one.both("special values", *pairs())
    promotions(one)
    return one


def of_two(function):
    return lambda x, y, **named: function(*tensors(x, y), **named)


add = binary("add", lambda x, y, alpha=1: torch.add(*tensors(x, y), alpha=alpha))
add.both("alpha", T(2, 3), T(3), 2)
add.add("alpha by name", T(2, 3), T(2, 3), alpha=-0.5)
add.add("alpha, int64", flat([1, 2], "int64"), flat([10, 20], "int64"), 3)
TYPES = ["bool", "uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
for i, left in enumerate(TYPES):
    for right in TYPES[i:]:
        values = [True, True] if left == "bool" else [1, 3]
        others = [True, False] if right == "bool" else [4, 5]
        add.add(f"promotion: {left} and {right}", flat(values, left, grad=False),
                flat(others, right, grad=False))
for name, value in (("integer", 2), ("float", 0.5)):
    for left in TYPES:
        values = [True, False] if left == "bool" else [1, 3]
        add.add(f"promotion: {left} and {name}", flat(values, left, grad=False), value)

sub = binary("sub", lambda x, y, alpha=1: torch.sub(*tensors(x, y), alpha=alpha))
sub.both("alpha", T(2, 3), T(3), 2)
sub.add("alpha by name", T(2, 3), T(2, 3), alpha=-0.5)
sub.add("alpha, int64", flat([1, 2], "int64"), flat([10, 20], "int64"), 3)

mul = binary("mul", of_two(torch.mul))
mul.add("the same shape, three dimensions", T(2, 1, 3), transposed(2, 3, 3))
mul.add("float16 and float32", flat([0.5, 1.25], "float16"), flat([2.0, 0.75], "float32"))
mul.add("bfloat16 and float", flat([0.5, 1.25], "bfloat16"), 1.5)

div = binary("div", lambda x, y, rounding=None: torch.div(*tensors(x, y), rounding_mode=rounding),
             y=(0.5, 3))
for rounding in ("trunc", "floor"):
    div.both("rounding " + rounding, T(2, 3, low=-6, high=6), T(2, 3, low=0.5, high=2), rounding)
    div.add("rounding %s, negative divisor" % rounding, T(2, 3, low=-6, high=6),
            T(3, low=-2, high=-0.5), rounding=rounding)
    div.add("rounding %s, number" % rounding, T(2, 3, low=-6, high=6), 0.75, rounding=rounding)
    div.both("rounding %s, special values" % rounding, *pairs(), rounding=rounding)
    div.add("rounding %s, int64" % rounding, flat([7, -7, 7, -7], "int64"),
            flat([2, 2, -2, -2], "int64"), rounding)
    div.add("rounding %s, int64 and float32" % rounding, flat([7, -7], "int64"),
            flat([2, 2], "float32"), rounding)

power = Operator("pow", of_two(torch.pow))
layouts2(power, x=(0.2, 2), y=(-2, 2), numbers=(1.5, 2))
power.both("special values", *pairs())
promotions(power, (2, 3))
power.both("whole exponents of negative bases", flat([-2.0, -1.5, -0.5, 0.0]),
           flat([2.0, 3.0, -1.0, 2.0]))
power.both("powers of zero", flat([0.0, 0.0, 0.0]), flat([0.0, 1.0, 2.0]))
power.add("negative base, fractional exponent", flat([-2.0, -1.0], grad=False), 0.5)
for exponent in (0, 1, 2, 3, -1, -2, 0.5, -0.5):
    power.add("exponent %s" % exponent, T(3, low=0.5, high=2), exponent)
power.add("exponent 0 at zero", flat([0.0, 1.0]), 0)
power.add("exponent 2 at zero", flat([0.0, -3.0]), 2.0)
power.add("base 0", 0, flat([1.0, 2.0, 0.0]))
power.add("int64", flat([2, -3, 10, 0], "int64"), flat([10, 3, 0, 0], "int64"))

atan2 = binary("atan2", of_two(torch.atan2), x=(0.2, 2), y=(-2, -0.2))
fmod = binary("fmod", of_two(torch.fmod), x=(-6, 6), y=(0.5, 3))
fmod.both("signs", flat([7.0, -7.0, 7.0, -7.0, 0.5]), flat([3.0, 3.0, -3.0, -3.0, 2.0]))
remainder = binary("remainder", of_two(torch.remainder), x=(-6, 6), y=(0.5, 3))
remainder.both("signs", flat([7.0, -7.0, 7.0, -7.0, 0.5]), flat([3.0, 3.0, -3.0, -3.0, 2.0]))
floorDivide = binary("floorDivide", of_two(lambda x, y: torch.floor_divide(x.detach(), y.detach())),
                     x=(-6, 6), y=(0.5, 3))
floorDivide.both("signs", flat([7.0, -7.0, 7.0, -7.0, 0.5]), flat([3.0, 3.0, -3.0, -3.0, 2.0]))
minimum = binary("minimum", of_two(torch.minimum))
minimum.both("ties", flat([1.0, 2.0, -1.0]), flat([1.0, 3.0, -1.0]))
maximum = binary("maximum", of_two(torch.maximum))
maximum.both("ties", flat([1.0, 2.0, -1.0]), flat([1.0, 3.0, -1.0]))

for name in ("eq", "ne", "lt", "le", "gt", "ge"):
    one = binary(name, of_two(getattr(torch, name)))
    one.both("ties", flat([1.0, 2.0, -1.0]), flat([1.0, 3.0, -2.0]))
    one.add("int64 beyond 2^53", flat([9007199254740993, 9007199254740992], "int64"),
            flat([9007199254740992, 9007199254740992], "int64"))
for name, answer in (("logicalAnd", torch.logical_and), ("logicalOr", torch.logical_or),
                     ("logicalXor", torch.logical_xor)):
    one = Operator(name, of_two(answer))
    one.add("bool", flat([True, True, False, False], "bool"), flat([True, False] * 2, "bool"))
    one.both("float", flat([0.0, -0.0, 1.5, NAN, 0.0]), flat([0.0, 1.0, 0.0, 0.0, INF]))
    one.add("broadcast", T(2, 1, dtype="bool"), T(1, 3, dtype="bool"))
    one.add("mixed", flat([0, 3], "int64"), flat([0.5, 0.0]))
    one.add("transposed", transposed(2, 3, dtype="bool"), strided(2, 3, dtype="bool"))
    one.add("no element", T(0, 2, dtype="bool"), T(1, dtype="bool"))
    one.add("number", flat([0, 1, 2], "int64"), 1)

for name, answer in (("bitwiseAnd", torch.bitwise_and), ("bitwiseOr", torch.bitwise_or),
                     ("bitwiseXor", torch.bitwise_xor)):
    one = Operator(name, of_two(answer))
    one.add("int64", flat([12, -1, 7, 1 << 40], "int64"),
            flat([10, 255, -8, (1 << 40) + 1], "int64"))
    one.add("uint8", flat([12, 255], "uint8"), flat([10, 129], "uint8"))
    one.add("bool", flat([True, True, False, False], "bool"), flat([True, False] * 2, "bool"))
    one.add("broadcast", T(2, 1, dtype="int64", low=0, high=15),
            T(1, 3, dtype="int64", low=0, high=15))
    one.add("transposed", transposed(2, 3, dtype="int32", low=-9, high=9),
            strided(2, 3, dtype="int32", low=-9, high=9))
    one.add("uint8 and int64", flat([12, 255], "uint8"), flat([-1, 256], "int64"))
    one.add("tensor and number", flat([12, 5], "int64"), 6)
    one.add("number and tensor", 6, flat([12, 5], "int64"))
    one.add("no element", T(0, 2, dtype="int64"), T(1, dtype="int64"))
for name, answer in (("bitwiseLeftShift", torch.bitwise_left_shift),
                     ("bitwiseRightShift", torch.bitwise_right_shift)):
    one = Operator(name, of_two(answer))
    one.add("int64", flat([1, -8, 7, 1 << 40], "int64"), flat([3, 2, 0, 5], "int64"))
    one.add("uint8", flat([3, 200], "uint8"), flat([1, 2], "uint8"))
    one.add("broadcast", T(2, 1, dtype="int64", low=0, high=99),
            T(1, 3, dtype="int64", low=0, high=4))
    one.add("transposed", transposed(2, 3, dtype="int32", low=0, high=99),
            strided(2, 3, dtype="int32", low=0, high=5))
    one.add("tensor and number", flat([12, 5, -9], "int64"), 2)
    one.add("number and tensor", 64, flat([1, 5], "int64"))
    one.add("no element", T(0, 2, dtype="int64"), T(1, dtype="int64"))


# ---- three ---------------------------------------------------------------------------------------

@operator("where")
def where(condition, x, y):
    return torch.where(condition, x, y)


where.add("ordinary", T(2, 3, dtype="bool"), T(2, 3), T(2, 3))
where.add("broadcast", T(3, dtype="bool"), T(2, 1), T(1, 3))
where.add("broadcast of the condition", T(2, 1, 1, dtype="bool"), T(3), T(2, 3))
where.add("transposed", transposed(3, 2, dtype="bool"), transposed(3, 2), strided(3, 2))
where.add("numbers", T(2, 2, dtype="bool"), T(2, 2), 0.5)
where.add("number on the left", T(2, 2, dtype="bool"), -1, T(2, 2))
where.add("nan in what is not taken", flat([True, False], "bool"), flat([1.0, NAN]),
          flat([NAN, 2.0]))
where.add("no dimension", scalar(True, "bool"), T(), T())
where.add("no element", T(0, 2, dtype="bool"), T(2), T(1, 2))
where.add("int64 and float32", flat([True, False], "bool"), flat([1, 2], "int64"),
          flat([0.5, 1.5], "float32"))
where.add("int64", flat([True, False], "bool"), flat([1, 2], "int64"), flat([3, 4], "int64"))


@operator("lerp")
def lerp(x, y, weight):
    return torch.lerp(x, y, weight)


layouts(lerp, -2, 2, T(1), 0.25)
lerp.add("weight 0.75", T(2, 3), T(2, 3), 0.75)
lerp.add("weight outside of 0 to 1", T(2, 3), T(2, 3), weight=1.5)
lerp.both("weight tensor", T(2, 3), T(2, 3), T(2, 3, low=0, high=1))
lerp.add("weight tensor, broadcast", T(2, 1), T(3), T(2, 3, low=0, high=1))
lerp.add("weight transposed", transposed(3, 2), strided(3, 2), transposed(3, 2, low=0, high=1))
lerp.add("weight without dimension", T(2, 2), T(2, 2), T(low=0, high=1))


@operator("addcmul")
def addcmul(x, y, z, value=1):
    return torch.addcmul(x, y, z, value=value)


@operator("addcdiv")
def addcdiv(x, y, z, value=1):
    return torch.addcdiv(x, y, z, value=value)


for one in (addcmul, addcdiv):
    z = {"low": 0.5, "high": 2}
    one.add("ordinary", T(2, 3), T(2, 3), T(2, 3, **z))
    one.add("value", T(2, 3), T(2, 3), T(2, 3, **z), 0.5)
    one.add("value by name", T(2, 3), T(2, 3), T(2, 3, **z), value=-2)
    one.add("broadcast", T(2, 1), T(3), T(2, 3, **z))
    one.add("broadcast of the first", T(1), T(2, 1), T(3, **z))
    one.add("transposed", transposed(3, 2), strided(3, 2), transposed(3, 2, **z))
    one.add("no dimension", T(), T(), T(**z))
    one.add("one element", T(1), T(1), T(1, **z))
    one.add("no element", T(0, 2), T(2), T(1, 2, **z))
addcmul.add("int64", flat([1, 2], "int64"), flat([3, 4], "int64"), flat([5, 6], "int64"), 2)
