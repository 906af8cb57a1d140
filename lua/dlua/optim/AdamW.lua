-- optim.AdamW: Adam whose weight decay leaves the gradient alone.

local class = require "dlua.class"
local Adam = require "dlua.optim.Adam"

local AdamW = class.new("optim.AdamW", Adam)

AdamW.doc = [[
optim.AdamW(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-8, weightDecay = 0.01,
amsgrad = false}): optim.Adam with decoupled = true and a weight decay. Each step begins with

  p = p - lr * weightDecay * p

Loshchilov, Hutter, "Decoupled weight decay regularization", 2017. As in PyTorch.]]

AdamW.defaults = {}
for key, value in pairs(Adam.defaults) do AdamW.defaults[key] = value end
AdamW.defaults.weightDecay, AdamW.defaults.decoupled = 0.01, true

return AdamW
