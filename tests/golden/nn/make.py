"""Writes what modules of PyTorch answer: parameters by dlua's names, inputs, output, gradients.

    $(bench/peer.sh) tests/golden/nn/make.py

One file per module beside this script; tests/nn/transformer_spec.lua builds the same modules, loads
the parameters and compares. Names are PyTorch's in camel case; positions in them count from 0.
"""
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import torch  # noqa: E402
from torch import nn  # noqa: E402

from golden import Stream, braces, elements, wrapped  # noqa: E402

torch.set_default_dtype(torch.float64)
NEVER = -torch.inf


def camel(name):
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), name)


def lua_tensor(tensor, indent):
    head = "{ dtype = \"%s\", shape = %s, " % (
        str(tensor.dtype).replace("torch.", ""), braces([str(n) for n in tensor.shape]))
    return head + wrapped("data = ", elements(tensor), indent) + " }"


class Case:
    """A module with numbers of its own, called once; its parts as the text of a Lua table."""

    def __init__(self, title, module, inputs, **options):
        stream = Stream(title)
        self.title, self.module = title, module
        for parameter in module.parameters():
            low = 0.5 if parameter.ndim == 1 else -1
            values = stream.values(parameter.numel(), low, 1, "float64")
            parameter.data = torch.tensor(values).reshape(parameter.shape)
        self.inputs = [torch.tensor(stream.values(shape_count(s), -2, 2, "float64")).reshape(s)
                       .requires_grad_() for s in inputs]
        output = module(*self.inputs, **options)
        self.results = list(output) if isinstance(output, tuple) else [output]
        self.results = [r for r in self.results if r is not None]
        self.upstream = torch.tensor(stream.values(self.results[0].numel(), -2, 2, "float64"))
        self.results[0].backward(self.upstream.reshape(self.results[0].shape))

    def text(self):
        parameters = ["[\"%s\"] = { value = %s,\n      grad = %s }" % (
            camel(name), lua_tensor(p, 6), lua_tensor(p.grad, 6))
            for name, p in self.module.named_parameters()]
        inputs = ["{ value = %s,\n      grad = %s }" % (lua_tensor(x, 6), lua_tensor(x.grad, 6))
                  for x in self.inputs]
        results = [lua_tensor(r, 6) for r in self.results]
        parts = [("parameters", parameters), ("inputs", inputs), ("results", results)]
        body = "".join("    %s = {\n      %s,\n    },\n" % (name, ",\n      ".join(items))
                       for name, items in parts)
        return "  [\"%s\"] = {\n%s    %s,\n  },\n" % (
            self.title, body, wrapped("upstream = ", elements(self.upstream), 4))


def shape_count(shape):
    count = 1
    for size in shape:
        count *= size
    return count


def mask(rows):
    """A bool mask in PyTorch's sense from text: x is not seen."""
    return torch.tensor([[c == "x" for c in row] for row in rows])


def write(name, cases):
    text = "-- %s: PyTorch's answers, made by make.py. Do not edit.\nlocal inf = math.huge\n" % name
    if "inf" not in "".join(case.text() for case in cases):
        text = text.replace("local inf = math.huge\n", "")
    path = pathlib.Path(__file__).parent / (name + ".lua")
    path.write_text(text + "return {\n" + "".join(case.text() for case in cases) + "}\n")


write("MultiheadAttention", [
    Case("ordinary", nn.MultiheadAttention(4, 2), [(2, 1, 4), (3, 1, 4), (3, 1, 4)]),
    Case("sizes of keys and values, batch first",
         nn.MultiheadAttention(2, 1, kdim=3, vdim=1, batch_first=True),
         [(1, 2, 2), (1, 2, 3), (1, 2, 1)]),
    Case("masks", nn.MultiheadAttention(2, 2, bias=False), [(2, 2, 2), (3, 2, 2), (3, 2, 2)],
         attn_mask=mask(["...", ".x."]), key_padding_mask=mask(["...", "..x"])),
    Case("one more key and a zero, all heads",
         nn.MultiheadAttention(2, 2, add_bias_kv=True, add_zero_attn=True),
         [(2, 1, 2), (2, 1, 2), (2, 1, 2)], average_attn_weights=False,
         attn_mask=torch.tensor([[0.5, -0.25], [1.0, NEVER]])),
    Case("no batch, no weights", nn.MultiheadAttention(2, 1), [(2, 2), (2, 2), (2, 2)],
         need_weights=False),
])

layer = dict(dim_feedforward=3, dropout=0)
write("TransformerEncoderLayer", [
    Case("ordinary", nn.TransformerEncoderLayer(4, 2, **layer), [(2, 2, 4)]),
    Case("norm first, gelu, batch first, masks",
         nn.TransformerEncoderLayer(2, 1, activation="gelu", norm_first=True, batch_first=True,
                                    **layer),
         [(2, 3, 2)], src_mask=nn.Transformer.generate_square_subsequent_mask(3),
         src_key_padding_mask=torch.tensor([[0.0, 0.0, NEVER], [0.0, 0.0, 0.0]])),
])
write("TransformerDecoderLayer", [
    Case("ordinary", nn.TransformerDecoderLayer(4, 2, **layer), [(2, 1, 4), (3, 1, 4)]),
    Case("norm first, no bias, masks",
         nn.TransformerDecoderLayer(2, 2, norm_first=True, bias=False, **layer),
         [(3, 1, 2), (2, 1, 2)],
         tgt_mask=mask([".xx", "..x", "..."]), memory_mask=mask(["..", ".x", "x."]),
         memory_key_padding_mask=mask([".."])),
])
write("Transformer", [
    Case("ordinary", nn.Transformer(2, 1, 1, 2, **layer), [(3, 1, 2), (2, 1, 2)],
         tgt_mask=mask([".x", ".."])),
])
