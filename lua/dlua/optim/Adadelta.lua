-- optim.Adadelta: steps as long as the last ones, in units of the gradient's size.

local Optimizer = require "dlua.optim.Optimizer"

local Adadelta = Optimizer.new("optim.Adadelta",
  { lr = 1, rho = 0.9, eps = 1e-6 }, { "squares", "deltas" })

Adadelta.doc = [[
optim.Adadelta(parameters, {lr = 1, rho = 0.9, eps = 1e-6, weightDecay = 0}):

  s = rho * s + (1 - rho) * g^2
  d = g * sqrt(u + eps) / sqrt(s + eps),  u = rho * u + (1 - rho) * d^2
  p = p - lr * d

and the options of all (see optim.Optimizer). Zeiler, "ADADELTA: an adaptive learning rate method",
2012. As in PyTorch.]]

function Adadelta:update(group, batch)
  local gradients, rho, eps = self:gradients(group, batch), group.rho, group.eps
  for i, p in ipairs(batch.parameters) do
    local g, s, u = gradients[i], batch.squares[i], batch.deltas[i]
    s:mul_(rho):addcmul_(g, g, 1 - rho)
    local delta = u:add(eps):sqrt_():div_(s:add(eps):sqrt_()):mul_(g)
    u:mul_(rho):addcmul_(delta, delta, 1 - rho)
    p:add_(delta, -group.lr)
  end
end

return Adadelta
