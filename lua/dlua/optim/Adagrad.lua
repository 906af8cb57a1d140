-- optim.Adagrad: each number's rate shrinks with the squares of all its gradients.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local Adagrad = Optimizer.new("optim.Adagrad",
  { lr = 0.01, lrDecay = 0, initialAccumulator = 0, eps = 1e-10 }, { "sums" })

Adagrad.doc = [[
optim.Adagrad(parameters, {lr = 0.01, lrDecay = 0, weightDecay = 0, initialAccumulator = 0,
eps = 1e-10}):

  s = s + g^2         (s begins as initialAccumulator)
  p = p - lr / (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps)

and the options of all (see optim.Optimizer). Duchi, Hazan, Singer, "Adaptive subgradient methods
for online learning and stochastic optimization", 2011. As in PyTorch.]]

function Adagrad:newSlot(_, parameter, group)
  return dl.fullLike(parameter:detach(), group.initialAccumulator)
end

function Adagrad:update(group, batch, step)
  local gradients = self:gradients(group, batch)
  local rate = group.lr / (1 + (step - 1) * group.lrDecay)
  for i, p in ipairs(batch.parameters) do
    local g, s = gradients[i], batch.sums[i]
    s:addcmul_(g, g)
    p:addcdiv_(g, s:sqrt():add_(group.eps), -rate)
  end
end

return Adagrad
