-- optim.ASGD: gradient descent whose rate falls, and the average of where it has been.

local Optimizer = require "dlua.optim.Optimizer"

local ASGD = Optimizer.new("optim.ASGD",
  { lr = 0.01, lambda = 1e-4, alpha = 0.75, t0 = 1e6 }, { "averages" })

ASGD.doc = [[
optim.ASGD(parameters, {lr = 0.01, lambda = 1e-4, alpha = 0.75, t0 = 1e6, weightDecay = 0}):

  eta = lr / (1 + lambda * lr * (t - 1))^alpha
  p = p - lambda * eta * p - eta * g
  average = average + (p - average) / max(1, t - 1 - t0)     from step t0 on; until then it is p

and the options of all (see optim.Optimizer). averages() is the list of the averages, in the order
of parameters(). Polyak, Juditsky, "Acceleration of stochastic approximation by averaging", 1992.
As in PyTorch, where eta comes from the lr of the step before.]]

function ASGD:update(group, batch, step)
  local gradients = self:gradients(group, batch)
  local eta = group.lr / (1 + group.lambda * group.lr * (step - 1)) ^ group.alpha
  local share = 1 / math.max(1, step - 1 - group.t0)
  for i, p in ipairs(batch.parameters) do
    local average = batch.averages[i]
    p:mul_(1 - group.lambda * eta):add_(gradients[i], -eta)
    if share == 1 then average:copy_(p) else average:lerp_(p, share) end
  end
end

--- The average of each parameter's way; the parameter itself where it has not moved.
function ASGD:averages()
  local list = {}
  for _, group in ipairs(self.groups) do
    for i, p in ipairs(group.parameters) do
      list[#list + 1] = group.averages[i] or p:detach()
    end
  end
  return list
end

return ASGD
