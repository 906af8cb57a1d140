-- nn.Criterion: the parent of every loss.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local protocol = require "dlua.nn.protocol"

local Criterion = class.new("nn.Criterion", Module)

Criterion.doc = [[
nn.Criterion(): the parent of every loss: a function of an output and its target. Autograd:
criterion(output, target) is a tensor, and its backward() reaches the network. Torch7:
criterion:forward(output, target) is a number (a tensor with reduction "none"), and
criterion:backward(output, target) the gradient of the output, which is what net:backward takes. The
output may be a table of tensors, and then so is its gradient. A loss of your own defines
`forward(output, target)`, or updateOutput and updateGradInput as in Torch7.]]

--- In Torch7's protocol the tape begins at the output: what is below is the network's own affair.
local function detached(output)
  local leaf = output:detach()
  if leaf.dtype:find("float", 1, true) then leaf.requiresGrad = true end
  return leaf
end

function Criterion.__entry(compute)
  return function(self, output, target, ...)
    local leaf = protocol.map(output, detached)
    local loss = compute(self, leaf, target, ...)
    rawset(self, "tape", { leaf = leaf, loss = loss })
    rawset(self, "output", loss:numel() == 1 and loss:item() or loss:detach())
    return self.output
  end
end

--- A loss in Torch7's protocol, under autograd.
local function computeByUpdateOutput(self, output, target)
  if self.updateOutput == Criterion.updateOutput then
    dl.core.raise(("%s defines neither forward nor updateOutput"):format(self.__name))
  end
  return protocol.criterion(self, output, target)
end

local byAutograd = Criterion.__entry(function(self, ...) return self.__forward(self, ...) end)

local function forward(self, output, target, ...)
  local manual = self.__plainForward == computeByUpdateOutput
    and self.updateOutput ~= Criterion.updateOutput
  return (manual and self.updateOutput or byAutograd)(self, output, target, ...)
end

Module.__define(Criterion, "forward", computeByUpdateOutput, forward)
Criterion.__manual = { compute = computeByUpdateOutput, entry = forward }

--- Torch7: criterion.sizeAverage = false asks for the sum.
function Criterion:__newindex(key, value)
  if key ~= "sizeAverage" then return Module.__newindex(self, key, value) end
  self.reduction = value == false and "sum" or "mean"
end

--- Torch7: the loss as a number.
function Criterion:updateOutput(output, target)
  return self:forward(output, target)
end

--- Torch7: the gradient of the output of the last forward, also kept as `gradInput`.
function Criterion:updateGradInput()
  local tape = rawget(self, "tape")
  if not tape then
    dl.core.raise(self.__name .. ": backward needs a forward(output, target) before it")
  end
  local loss = tape.loss
  loss:backward(loss:numel() > 1 and dl.onesLike(loss:detach()) or nil)
  rawset(self, "tape", nil)
  return protocol.keepGradInput(self, tape, function(leaf) return leaf.grad end)
end

function Criterion:backward(output, target)
  return self:updateGradInput(output, target)
end
Criterion.__backward = Criterion.backward

function Criterion:describe()
  return self.reduction and self.reduction ~= "mean" and ("reduction = %s"):format(self.reduction)
    or ""
end

return Criterion
