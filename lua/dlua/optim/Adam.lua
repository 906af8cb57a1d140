-- optim.Adam: a rate for each number, from the mean and the variance of its gradient.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local Adam = Optimizer.new("optim.Adam",
  { lr = 0.001, betas = { 0.9, 0.999 }, eps = 1e-8, amsgrad = false },
  { "means", "variances", "maxima" })

Adam.doc = [[
optim.Adam(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-8, weightDecay = 0,
decoupled = false, amsgrad = false}):

  g = gradient + weightDecay * p              (decoupled: p = p - lr * weightDecay * p instead)
  m = beta1 * m + (1 - beta1) * g,  v = beta2 * v + (1 - beta2) * g^2
  p = p - lr * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)     at step t = 1, 2, ...

and the options of all (see optim.Optimizer). With amsgrad the largest v so far stands for v.
Kingma, Ba, "Adam: a method for stochastic optimization", 2014; decoupled weight decay (AdamW):
Loshchilov, Hutter, 2017; amsgrad: Reddi, Kale, Kumar, "On the convergence of Adam and beyond",
2018. As in PyTorch.]]

local none = {}  -- the operator takes each parameter's own gradient
local usual = { "means", "variances" }

function Adam:slotsOf(group)
  return group.amsgrad and self.slots or usual
end

--- Adam with the largest variance so far. The square root of the bias is taken out, as in PyTorch.
local function amsgrad(self, group, batch, step)
  local gradients, beta1, beta2 = self:gradients(group, batch), group.betas[1], group.betas[2]
  local root = math.sqrt(1 - beta2 ^ step)
  for i, p in ipairs(batch.parameters) do
    local g, m, v, most = gradients[i], batch.means[i], batch.variances[i], batch.maxima[i]
    m:lerp_(g, 1 - beta1)
    v:mul_(beta2):addcmul_(g, g, 1 - beta2)
    most:maximum_(v)
    p:addcdiv_(m, most:sqrt():div_(root):add_(group.eps), -group.lr / (1 - beta1 ^ step))
  end
end

function Adam:isOperator(group) return not group.amsgrad and self:isPlain(group) end

function Adam:update(group, batch, step)
  if group.amsgrad then return amsgrad(self, group, batch, step) end
  local gradients, decay = batch.gradients or none, group.weightDecay
  if not self:isPlain(group) then gradients, decay = self:gradients(group, batch), 0 end
  dl.adamStep(batch.parameters, gradients, batch.means, batch.variances, group.lr,
    group.betas[1], group.betas[2], group.eps, decay, step, group.decoupled)
end

return Adam
