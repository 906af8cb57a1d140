-- optim.Adamax: Adam with the largest gradient in the place of the variance.

local Optimizer = require "dlua.optim.Optimizer"

local Adamax = Optimizer.new("optim.Adamax",
  { lr = 0.002, betas = { 0.9, 0.999 }, eps = 1e-8 }, { "means", "maxima" })

Adamax.doc = [[
optim.Adamax(parameters, {lr = 0.002, betas = {0.9, 0.999}, eps = 1e-8, weightDecay = 0}):

  m = beta1 * m + (1 - beta1) * g,  u = max(beta2 * u, |g| + eps)
  p = p - lr / (1 - beta1^t) * m / u

and the options of all (see optim.Optimizer). Kingma, Ba, "Adam: a method for stochastic
optimization", 2014, section 7.1. As in PyTorch.]]

function Adamax:update(group, batch, step)
  local gradients, beta1, beta2 = self:gradients(group, batch), group.betas[1], group.betas[2]
  local rate = group.lr / (1 - beta1 ^ step)
  for i, p in ipairs(batch.parameters) do
    local g, m, u = gradients[i], batch.means[i], batch.maxima[i]
    m:lerp_(g, 1 - beta1)
    u:mul_(beta2):maximum_(g:abs():add_(group.eps))
    p:addcdiv_(m, u, -rate)
  end
end

return Adamax
