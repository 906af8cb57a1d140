-- optim.SGD: gradient descent, with momentum.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local SGD = Optimizer.new("optim.SGD",
  { lr = 0.001, momentum = 0, dampening = 0, nesterov = false }, { "momenta" })

SGD.doc = [[
optim.SGD(parameters, {lr = 0.001, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false}):

  g = gradient + weightDecay * p
  m = momentum * m + (1 - dampening) * g      (the first time m = g)
  g = g + momentum * m with nesterov, else m  (where there is momentum)
  p = p - lr * g

and the options of all (see optim.Optimizer). As in PyTorch. Nesterov's momentum after Sutskever et
al., "On the importance of initialization and momentum in deep learning", 2013.]]

function SGD:check(group)
  if group.nesterov and (group.momentum <= 0 or group.dampening ~= 0) then
    dl.core.raise("optim.SGD: nesterov needs a momentum, and no dampening")
  end
end

local none = {}  -- as gradients: the operator takes each parameter's own

function SGD:slotsOf(group)
  return group.momentum == 0 and none or self.slots
end

function SGD:isOperator(group) return not group.decoupled and self:isPlain(group) end

function SGD:update(group, batch, step)
  local gradients, decay = none, group.weightDecay
  if group.decoupled or not self:isPlain(group) then
    gradients, decay = self:gradients(group, batch), 0
  end
  dl.sgdStep(batch.parameters, gradients, batch.momenta or none, group.lr, group.momentum,
    group.dampening, decay, group.nesterov, step == 1)
end

return SGD
