-- optim.Adam: a rate for each number, from the mean and the variance of its gradient.

local dl = require "dlua"
local class = require "dlua.class"

local Adam = class.new("optim.Adam", require "dlua.optim.Optimizer")

Adam.doc = [[
optim.Adam(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-8, weightDecay = 0,
decoupled = false}):

  g = gradient + weightDecay * p              (decoupled: p = p - lr * weightDecay * p instead)
  m = beta1 * m + (1 - beta1) * g,  v = beta2 * v + (1 - beta2) * g^2
  p = p - lr * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)     at step t = 1, 2, ...

Kingma, Ba, "Adam: a method for stochastic optimization", 2014; decoupled weight decay (AdamW):
Loshchilov, Hutter, 2017. As in PyTorch.]]

local function defaults()
  return { lr = 0.001, betas = { 0.9, 0.999 }, eps = 1e-8, weightDecay = 0, decoupled = false }
end

function Adam:__init(parameters, options)
  options = options or {}
  self.slots = { "means", "variances" }
  local betas = options.betas
  if betas and not (type(betas) == "table" and type(betas[1]) == "number"
      and type(betas[2]) == "number") then
    dl.core.raise("optim.Adam: betas must be a list of two numbers")
  end
  self:setup(parameters, options, defaults())
end

local none = {}  -- the operator takes each parameter's own gradient

function Adam:update(group, batch, step)
  dl.adamStep(batch.parameters, none, batch.means, batch.variances, group.lr,
    group.betas[1], group.betas[2], group.eps, group.weightDecay, step, group.decoupled)
end

return Adam
