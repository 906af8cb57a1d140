"""Writes steps.lua beside this script: where PyTorch's SGD and Adam are after 1, 2, 10 and 100 steps.

    $(bench/peer.sh) tests/golden/optim/make.py

Two parameters in float64; the gradient of each is scale * (p - goal), element by element, so that it
needs no autograd and the numbers agree to the last bits. tests/optim/golden_spec.lua compares.
"""
import pathlib

import torch

STARTS = [[[0.5, -1.25], [2.0, 0.75]], [1.5, -0.5]]
GOALS = [[[1.0, 1.0], [-1.0, 0.25]], [0.0, 2.0]]
SCALES = [[[1.0, 0.5], [0.25, 2.0]], [3.0, 0.125]]
CHECKED = (1, 2, 10, 100)

# dlua's class and options, PyTorch's class and options
CASES = [
    ("SGD", "lr = 0.1", torch.optim.SGD, dict(lr=0.1)),
    ("SGD", "lr = 0.1, weightDecay = 0.05", torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    ("SGD", "lr = 0.05, momentum = 0.9", torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    ("SGD", "lr = 0.05, momentum = 0.9, dampening = 0.5", torch.optim.SGD,
     dict(lr=0.05, momentum=0.9, dampening=0.5)),
    ("SGD", "lr = 0.05, momentum = 0.9, nesterov = true, weightDecay = 0.01", torch.optim.SGD,
     dict(lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ("Adam", "", torch.optim.Adam, dict()),
    ("Adam", "lr = 0.1", torch.optim.Adam, dict(lr=0.1)),
    ("Adam", "lr = 0.1, betas = { 0.8, 0.99 }, eps = 1e-4, weightDecay = 0.1", torch.optim.Adam,
     dict(lr=0.1, betas=(0.8, 0.99), eps=1e-4, weight_decay=0.1)),
    ("Adam", "lr = 0.1, weightDecay = 0.1, decoupled = true", torch.optim.AdamW,
     dict(lr=0.1, weight_decay=0.1)),
]


def lua(values):
    if isinstance(values, list):
        return "{ " + ", ".join(lua(v) for v in values) + " }"
    return repr(values)


def walk(make, options):
    parameters = [torch.tensor(s, dtype=torch.float64, requires_grad=True) for s in STARTS]
    goals = [torch.tensor(g, dtype=torch.float64) for g in GOALS]
    scales = [torch.tensor(s, dtype=torch.float64) for s in SCALES]
    optimizer = make(parameters, foreach=False, **options)
    for step in range(1, max(CHECKED) + 1):
        for p, goal, scale in zip(parameters, goals, scales):
            p.grad = scale * (p.detach() - goal)
        optimizer.step()
        if step in CHECKED:
            yield step, [p.detach().tolist() for p in parameters]


def main():
    lines = ["-- PyTorch's optimizers, made by make.py. Do not edit.", "return {",
             "  starts = %s," % lua(STARTS), "  goals = %s," % lua(GOALS),
             "  scales = %s," % lua(SCALES), "  cases = {"]
    for name, options, make, torch_options in CASES:
        lines.append('    {\n      class = "%s", options = { %s },\n      after = {' % (name, options))
        for step, values in walk(make, torch_options):
            lines.append("        [%d] = {\n          %s,\n        }," % (
                step, ",\n          ".join(lua(v) for v in values)))
        lines.append("      },\n    },")
    lines += ["  },", "}", ""]
    (pathlib.Path(__file__).parent / "steps.lua").write_text("\n".join(lines))


main()
