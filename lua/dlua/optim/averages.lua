-- optim.EMA and optim.SWA: two ways to average the weights along the way.

local dl = require "dlua"
local class = require "dlua.class"
local Averaged = require "dlua.optim.Averaged"

local averages = {}

local EMA = class.new("optim.EMA", Averaged)

EMA.doc = [[
optim.EMA(module, {decay = 0.999, warmUp = false, buffers = false}): the exponential moving average
of the weights, average = decay * average + (1 - decay) * weights at each update(); with warmUp the
decay is at most (1 + n) / (10 + n) at the n-th. update() after each optimizer:step(). See
optim.Averaged for all it can do. Polyak, Juditsky, "Acceleration of stochastic approximation by
averaging", 1992; as in PyTorch's AveragedModel with get_ema_avg_fn.]]

EMA.defaults = { decay = 0.999, warmUp = false, buffers = false }

function EMA:weight(count)
  local decay = self.warmUp and math.min(self.decay, (1 + count) / (10 + count)) or self.decay
  return 1 - decay
end

local SWA = class.new("optim.SWA", Averaged)

SWA.doc = [[
optim.SWA(module, {buffers = false}): the mean of the weights at all calls of update(), once an
epoch towards the end of the training, with a rate that stays high (optim.SWALR). See optim.Averaged
for all it can do; optim.updateBatchNorm(loader, module) mends running means afterwards. Izmailov et
al., "Averaging weights leads to wider optima and better generalization", 2018. As in PyTorch's
AveragedModel.]]

SWA.defaults = { buffers = false }
SWA.perEpoch = true  -- train.Trainer asks

function SWA:weight(count)
  return 1 / (count + 1)
end

--- Set the running means and variances of all batch norms of a module to those of a loader's
-- batches (their first tensors), counted alike: after its weights have been averaged. As PyTorch's
-- update_bn.
local function updateBatchNorm(loader, module)
  local norms, wasTraining = {}, module.training
  module:apply(function(part)
    if dl.isTensor(part.runningMean) then norms[#norms + 1] = { part, part.momentum } end
  end)
  if #norms == 0 then return end
  for _, norm in ipairs(norms) do
    norm[1].runningMean:zero_()
    norm[1].runningVar:fill_(1)
    if norm[1].batches then norm[1].batches:zero_() end
  end
  module:train()
  local seen = 0
  dl.noGrad(function()
    for x in loader:iter() do
      for _, norm in ipairs(norms) do norm[1].momentum = 1 / (seen + 1) end
      module(x)
      seen = seen + 1
    end
  end)
  for _, norm in ipairs(norms) do norm[1].momentum = norm[2] end
  if not wasTraining then module:evaluate() end
end

averages.EMA, averages.SWA, averages.updateBatchNorm = EMA, SWA, updateBatchNorm

return averages
