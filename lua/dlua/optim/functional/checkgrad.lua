-- Torch7's optim.checkgrad: a gradient beside finite differences.

local dl = require "dlua"

local functions = {}

--- feval(x) gives a value and its gradient. Returns |a - b| / |a + b|, the gradient a and the
-- estimate b from central differences of width eps (1e-7).
function functions.checkgrad(feval, x, eps)
  eps = eps or 1e-7
  local _, gradient = feval(x)
  gradient = gradient:clone()
  local estimate, flat = dl.zerosLike(gradient), x:view(-1)
  dl.noGrad(function()
    local numbers = estimate:view(-1)
    for i = 1, x:numel() do
      local kept = flat:item(i)
      flat[i] = kept + eps
      local above = feval(x)
      flat[i] = kept - eps
      local below = feval(x)
      flat[i] = kept
      numbers[i] = (above - below) / (2 * eps)
    end
  end)
  return ((gradient - estimate):norm() / (gradient + estimate):norm()):item(), gradient, estimate
end

return functions
