-- Other names of classes: Torch7's, and PyTorch's where they are written otherwise. Losses under
-- their Torch7 names take Torch7's arguments.

local nn = require "dlua.nn"

local aliases = {}

local names = {
  SoftMax = "Softmax", LogSoftMax = "LogSoftmax", SoftMin = "Softmin", SoftPlus = "Softplus",
  SoftSign = "Softsign", SpatialSoftMax = "Softmax2d", Hardtanh = "HardTanh",
  Hardsigmoid = "HardSigmoid", Hardswish = "HardSwish", Hardshrink = "HardShrink",
  Softshrink = "SoftShrink", Tanhshrink = "TanhShrink", LookupTable = "Embedding",
  SpatialDropout = "Dropout2d", VolumetricDropout = "Dropout3d", gModule = "Graph",
}

--- The reduction for Torch7's sizeAverage.
local function reduction(sizeAverage)
  return sizeAverage == false and "sum" or "mean"
end

--- Losses: from Torch7's arguments the name of the class and its options.
local losses = {
  MSECriterion = function(average) return "MSELoss", { reduction = reduction(average) } end,
  AbsCriterion = function(average) return "L1Loss", { reduction = reduction(average) } end,
  SmoothL1Criterion = function(average)
    return "SmoothL1Loss", { reduction = reduction(average) }
  end,
  ClassNLLCriterion = function(weight, average)
    return "NLLLoss", { weight = weight, reduction = reduction(average) }
  end,
  CrossEntropyCriterion = function(weight, average)
    return "CrossEntropyLoss", { weight = weight, reduction = reduction(average) }
  end,
  BCECriterion = function(weight, average)
    return "BCELoss", { weight = weight, reduction = reduction(average) }
  end,
  DistKLDivCriterion = function(average)
    return "KLDivLoss", { reduction = reduction(average) }
  end,
  MarginCriterion = function(margin) return "HingeLoss", { margin = margin } end,
  SoftMarginCriterion = function() return "SoftMarginLoss" end,
  HingeEmbeddingCriterion = function(margin)
    return "HingeEmbeddingLoss", { margin = margin }
  end,
  MultiMarginCriterion = function(p, weight, margin)
    return "MultiMarginLoss", { p = p, weight = weight, margin = margin }
  end,
  MultiLabelMarginCriterion = function() return "MultiLabelMarginLoss" end,
  MultiLabelSoftMarginCriterion = function(weight)
    return "MultiLabelSoftMarginLoss", { weight = weight }
  end,
  MarginRankingCriterion = function(margin) return "MarginRankingLoss", { margin = margin } end,
  CosineEmbeddingCriterion = function(margin)
    return "CosineEmbeddingLoss", { margin = margin }
  end,
}

for name, loss in pairs(losses) do
  aliases[name] = function(...)
    local kind, options = loss(...)
    return nn[kind](options)
  end
end

return setmetatable(aliases, { __index = function(_, name)
  return names[name] and nn[names[name]]
end })
