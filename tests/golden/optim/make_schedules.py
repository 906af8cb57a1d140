"""Writes schedules.lua beside this script: the rates of PyTorch's schedules, step by step.

    $(bench/peer.sh) tests/golden/optim/make_schedules.py

Two groups with the rates 0.1 and 0.02. tests/optim/schedules_spec.lua runs the Lua of each case.
"""
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as s
from torch.optim.swa_utils import SWALR

warnings.simplefilter("ignore")
STEPS = 24
METRICS = [1, 0.9, 0.9, 0.9, 0.8, 0.85, 0.9, 0.95, 0.7, 0.7, 0.7, 0.7, 0.69999, 0.7, 0.1] + [1] * 9


def sequential(o):
    return s.SequentialLR(o, [s.LinearLR(o, 0.1, total_iters=4), s.CosineAnnealingLR(o, 10),
                              s.ConstantLR(o, 0.5, 3)], [4, 14])


def chained(o):
    return s.ChainedScheduler([s.ConstantLR(o, 0.1, 4), s.ExponentialLR(o, 0.9)])


# Lua, solver, PyTorch
CASES = [
    ("StepLR(o, 5)", "SGD", lambda o: s.StepLR(o, 5)),
    ("StepLR(o, { stepSize = 3, gamma = 0.5 })", "SGD", lambda o: s.StepLR(o, 3, 0.5)),
    ("MultiStepLR(o, { 2, 7, 7, 20 }, { gamma = 0.3 })", "SGD",
     lambda o: s.MultiStepLR(o, [2, 7, 7, 20], 0.3)),
    ("ConstantLR(o)", "SGD", lambda o: s.ConstantLR(o)),
    ("ConstantLR(o, { factor = 0.25, totalIters = 8 })", "SGD", lambda o: s.ConstantLR(o, 0.25, 8)),
    ("LinearLR(o)", "SGD", lambda o: s.LinearLR(o)),
    ("LinearLR(o, { startFactor = 0.01, endFactor = 0.9, totalIters = 10 })", "SGD",
     lambda o: s.LinearLR(o, 0.01, 0.9, 10)),
    ("ExponentialLR(o, 0.8)", "SGD", lambda o: s.ExponentialLR(o, 0.8)),
    ("PolynomialLR(o, { totalIters = 12, power = 2 })", "SGD", lambda o: s.PolynomialLR(o, 12, 2)),
    ("PolynomialLR(o)", "SGD", lambda o: s.PolynomialLR(o)),
    ("CosineAnnealingLR(o, 7, { etaMin = 0.001 })", "SGD",
     lambda o: s.CosineAnnealingLR(o, 7, 0.001)),
    ("CosineAnnealingLR(o, 20)", "SGD", lambda o: s.CosineAnnealingLR(o, 20)),
    ("CosineAnnealingWarmRestarts(o, 5)", "SGD", lambda o: s.CosineAnnealingWarmRestarts(o, 5)),
    ("CosineAnnealingWarmRestarts(o, 3, { tMult = 2, etaMin = 0.01 })", "SGD",
     lambda o: s.CosineAnnealingWarmRestarts(o, 3, 2, 0.01)),
    ("LambdaLR(o, function(t) return 1 / (1 + t) end)", "SGD",
     lambda o: s.LambdaLR(o, lambda t: 1 / (1 + t))),
    ("LambdaLR(o, { function(t) return 0.5 ^ t end, function(t) return t end })", "SGD",
     lambda o: s.LambdaLR(o, [lambda t: 0.5 ** t, lambda t: t])),
    ("MultiplicativeLR(o, function(t) return 1 - t / 100 end)", "SGD",
     lambda o: s.MultiplicativeLR(o, lambda t: 1 - t / 100)),
    ("OneCycleLR(o, 0.5, { totalSteps = 24 })", "SGD",
     lambda o: s.OneCycleLR(o, 0.5, total_steps=24)),
    ("OneCycleLR(o, { 0.5, 0.3 }, { epochs = 6, stepsPerEpoch = 4, pctStart = 0.4, "
     "annealStrategy = \"linear\", threePhase = true, divFactor = 10, finalDivFactor = 100 })", "Adam",
     lambda o: s.OneCycleLR(o, [0.5, 0.3], epochs=6, steps_per_epoch=4, pct_start=0.4,
                            anneal_strategy="linear", three_phase=True, div_factor=10,
                            final_div_factor=100)),
    ("OneCycleLR(o, 0.5, { totalSteps = 30, cycleMomentum = false })", "SGD",
     lambda o: s.OneCycleLR(o, 0.5, total_steps=30, cycle_momentum=False)),
    ("CyclicLR(o, 0.01, 0.2, { stepSizeUp = 4 })", "SGD",
     lambda o: s.CyclicLR(o, 0.01, 0.2, step_size_up=4)),
    ("CyclicLR(o, 0.01, { 0.2, 0.1 }, { stepSizeUp = 3, stepSizeDown = 5, mode = \"triangular2\" })",
     "Adam", lambda o: s.CyclicLR(o, 0.01, [0.2, 0.1], 3, 5, mode="triangular2")),
    ("CyclicLR(o, 0.01, 0.2, { stepSizeUp = 4, mode = \"expRange\", gamma = 0.9 })", "SGD",
     lambda o: s.CyclicLR(o, 0.01, 0.2, 4, mode="exp_range", gamma=0.9)),
    ("SWALR(o, 0.05)", "SGD", lambda o: SWALR(o, 0.05)),
    ("SWALR(o, { 0.05, 0.01 }, { annealEpochs = 4, annealStrategy = \"linear\" })", "SGD",
     lambda o: SWALR(o, [0.05, 0.01], 4, "linear")),
    ("ReduceLROnPlateau(o, { patience = 2 })", "SGD", lambda o: s.ReduceLROnPlateau(o, patience=2)),
    ("ReduceLROnPlateau(o, { mode = \"max\", factor = 0.5, patience = 1, threshold = 0.05, "
     "thresholdMode = \"abs\", cooldown = 3, minLr = 0.01 })", "SGD",
     lambda o: s.ReduceLROnPlateau(o, "max", 0.5, 1, 0.05, "abs", 3, 0.01)),
    ("SequentialLR(o, { LinearLR(o, { startFactor = 0.1, totalIters = 4 }), CosineAnnealingLR(o, 10), "
     "ConstantLR(o, { factor = 0.5, totalIters = 3 }) }, { 4, 14 })", "SGD", sequential),
    ("ChainedScheduler({ ConstantLR(o, { factor = 0.1, totalIters = 4 }), ExponentialLR(o, 0.9) })",
     "SGD", chained),
]


def optimizer(solver):
    groups = [{"params": [torch.ones(1)], "lr": lr} for lr in (0.1, 0.02)]
    if solver == "SGD":
        return torch.optim.SGD(groups, lr=1, momentum=0.9)
    return torch.optim.Adam(groups)


def row(o):
    numbers = [group["lr"] for group in o.param_groups]
    first = o.param_groups[0]
    numbers.append(first["betas"][0] if "betas" in first else first["momentum"])
    return "{ " + ", ".join(repr(float(n)) for n in numbers) + " }"


def main():
    lines = ["-- The rates of two groups, and the first one's momentum, under PyTorch's schedules.",
             "-- Made by make_schedules.py. Do not edit.", "return {",
             "  metrics = { %s }," % ", ".join(map(repr, METRICS))]
    for lua, solver, make in CASES:
        o = optimizer(solver)
        schedule = make(o)
        lines += ["  {", "    schedule = [=[%s]=]," % lua, '    solver = "%s",' % solver, "    rates = {",
                  "      [0] = " + row(o) + ","]
        for step in range(STEPS):
            if isinstance(schedule, s.ReduceLROnPlateau):
                schedule.step(METRICS[step])
            else:
                schedule.step()
            lines.append("      " + row(o) + ",")
        lines += ["    },", "  },"]
    (pathlib.Path(__file__).parent / "schedules.lua").write_text("\n".join(lines + ["}", ""]))


main()
