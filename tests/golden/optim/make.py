"""Writes steps.lua beside this script: where PyTorch's optimizers are after 1, 10 and 100 steps.

    $(bench/peer.sh) tests/golden/optim/make.py

Two parameters in float64; the gradient of each is scale * (p - goal), element by element, so that it
needs no autograd and the numbers agree to the last bits. tests/optim/golden_spec.lua compares.
What PyTorch has not (Lion, LAMB; Muon in float64) is written out here from its paper. SparseAdam
and Muon get the matrix alone, SparseAdam row 1, row 2 or both of its gradient.
"""
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)

STARTS = [[[0.5, -1.25], [2.0, 0.75]], [1.5, -0.5]]
GOALS = [[[1.0, 1.0], [-1.0, 0.25]], [0.0, 2.0]]
SCALES = [[[1.0, 0.5], [0.25, 2.0]], [3.0, 0.125]]
CHECKED = (1, 10, 100)


class Written:
    """An optimizer written out below: `move(p, g, state, t)` returns the new p."""

    def __init__(self, parameters, foreach=False, **options):
        self.parameters, self.options = parameters, options
        self.states, self.t = [{} for _ in parameters], 0

    def step(self):
        self.t += 1
        for p, state in zip(self.parameters, self.states):
            p.data = self.move(p.data, p.grad, state, self.t, **self.options)


class Lion(Written):
    def move(self, p, g, state, t, lr=1e-4, betas=(0.9, 0.99), decay=0):
        m = state.get("m", torch.zeros_like(p))
        state["m"] = betas[1] * m + (1 - betas[1]) * g
        return p - lr * decay * p - lr * torch.sign(betas[0] * m + (1 - betas[0]) * g)


class LAMB(Written):
    def move(self, p, g, state, t, lr=1e-3, betas=(0.9, 0.999), eps=1e-6, decay=0):
        state["m"] = betas[0] * state.get("m", 0) + (1 - betas[0]) * g
        state["v"] = betas[1] * state.get("v", 0) + (1 - betas[1]) * g * g
        m, v = state["m"] / (1 - betas[0] ** t), state["v"] / (1 - betas[1] ** t)
        u = m / (v.sqrt() + eps) + decay * p
        return p - lr * p.norm() / u.norm() * u


class Muon(Written):
    def move(self, p, g, state, t, lr=1e-3, decay=0.1, momentum=0.95, nesterov=True, factor=1):
        m = state["m"] = momentum * state.get("m", 0) + (1 - momentum) * g
        x = (1 - momentum) * g + momentum * m if nesterov else m
        x = x / max(x.norm().item(), 1e-7)
        for _ in range(5):
            gram = x @ x.T
            x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
        return p - lr * decay * p - lr * factor * x


class L1(torch.optim.Adam):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.grad = p.grad + 0.3 * torch.sign(p.detach())
        super().step()


class Sparse(torch.optim.SparseAdam):
    def __init__(self, parameters, foreach=False, **options):
        super().__init__(parameters, **options)
        self.count = 0

    def step(self):
        self.count += 1
        for p in self.param_groups[0]["params"]:
            rows = {0: [0], 1: [1], 2: [0, 1]}[self.count % 3]
            p.grad = torch.sparse_coo_tensor(torch.tensor([rows]), p.grad[rows], p.shape,
                                             check_invariants=True)
        super().step()


MATRIX_ONLY = (Muon, Sparse)

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
    ("Adam", "lr = 0.05, amsgrad = true", torch.optim.Adam, dict(lr=0.05, amsgrad=True)),
    ("Adam", "lr = 0.05, maximize = true", torch.optim.Adam, dict(lr=0.05, maximize=True)),
    ("Adam", "lr = 0.05, l1 = 0.3", L1, dict(lr=0.05)),
    ("AdamW", "lr = 0.1", torch.optim.AdamW, dict(lr=0.1)),
    ("AdamW", "lr = 0.1, weightDecay = 0.3, amsgrad = true", torch.optim.AdamW,
     dict(lr=0.1, weight_decay=0.3, amsgrad=True)),
    ("NAdam", "", torch.optim.NAdam, dict()),
    ("NAdam", "lr = 0.1, betas = { 0.8, 0.99 }, momentumDecay = 0.1, weightDecay = 0.1",
     torch.optim.NAdam, dict(lr=0.1, betas=(0.8, 0.99), momentum_decay=0.1, weight_decay=0.1)),
    ("NAdam", "lr = 0.1, weightDecay = 0.1, decoupled = true", torch.optim.NAdam,
     dict(lr=0.1, weight_decay=0.1, decoupled_weight_decay=True)),
    ("RAdam", "lr = 0.1", torch.optim.RAdam, dict(lr=0.1)),
    ("RAdam", "lr = 0.1, betas = { 0.8, 0.9 }, eps = 1e-4, weightDecay = 0.1", torch.optim.RAdam,
     dict(lr=0.1, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.1)),
    ("Adamax", "lr = 0.1", torch.optim.Adamax, dict(lr=0.1)),
    ("Adamax", "lr = 0.1, betas = { 0.8, 0.9 }, eps = 1e-4, weightDecay = 0.1",
     torch.optim.Adamax, dict(lr=0.1, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.1)),
    ("Adagrad", "lr = 0.2", torch.optim.Adagrad, dict(lr=0.2)),
    ("Adagrad", "lr = 0.2, lrDecay = 0.1, weightDecay = 0.1, initialAccumulator = 0.5",
     torch.optim.Adagrad,
     dict(lr=0.2, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5)),
    ("Adadelta", "", torch.optim.Adadelta, dict()),
    ("Adadelta", "lr = 0.5, rho = 0.8, eps = 1e-3, weightDecay = 0.1", torch.optim.Adadelta,
     dict(lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.1)),
    ("RMSprop", "", torch.optim.RMSprop, dict()),
    ("RMSprop", "lr = 0.02, alpha = 0.9, momentum = 0.8, centered = true, weightDecay = 0.1",
     torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, momentum=0.8, centered=True, weight_decay=0.1)),
    ("RMSprop", "lr = 0.02, centered = true", torch.optim.RMSprop, dict(lr=0.02, centered=True)),
    ("Rprop", "", torch.optim.Rprop, dict()),
    ("Rprop", "lr = 0.1, etas = { 0.4, 1.5 }, stepSizes = { 1e-3, 0.2 }", torch.optim.Rprop,
     dict(lr=0.1, etas=(0.4, 1.5), step_sizes=(1e-3, 0.2))),
    ("ASGD", "lr = 0.1", torch.optim.ASGD, dict(lr=0.1)),
    ("ASGD", "lr = 0.1, lambda = 0.1, alpha = 0.5, t0 = 5, weightDecay = 0.1", torch.optim.ASGD,
     dict(lr=0.1, lambd=0.1, alpha=0.5, t0=5, weight_decay=0.1)),
    ("Lion", "lr = 0.01", Lion, dict(lr=0.01)),
    ("Lion", "lr = 0.02, betas = { 0.8, 0.9 }, weightDecay = 0.1", Lion,
     dict(lr=0.02, betas=(0.8, 0.9), decay=0.1)),
    ("LAMB", "lr = 0.02", LAMB, dict(lr=0.02)),
    ("LAMB", "lr = 0.02, betas = { 0.8, 0.9 }, weightDecay = 0.1", LAMB,
     dict(lr=0.02, betas=(0.8, 0.9), decay=0.1)),
    ("Muon", "lr = 0.02", Muon, dict(lr=0.02)),
    ("Muon", 'lr = 0.02, nesterov = false, momentum = 0.8, weightDecay = 0, scale = "matchRmsAdamW"',
     Muon, dict(lr=0.02, nesterov=False, momentum=0.8, decay=0, factor=0.2 * math.sqrt(2))),
    ("SparseAdam", "lr = 0.1, betas = { 0.8, 0.9 }", Sparse, dict(lr=0.1, betas=(0.8, 0.9))),
]


# LBFGS goes down a valley in the manner of Rosenbrock, from STARTS; its options in Lua and Python.
VALLEYS = [
    ("", dict()),
    ("lr = 0.05, maxIter = 5, historySize = 3", dict(lr=0.05, max_iter=5, history_size=3)),
    ('lineSearch = "strongWolfe"', dict(line_search_fn="strong_wolfe")),
    ('lineSearch = "strongWolfe", maxIter = 4, historySize = 2',
     dict(line_search_fn="strong_wolfe", max_iter=4, history_size=2)),
]


def descend(options):
    """The loss of each of ten steps, and where they end."""
    a, b = [torch.tensor(s, requires_grad=True) for s in STARTS]
    optimizer = torch.optim.LBFGS([a, b], **options)

    def closure():
        optimizer.zero_grad()
        loss = ((1 - a) ** 2).sum() + 10 * ((b - a ** 2) ** 2).sum()
        loss.backward()
        return loss

    losses = [optimizer.step(closure).item() for _ in range(10)]
    return losses, [a.tolist(), b.tolist()]


def lua(values):
    if isinstance(values, list):
        return "{ " + ", ".join(lua(v) for v in values) + " }"
    return repr(values)


def walk(make, options):
    starts = STARTS[:1] if make in MATRIX_ONLY else STARTS
    parameters = [torch.tensor(s, dtype=torch.float64, requires_grad=True) for s in starts]
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
    lines += ["  },", "  valleys = {"]
    for options, torch_options in VALLEYS:
        losses, ends = descend(torch_options)
        half = len(losses) // 2
        lines += ["    {", "      options = { %s }," % options, "      losses = {",
                  "        %s," % lua(losses[:half])[2:-2], "        %s," % lua(losses[half:])[2:-2],
                  "      },", "      ends = { %s, %s }," % tuple(lua(e) for e in ends), "    },"]
    lines += ["  },", "}", ""]
    (pathlib.Path(__file__).parent / "steps.lua").write_text("\n".join(lines))


main()
