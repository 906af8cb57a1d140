-- Losses: for each a class around the operator which computes it. `output` and `target` have the
-- same shape unless it is said otherwise, float dtypes. Options go by name: nn.MSELoss{reduction =
-- "sum"}. reduction: "mean" (the default) and "sum" give a scalar, "none" a loss for each element.
-- Losses of more than one output are in pairCriterions.lua.

local lossClass = require "dlua.nn.lossClass"

local criterions = {}

local function define(name, ...)
  criterions[name] = lossClass.define(name, ...)
end

define("CrossEntropyLoss", "crossEntropy",
  { "weight", "ignoreIndex", "labelSmoothing", "reduction" },
  { ignoreIndex = -100, labelSmoothing = 0 }, [[
nn.CrossEntropyLoss{weight =, ignoreIndex = -100, labelSmoothing = 0, reduction = "mean"}:
-log softmax(output)[target]. output: (N, C) or (N, C, ...) or (C), not normalised; target: int64
of shape (N, ...) with classes from 1, or probabilities of the output's shape. weight: (C), of
each class. Label smoothing after Szegedy et al., 2015.]])
define("NLLLoss", "nll", { "weight", "ignoreIndex", "reduction" }, { ignoreIndex = -100 }, [[
nn.NLLLoss{weight =, ignoreIndex = -100, reduction = "mean"}: -output[target], where the output
holds log-probabilities (nn.LogSoftmax). Shapes as in nn.CrossEntropyLoss, target of classes
only.]])
define("MSELoss", "mse", { "reduction" }, {}, [[
nn.MSELoss{reduction = "mean"}: (output - target)^2.]])
define("L1Loss", "l1", { "reduction" }, {}, [[
nn.L1Loss{reduction = "mean"}: |output - target|, the mean absolute error.]])
define("SmoothL1Loss", "smoothL1", { "beta", "reduction" }, { beta = 1 }, [[
nn.SmoothL1Loss{beta = 1, reduction = "mean"}: with d = |output - target|:
d^2 / (2 beta) where d < beta, else d - beta / 2. Girshick, "Fast R-CNN", 2015.]])
define("HuberLoss", "huber", { "delta", "reduction" }, { delta = 1 }, [[
nn.HuberLoss{delta = 1, reduction = "mean"}: with d = |output - target|:
d^2 / 2 where d < delta, else delta * (d - delta / 2). Huber, 1964.]])
define("BCELoss", "bce", { "weight", "reduction" }, {}, [[
nn.BCELoss{weight =, reduction = "mean"}: -(t log p + (1 - t) log(1 - p)) for probabilities p in
[0, 1] and targets t in [0, 1]. weight: broadcast to the output.]])
define("BCEWithLogitsLoss", "bceWithLogits", { "weight", "posWeight", "reduction" }, {}, [[
nn.BCEWithLogitsLoss{weight =, posWeight =, reduction = "mean"}: nn.BCELoss of sigmoid(output),
computed without overflow. posWeight scales the term of t = 1.]])
define("HingeLoss", "hinge", { "margin", "reduction" }, { margin = 1 }, [[
nn.HingeLoss{margin = 1, reduction = "mean"}: max(0, margin - target * output), targets -1 and 1.
Cortes and Vapnik, 1995.]])
define("KLDivLoss", "klDiv", { "reduction", "logTarget" }, { logTarget = false }, [[
nn.KLDivLoss{logTarget = false, reduction = "mean"}: t * (log t - output), where the output holds
log-probabilities and the target t probabilities (their logarithms with logTarget = true).
reduction "batchmean" divides the sum by the size of dimension 1, which is the divergence as it is
defined. Kullback and Leibler, 1951.]])
define("HingeEmbeddingLoss", "hingeEmbedding", { "margin", "reduction" }, { margin = 1 }, [[
nn.HingeEmbeddingLoss{margin = 1, reduction = "mean"}: output where target is 1, max(0, margin -
output) where it is -1: the output is a distance of two things that are alike, or are not.]])
define("SoftMarginLoss", "softMargin", { "reduction" }, {}, [[
nn.SoftMarginLoss{reduction = "mean"}: log(1 + exp(-target * output)), targets -1 and 1.]])
define("MultiMarginLoss", "multiMargin", { "p", "weight", "margin", "reduction" },
  { p = 1, margin = 1 }, [[
nn.MultiMarginLoss{p = 1, weight =, margin = 1, reduction = "mean"}: the hinge loss of several
classes: the sum over the other classes i of max(0, margin - output[target] + output[i])^p *
weight[target], divided by the number of classes C. output: (N, C) or (C), target: (N) or one
label, from 1. Weston and Watkins, 1999.]])
define("MultiLabelMarginLoss", "multiLabelMargin", { "reduction" }, {}, [[
nn.MultiLabelMarginLoss{reduction = "mean"}: the sum over labels y and classes i that are none of
max(0, 1 - output[y] + output[i]), divided by the number of classes C. output: (N, C) or (C);
target: of the same shape, int64: the labels of each row from 1, ended by the first 0.]])
define("MultiLabelSoftMarginLoss", "multiLabelSoftMargin", { "weight", "reduction" }, {}, [[
nn.MultiLabelSoftMarginLoss{weight =, reduction = "mean"}: nn.BCEWithLogitsLoss of each class, times
its weight, the mean over the classes. output: (N, C) or (C), target: of the same shape, 0 or 1.]])
define("PoissonNLLLoss", "poissonNll", { "logInput", "full", "epsilon", "reduction" },
  { logInput = true, full = false, epsilon = 1e-8 }, [[
nn.PoissonNLLLoss{logInput = true, full = false, epsilon = 1e-8, reduction = "mean"}: exp(output) -
target * output for targets that are counts, the output being the logarithm of their mean; with
logInput = false, where the output is the mean: output - target * log(output + epsilon). full adds
Stirling's approximation of log(target!) where target > 1.]])

return criterions
