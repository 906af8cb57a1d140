-- optim.RAdam: Adam that waits for its variances before it trusts them.

local Optimizer = require "dlua.optim.Optimizer"

local RAdam = Optimizer.new("optim.RAdam",
  { lr = 0.001, betas = { 0.9, 0.999 }, eps = 1e-8 }, { "means", "variances" })

RAdam.doc = [[
optim.RAdam(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-8, weightDecay = 0,
decoupled = false}):

  m = beta1 * m + (1 - beta1) * g,  v = beta2 * v + (1 - beta2) * g^2
  n = 2 / (1 - beta2) - 1,  r = n - 2 t beta2^t / (1 - beta2^t)    how many gradients v stands for
  p = p - lr * m / (1 - beta1^t) * q

where q = 1 while r <= 5, and then

  q = sqrt((r - 4) (r - 2) n / ((n - 4) (n - 2) r)) * sqrt(1 - beta2^t) / (sqrt(v) + eps)

and the options of all (see optim.Optimizer). Liu et al., "On the variance of the adaptive learning
rate and beyond", 2019. As in PyTorch.]]

--- How far to trust the variances at this step, as above; nil: not yet.
local function rectification(beta2, step)
  local longest = 2 / (1 - beta2) - 1
  local length = longest - 2 * step * beta2 ^ step / (1 - beta2 ^ step)
  if length <= 5 then return nil end
  return math.sqrt((length - 4) * (length - 2) * longest
    / ((longest - 4) * (longest - 2) * length))
end

function RAdam:update(group, batch, step)
  local gradients, beta1, beta2 = self:gradients(group, batch), group.betas[1], group.betas[2]
  local rate, trust = group.lr / (1 - beta1 ^ step), rectification(beta2, step)
  for i, p in ipairs(batch.parameters) do
    local g, m, v = gradients[i], batch.means[i], batch.variances[i]
    m:lerp_(g, 1 - beta1)
    v:mul_(beta2):addcmul_(g, g, 1 - beta2)
    if trust then
      p:addcdiv_(m, v:sqrt():add_(group.eps), -rate * trust * math.sqrt(1 - beta2 ^ step))
    else
      p:add_(m, -rate)
    end
  end
end

return RAdam
