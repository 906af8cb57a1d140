-- optim.Rprop: steps that know only the signs of the gradient. For whole sets, not for batches.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local Rprop = Optimizer.new("optim.Rprop",
  { lr = 0.01, etas = { 0.5, 1.2 }, stepSizes = { 1e-6, 50 } }, { "previous", "sizes" })

Rprop.doc = [[
optim.Rprop(parameters, {lr = 0.01, etas = {0.5, 1.2}, stepSizes = {1e-6, 50}}): each number has a
step size of its own, at first lr, always within stepSizes.

  size = size * etas[2]    where the gradient has the sign that it had before
  size = size * etas[1]    where it has the other one; its gradient counts as 0 this time
  p = p - size * sign(g)

and the options of all (see optim.Optimizer). Riedmiller, Braun, "A direct adaptive method for
faster backpropagation learning: the RPROP algorithm", 1993. As in PyTorch.]]

function Rprop:newSlot(slot, parameter, group)
  return dl.fullLike(parameter:detach(), slot == "sizes" and group.lr or 0)
end

function Rprop:update(group, batch)
  local gradients = self:gradients(group, batch)
  local shrink, grow = group.etas[1], group.etas[2]
  for i, p in ipairs(batch.parameters) do
    local g, before, size = gradients[i], batch.previous[i], batch.sizes[i]
    local agreement = g * before
    local turned = agreement:lt(0)
    size:mul_(dl.onesLike(g):maskedFill_(agreement:gt(0), grow):maskedFill_(turned, shrink))
    size:clamp_(group.stepSizes[1], group.stepSizes[2])
    before:copy_(g):maskedFill_(turned, 0)
    p:addcmul_(before:sign(), size, -1)
  end
end

return Rprop
