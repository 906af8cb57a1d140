-- nn.CTCLoss: labels without the times at which they happen.

local dl = require "dlua"
local class = require "dlua.class"
local named = require "dlua.nn.options"

local CTCLoss = class.new("nn.CTCLoss", require "dlua.nn.Criterion")

CTCLoss.doc = [[
nn.CTCLoss{blank = 1, reduction = "mean", zeroInfinity = false}: minus the logarithm of the
probability of a sequence of labels, summed over all ways to spread it over the steps with blanks
between. loss = criterion(logProbs, targets, inputLengths, targetLengths)

logProbs: (steps, batch, classes), or (steps, classes), from nn.LogSoftmax; targets: int64 (batch,
longest), or all labels in a row; classes from 1, the class `blank` stands for none and is no
target (PyTorch's default 0 is 1 here). Lengths: int64 (batch); without them all steps and labels
count. "mean" divides each loss by the length of its target and takes the mean of the batch, "sum",
"none". zeroInfinity: where the labels do not fit into the steps the loss and its gradient are 0, not
infinite. Graves, Fernandez, Gomez and Schmidhuber, 2006.]]

function CTCLoss:__init(given)
  local options = named("nn.CTCLoss", given, { blank = 1, reduction = "mean", zeroInfinity = false })
  for key, value in pairs(options) do self[key] = value end
  if math.type(self.blank) ~= "integer" or self.blank < 1 then
    dl.core.raise("nn.CTCLoss: the blank is a class from 1, got " .. tostring(self.blank))
  end
end

function CTCLoss:forward(logProbs, targets, inputLengths, targetLengths)
  return dl.ctcLoss(logProbs, targets, inputLengths, targetLengths, self.blank, self.reduction,
    self.zeroInfinity)
end

return CTCLoss
