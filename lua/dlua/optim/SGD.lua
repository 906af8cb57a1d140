-- optim.SGD: gradient descent, with momentum.

local dl = require "dlua"
local class = require "dlua.class"

local SGD = class.new("optim.SGD", require "dlua.optim.Optimizer")

SGD.doc = [[
optim.SGD(parameters, {lr = 0.001, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false}):

  g = gradient + weightDecay * p
  m = momentum * m + (1 - dampening) * g      (the first time m = g)
  g = g + momentum * m with nesterov, else m  (where there is momentum)
  p = p - lr * g

As in PyTorch. Nesterov's momentum after Sutskever et al., "On the importance of initialization and
momentum in deep learning", 2013.]]

local defaults = { lr = 0.001, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false }

function SGD:__init(parameters, options)
  options = options or {}
  self.slots = { "momenta" }
  if options.nesterov and ((options.momentum or 0) <= 0 or (options.dampening or 0) ~= 0) then
    dl.core.raise("optim.SGD: nesterov needs a momentum, and no dampening")
  end
  self:setup(parameters, options, defaults)
end

local none = {}  -- as gradients: the operator takes each parameter's own

function SGD:slotsOf(group)
  return group.momentum == 0 and none or self.slots
end

function SGD:update(group, batch, step)
  dl.sgdStep(batch.parameters, none, batch.momenta or none, group.lr, group.momentum,
    group.dampening, group.weightDecay, group.nesterov, step == 1)
end

return SGD
