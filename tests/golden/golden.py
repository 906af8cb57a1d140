"""The machinery of the golden answers: describe a call, let PyTorch answer it, write both as Lua.

An operator is registered with a Python function that has dlua's name, arguments and conventions
(1-based dimensions, positions and values of index tensors) and asks PyTorch. Its cases are calls of
that function. Nothing random: the numbers come from a small generator seeded with the operator's
name.
"""
import math
import re
import zlib

import numpy
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float32)

NAN, INF = math.nan, math.inf
REGISTRY = {}


class T:
    """A tensor to be made in Lua: what is stored, and the views taken of it.

    dtype "f" stands for the float type of the case. `data` is a flat list; without it, distinct
    multiples of 1/16 between low and high (exact and short in every float type). Each view is
    (name, arguments in dlua's convention). `grad=False` keeps the case from asking for a gradient.
    """

    def __init__(self, *shape, dtype="f", data=None, low=-2, high=2, views=(), grad=True):
        self.shape, self.dtype, self.data = list(shape), dtype, data
        self.low, self.high, self.views, self.grad = low, high, list(views), grad

    def count(self):
        return math.prod(self.shape)

    def filled(self, stream, float_dtype):
        """The stored tensor with its numbers and final type."""
        dtype = float_dtype if self.dtype == "f" else self.dtype
        data = self.data
        if data is None:
            data = stream.values(self.count(), self.low, self.high, dtype)
        assert len(data) == self.count(), (self.shape, data)
        return torch.tensor(data, dtype=getattr(torch, dtype)).reshape(self.shape)


def flat(data, dtype="f", **options):
    """A one-dimensional tensor that holds `data`."""
    return T(len(data), dtype=dtype, data=data, **options)


def scalar(value, dtype="f", **options):
    """A tensor without dimensions."""
    return T(dtype=dtype, data=[value], **options)


def transposed(*shape, **options):
    """A non-contiguous tensor of this shape: the transpose of a stored one."""
    stored = [*shape[:-2], shape[-1], shape[-2]]
    return T(*stored, views=[("transpose", len(shape) - 1, len(shape))], **options)


def strided(*shape, **options):
    """A non-contiguous tensor of this shape: every second element of a stored one."""
    return T(*shape, 2, views=[("select", len(shape) + 1, 2)], **options)


def expanded(stored, *shape, **options):
    """A tensor with strides of 0: `stored` expanded to this shape."""
    return T(*stored, views=[("expand", *shape)], **options)


VIEWS = {
    "transpose": lambda x, dim1, dim2: x.transpose(dim1 - 1, dim2 - 1),
    "select": lambda x, dim, index: x.select(dim - 1, index - 1),
    "expand": lambda x, *sizes: x.expand(*sizes),
}


class Stream:
    """Numbers that depend on the seed's text alone: Knuth's 64-bit congruential generator."""

    def __init__(self, seed):
        self.state = zlib.crc32(seed.encode())

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def values(self, count, low, high, dtype):
        if dtype == "bool":
            return [self.below(2) == 1 for _ in range(count)]
        if dtype == "uint8":
            low = max(low, 0)
        per_unit = 16 if "float" in dtype else 1
        first, last = math.ceil(low * per_unit), math.floor(high * per_unit)
        pool = list(range(first, last + 1))
        chosen = []
        for _ in range(count):
            if not pool:
                pool = list(range(first, last + 1))
            chosen.append(pool.pop(self.below(len(pool))) / per_unit)
        return chosen if per_unit == 16 else [int(v) for v in chosen]


class Operator:
    """One operator of dlua: its name, PyTorch's answer to it, and the cases so far."""

    def __init__(self, name, answer):
        self.name, self.answer = name, answer
        self.stream = Stream(name)
        self.cases = []
        self.turn = 0
        REGISTRY[name] = self

    def add(self, title, *args, **named):
        """A case; the first with "f" tensors for both float types, the later ones in turn."""
        types = ("float64",)
        if self._has_float([args, named]):
            types = ("float64", "float32")
            if self.turn > 0:
                types = types[self.turn % 2],
            self.turn += 1
        for dtype in types:
            self.cases.append(self._run(title, dtype, args, named))

    def both(self, title, *args, **named):
        """A case for float64 and for float32."""
        for dtype in ("float64", "float32"):
            self.cases.append(self._run(title, dtype, args, named))

    def where_defined(self, title, *args, **named):
        """A case, unless PyTorch refuses it (an integer type, say)."""
        try:
            self.add(title, *args, **named)
        except (RuntimeError, TypeError, ValueError):
            pass

    def _has_float(self, value):
        if isinstance(value, T):
            return value.dtype == "f"
        if isinstance(value, dict):
            value = list(value.values())
        return isinstance(value, (list, tuple)) and any(self._has_float(v) for v in value)

    def _run(self, title, float_dtype, args, named):
        inputs = []

        def make(value):
            if isinstance(value, T):
                stored = value.filled(self.stream, float_dtype)
                tensor = stored
                for name, *arguments in value.views:
                    tensor = VIEWS[name](tensor, *arguments)
                tensor = tensor.detach()
                if value.grad and tensor.is_floating_point():
                    tensor.requires_grad_(True)
                inputs.append(Input(value, stored, tensor))
                return inputs[-1]
            if isinstance(value, (list, tuple)):
                return [make(v) for v in value]
            if isinstance(value, dict):
                return {k: make(v) for k, v in value.items()}
            return value

        made_args, made_named = make(args), make(named)
        results = self.answer(*plain(made_args), **plain(made_named))
        results = list(results) if isinstance(results, (tuple, list)) else [results]
        upstream = self._gradients(results, [i for i in inputs if i.tensor.requires_grad])
        return {"title": title, "args": made_args, "named": made_named, "results": results,
                "upstream": upstream}

    def _gradients(self, results, inputs):
        """Set the gradient of each input; return what was sent into each result (None: nothing)."""
        outputs = [r for r in results if r.requires_grad]
        if not outputs or not inputs:
            return [None] * len(results)
        sent = {}
        for r in outputs:
            numbers = self.stream.values(r.numel(), -2, 2, "float64")
            sent[id(r)] = torch.tensor(numbers, dtype=torch.float64).reshape(r.shape).to(r.dtype)
        gradients = torch.autograd.grad(outputs, [i.tensor for i in inputs],
                                        [sent[id(r)] for r in outputs], allow_unused=True)
        for one, gradient in zip(inputs, gradients):
            one.gradient = gradient
        return [sent.get(id(r)) for r in results]


class Input:
    """An argument as it was made: its description, what is stored, the tensor, its gradient."""

    def __init__(self, description, stored, tensor):
        self.description, self.stored, self.tensor = description, stored, tensor
        self.gradient = None


def plain(value):
    """The arguments with every Input replaced by its tensor."""
    if isinstance(value, Input):
        return value.tensor
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def operator(name):
    """Decorator: the function that answers becomes the Operator, to add cases to."""
    return lambda answer: Operator(name, answer)


# ---- conventions -------------------------------------------------------------------------------

def dim0(dim):
    """A dimension, or a list of them, from dlua's convention to PyTorch's."""
    if isinstance(dim, (list, tuple)):
        return [dim0(d) for d in dim]
    return dim if dim is None or dim < 0 else dim - 1


position0 = dim0


def weak(number, other):
    """A Lua number as the 0-dimensional tensor that promotes as the number does."""
    if isinstance(number, torch.Tensor):
        return number
    if isinstance(number, float):
        dtype = other.dtype if other.is_floating_point() else torch.get_default_dtype()
        return torch.tensor(number, dtype=dtype)
    return torch.tensor(number)


def tensors(x, y):
    """Both as tensors, whichever of the two is a number."""
    if not isinstance(x, torch.Tensor):
        return weak(x, y), y
    return x, weak(y, x)


# ---- writing Lua -------------------------------------------------------------------------------

def spelled(text):
    """A float's shortest digits as Lua writes a float: never an integer, the names nan and inf."""
    if text in ("nan", "inf", "-inf"):
        return text
    return text if re.search(r"[.e]", text) else text + ".0"


def number(value, dtype):
    """An element. Whole floats, but not a negative zero, lose their ".0": the dtype says it."""
    if dtype == torch.bool:
        return "true" if value else "false"
    if not dtype.is_floating_point:
        return str(value)
    if dtype == torch.float64:
        text = repr(value)
    else:
        text = str(numpy.float32(value))
        if numpy.float32(float(text)) != numpy.float32(value) and value == value:
            text = "%.9g" % value
    text = spelled(text)
    return text if text == "-0.0" else re.sub(r"\.0$", "", text)


def elements(tensor):
    return [number(v, tensor.dtype) for v in tensor.detach().reshape(-1).tolist()]


def dtype_name(tensor):
    return str(tensor.dtype).replace("torch.", "")


def braces(items):
    return "{ " + ", ".join(items) + " }" if items else "{}"


def wrapped(prefix, items, indent):
    """`prefix { items }`, broken into lines of at most 100 columns."""
    whole = prefix + braces(items)
    if indent + len(whole) <= 99:
        return whole
    lines, line = [], ""
    for item in items:
        if line and indent + 2 + len(line) + len(item) + 2 > 99:
            lines.append(line)
            line = ""
        line += (" " if line else "") + item + ","
    lines.append(line)
    pad = "\n" + " " * (indent + 2)
    return prefix + "{" + pad + pad.join(lines) + "\n" + " " * indent + "}"


def lua_tensor(stored, views, extra, indent, used=0):
    """A tensor's description; on one line where it fits."""
    head = 'dtype = "%s", shape = %s' % (dtype_name(stored), braces([str(n) for n in stored.shape]))
    if views:
        head += ", view = " + braces([braces([lua_value(v, 0) for v in view]) for view in views])
    fields = [("data = ", elements(stored))]
    fields += [(name + " = ", elements(tensor)) for name, tensor in extra if tensor is not None]
    line = "{ " + ", ".join([head] + [name + braces(items) for name, items in fields]) + " }"
    if indent + used + len(line) <= 99:
        return line
    pad = "\n" + " " * (indent + 2)
    body = [head] + [wrapped(name, items, indent + 2) for name, items in fields]
    return "{ " + ("," + pad).join(body) + ",\n" + " " * indent + "}"


def lua_value(value, indent, used=0):
    """`used` columns after the indentation are taken."""
    if isinstance(value, Input):
        return lua_tensor(value.stored, value.description.views, [("grad", value.gradient)], indent,
                          used)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return spelled(repr(value))
    if isinstance(value, str):
        return '"%s"' % value
    if isinstance(value, dict):
        items = ["%s = %s" % (k, lua_value(v, indent + 2, len(k) + 3)) for k, v in value.items()]
        return block(items, indent)
    if isinstance(value, list):
        return block([lua_value(v, indent + 2) for v in value], indent)
    raise TypeError("no Lua for %r" % (value,))


def block(items, indent):
    """A table, on one line where it fits, else an item a line."""
    line = braces(items)
    if "\n" not in line and indent + len(line) <= 90:
        return line
    pad = "\n" + " " * (indent + 2)
    return "{" + pad + ("," + pad).join(items) + ",\n" + " " * indent + "}"


def lua_case(case):
    args = case["args"] + ([case["named"]] if case["named"] else [])
    results = [lua_tensor(r, [], [("upstream", u)], 6)
               for r, u in zip(case["results"], case["upstream"])]
    return "  {\n    case = \"%s\",\n    args = %s,\n    results = {\n      %s,\n    },\n  },\n" % (
        case["title"], lua_value(args, 4), ",\n      ".join(results))


def lua_file(one):
    """The whole file of an operator."""
    body = "".join(lua_case(case) for case in one.cases)
    code = re.sub(r'"[^"]*"', "", body)
    names = [n for n in ("nan", "inf") if re.search(r"\b%s\b" % n, code)]
    values = {"nan": "0 / 0", "inf": "math.huge"}
    head = "-- %s: PyTorch's answers, made by make.py. Do not edit.\n" % one.name
    if names:
        head += "local %s = %s\n" % (", ".join(names), ", ".join(values[n] for n in names))
    return head + "return {\n" + body + "}\n"
