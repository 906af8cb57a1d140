-- Losses: for each a class around the operator which computes it. `output` and `target` have the
-- same shape unless it is said otherwise, float dtypes. Options go by name: nn.MSELoss{reduction =
-- "sum"}. reduction: "mean" (the default) and "sum" give a scalar, "none" a loss for each element.

local dl = require "dlua"
local class = require "dlua.class"
local Criterion = require "dlua.nn.Criterion"

local criterions = {}

local reductions = { mean = true, sum = true, none = true }

local function check(name, options, given)
  if type(given) ~= "table" then
    dl.core.raise(("%s: options by name expected, as in {reduction = \"sum\"}, got %s")
      :format(name, type(given)))
  end
  local known = {}
  for _, option in ipairs(options) do known[option] = true end
  for key in pairs(given) do
    if not known[key] then dl.core.raise(("%s: no option %s"):format(name, tostring(key))) end
  end
  local reduction = given.reduction
  if reduction and not reductions[reduction]
    and not (reduction == "batchmean" and name == "nn.KLDivLoss") then
    dl.core.raise(("%s: no reduction %s: mean, sum or none"):format(name, tostring(reduction)))
  end
end

--- A function (self, output, target) that calls `run` with these fields of self behind.
local function caller(run, a, b, c, d)
  if d then
    return function(self, output, target)
      return run(output, target, self[a], self[b], self[c], self[d])
    end
  elseif c then
    return function(self, output, target)
      return run(output, target, self[a], self[b], self[c])
    end
  elseif b then
    return function(self, output, target) return run(output, target, self[a], self[b]) end
  end
  return function(self, output, target) return run(output, target, self[a]) end
end

--- Define class `name` around `operator`. `options`: the operator's arguments after output and
-- target, in their order; `defaults`: their values.
local function define(name, operator, options, defaults, doc)
  local cls = class.new("nn." .. name, Criterion)
  cls.doc = doc
  defaults.reduction = "mean"

  function cls:__init(given)
    given = given or {}
    check(cls.__name, options, given)
    for _, option in ipairs(options) do
      local value = given[option]
      if value == nil then value = defaults[option] end
      self[option] = value
    end
  end

  cls.forward = caller(dl[operator], table.unpack(options))
  criterions[name] = cls
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

return criterions
