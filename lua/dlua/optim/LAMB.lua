-- optim.LAMB: Adam whose steps are as long as a share of each parameter, for very large batches.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local LAMB = Optimizer.new("optim.LAMB",
  { lr = 0.001, betas = { 0.9, 0.999 }, eps = 1e-6, weightDecay = 0 }, { "means", "variances" })

LAMB.doc = [[
optim.LAMB(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-6, weightDecay = 0}):

  m = beta1 * m + (1 - beta1) * g,  v = beta2 * v + (1 - beta2) * g^2
  u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) + weightDecay * p
  p = p - lr * |p| / |u| * u          (the quotient is 1 where |p| or |u| is 0)

with the norms of whole parameters; l1 and maximize as everywhere (see optim.Optimizer). You et
al., "Large batch optimization for deep learning: training BERT in 76 minutes", 2019.]]

function LAMB:check(group)
  if group.decoupled then
    dl.core.raise("optim.LAMB: weight decay is part of its step: decoupled has no meaning")
  end
end

--- |p| / |u| as a tensor (no number is waited for), 1 where one of them is 0.
local function trust(p, u)
  local length, step = p:norm(), u:norm()
  return dl.where((length * step):gt(0), length / step, 1.0)
end

function LAMB:update(group, batch, step)
  local decay, beta1, beta2 = group.weightDecay, group.betas[1], group.betas[2]
  for i, p in ipairs(batch.parameters) do
    local g, m, v = self:gradient(group, p, 0), batch.means[i], batch.variances[i]
    m:lerp_(g, 1 - beta1)
    v:mul_(beta2):addcmul_(g, g, 1 - beta2)
    local u = m / (1 - beta1 ^ step)
    u:div_(v:div(1 - beta2 ^ step):sqrt_():add_(group.eps)):add_(p, decay)
    p:addcmul_(u, trust(p, u), -group.lr)
  end
end

return LAMB
