-- optim.Lion: steps of one length, along the sign of a momentum.

local Optimizer = require "dlua.optim.Optimizer"

local Lion = Optimizer.new("optim.Lion",
  { lr = 1e-4, betas = { 0.9, 0.99 }, decoupled = true }, { "means" })

Lion.doc = [[
optim.Lion(parameters, {lr = 1e-4, betas = {0.9, 0.99}, weightDecay = 0, decoupled = true}):

  p = p - lr * weightDecay * p
  p = p - lr * sign(beta1 * m + (1 - beta1) * g)
  m = beta2 * m + (1 - beta2) * g

and the options of all (see optim.Optimizer). A good lr is a third to a tenth of Adam's, a good
weightDecay as many times more. Chen et al., "Symbolic discovery of optimization algorithms",
2023.]]

function Lion:update(group, batch)
  local gradients = self:gradients(group, batch)
  for i, p in ipairs(batch.parameters) do
    local g, m = gradients[i], batch.means[i]
    p:add_(m:lerp(g, 1 - group.betas[1]):sign_(), -group.lr)
    m:lerp_(g, 1 - group.betas[2])
  end
end

return Lion
