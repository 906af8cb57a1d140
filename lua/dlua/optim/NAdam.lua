-- optim.NAdam: Adam with Nesterov's momentum.

local Optimizer = require "dlua.optim.Optimizer"

local NAdam = Optimizer.new("optim.NAdam",
  { lr = 0.002, betas = { 0.9, 0.999 }, eps = 1e-8, momentumDecay = 0.004 },
  { "means", "variances", "products" })

NAdam.doc = [[
optim.NAdam(parameters, {lr = 0.002, betas = {0.9, 0.999}, eps = 1e-8, momentumDecay = 0.004,
weightDecay = 0, decoupled = false}):

  m = beta1 * m + (1 - beta1) * g,  v = beta2 * v + (1 - beta2) * g^2
  mu(t) = beta1 * (1 - 0.96^(t * momentumDecay) / 2),  M(t) = mu(1) * ... * mu(t)
  d = sqrt(v / (1 - beta2^t)) + eps
  p = p - lr * (1 - mu(t)) / (1 - M(t)) * g / d - lr * mu(t + 1) / (1 - M(t + 1)) * m / d

and the options of all (see optim.Optimizer). Dozat, "Incorporating Nesterov momentum into Adam",
2016. As in PyTorch.]]

--- `products` holds M(t), a number for each parameter.
function NAdam:newSlot(slot, parameter)
  if slot == "products" then return 1.0 end
  return Optimizer.newSlot(self, slot, parameter)
end

function NAdam:update(group, batch, step)
  local gradients, beta1, beta2 = self:gradients(group, batch), group.betas[1], group.betas[2]
  local function mu(t) return beta1 * (1 - 0.5 * 0.96 ^ (t * group.momentumDecay)) end
  local now, after = mu(step), mu(step + 1)
  for i, p in ipairs(batch.parameters) do
    local g, m, v = gradients[i], batch.means[i], batch.variances[i]
    local product = batch.products[i] * now
    batch.products[i] = product
    m:lerp_(g, 1 - beta1)
    v:mul_(beta2):addcmul_(g, g, 1 - beta2)
    local d = v:div(1 - beta2 ^ step):sqrt_():add_(group.eps)
    p:addcdiv_(g, d, -group.lr * (1 - now) / (1 - product))
    p:addcdiv_(m, d, -group.lr * after / (1 - product * after))
  end
end

return NAdam
