-- optim.RMSprop: the gradient divided by the root of its mean square.

local Optimizer = require "dlua.optim.Optimizer"

local RMSprop = Optimizer.new("optim.RMSprop",
  { lr = 0.01, alpha = 0.99, eps = 1e-8, momentum = 0, centered = false },
  { "squares", "means", "momenta" })

RMSprop.doc = [[
optim.RMSprop(parameters, {lr = 0.01, alpha = 0.99, eps = 1e-8, weightDecay = 0, momentum = 0,
centered = false}):

  s = alpha * s + (1 - alpha) * g^2
  a = alpha * a + (1 - alpha) * g,  d = sqrt(s - a^2) + eps     (centered; else d = sqrt(s) + eps)
  m = momentum * m + g / d,  p = p - lr * m                     (no momentum: p = p - lr * g / d)

and the options of all (see optim.Optimizer). Tieleman, Hinton, lecture 6.5 of "Neural networks for
machine learning", 2012; centered: Graves, "Generating sequences with recurrent neural networks",
2013. As in PyTorch.]]

function RMSprop:slotsOf(group)
  local slots = { "squares" }
  if group.centered then slots[#slots + 1] = "means" end
  if group.momentum > 0 then slots[#slots + 1] = "momenta" end
  return slots
end

--- The root of the mean square of g, or of its variance.
local function deviation(group, g, s, a)
  s:mul_(group.alpha):addcmul_(g, g, 1 - group.alpha)
  if not group.centered then return s:sqrt():add_(group.eps) end
  a:lerp_(g, 1 - group.alpha)
  return s:addcmul(a, a, -1):sqrt_():add_(group.eps)
end

function RMSprop:update(group, batch)
  local gradients = self:gradients(group, batch)
  for i, p in ipairs(batch.parameters) do
    local g = gradients[i]
    local d = deviation(group, g, batch.squares[i], group.centered and batch.means[i])
    if group.momentum > 0 then
      local m = batch.momenta[i]
      m:mul_(group.momentum):addcdiv_(g, d)
      p:add_(m, -group.lr)
    else
      p:addcdiv_(g, d, -group.lr)
    end
  end
end

return RMSprop
