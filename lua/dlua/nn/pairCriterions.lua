-- Losses of two or three outputs. They are called with these as arguments, as in PyTorch, or with a table
-- of them, as in Torch7: loss(x1, x2, target), loss({ x1, x2 }, target). In Torch7's protocol
-- (loss:forward, loss:backward) only the table gives a gradient for each of them.

local lossClass = require "dlua.nn.lossClass"

local criterions = {}

--- (x1, x2, target) or ({ x1, x2 }, target)
local function pair(x1, x2, target)
  if type(x1) == "table" then return x1[1], x1[2], x2 end
  return x1, x2, target
end

--- (anchor, positive, negative) or a table of the three
local function triple(anchor, positive, negative)
  if type(anchor) == "table" then return anchor[1], anchor[2], anchor[3] end
  return anchor, positive, negative
end

--- (output, target, variance) or ({ output, variance }, target)
local function withVariance(output, target, variance)
  if type(output) == "table" then return output[1], target, output[2] end
  return output, target, variance
end

local function define(name, ...)
  criterions[name] = lossClass.define(name, ...)
end

define("MarginRankingLoss", "marginRanking", { "margin", "reduction" }, { margin = 0 }, [[
nn.MarginRankingLoss{margin = 0, reduction = "mean"}: loss(x1, x2, target) is max(0, -target *
(x1 - x2) + margin): x1 is to rank above x2 where target is 1, below it where it is -1.]], pair)
define("CosineEmbeddingLoss", "cosineEmbedding", { "margin", "reduction" }, { margin = 0 }, [[
nn.CosineEmbeddingLoss{margin = 0, reduction = "mean"}: loss(x1, x2, target), with c the cosine of
the angle between x1 and x2: 1 - c where target is 1, max(0, c - margin) where it is -1. x1, x2:
(N, D) or (D), target: (N) or a scalar.]], pair)
define("TripletMarginLoss", "tripletMargin", { "margin", "p", "epsilon", "swap", "reduction" },
  { margin = 1, p = 2, epsilon = 1e-6, swap = false }, [[
nn.TripletMarginLoss{margin = 1, p = 2, epsilon = 1e-6, swap = false, reduction = "mean"}:
loss(anchor, positive, negative) is max(0, d(anchor, positive) - d(anchor, negative) + margin), with
d the p-norm of the difference (dl.pairwiseDistance). All (N, D) or (D). swap: d(positive, negative)
counts in place of d(anchor, negative) where it is less. Balntas et al., 2016.]], triple)
define("GaussianNLLLoss", "gaussianNll", { "full", "epsilon", "reduction" },
  { full = false, epsilon = 1e-6 }, [[
nn.GaussianNLLLoss{full = false, epsilon = 1e-6, reduction = "mean"}: loss(output, target, variance)
is (log(v) + (output - target)^2 / v) / 2 with v = max(variance, epsilon); full adds log(2 pi) / 2.
variance: of the output's shape, with a last dimension of 1, or without the last dimension. Nix and
Weigend, 1994.]], withVariance)

return criterions
