-- Torch7's optim.FistaLS: a smooth function plus one that is not, as in the lasso.

local dl = require "dlua"

local functions = {}

local function dot(a, b) return a:dot(b):item() end

--- The point that the proximal step from y leads to, with the first L that is large enough.
local function proximalStep(problem, y, options)
  local fy, gradient = problem.f(y, "dx")
  gradient = gradient:clone()
  for _ = 1, options.maxline do
    local x = y - gradient / options.L
    x = problem.pl(x, options.L) or x
    local way, cost = x - y, problem.g(x)
    local value = problem.f(x)
    local bound = fy + dot(gradient, way) + options.L / 2 * dot(way, way)
    if value <= bound then return x, value + cost end
    options.L = options.L * options.Lstep
  end
  dl.core.raise(("optim.fista: no step in %d trials: is the gradient right?")
    :format(options.maxline))
end

--- Minimise f(x) + g(x). f(x, "dx") gives the value and the gradient of the smooth part, f(x) the
-- value; g(x) the value of the other; pl(x, L) its proximal map, the z with the smallest g(z) + L/2
-- |z - x|^2: written into x, or returned. params: L (1), Lstep (1.5), maxiter (50), maxline (20),
-- errthres (1e-4, the change of the sum that ends it), doFistaUpdate (true; false: ISTA). x0 is
-- written over with the result. Returns x and the values of f + g.
--
--   local function shrink(x, L) return x:sign() * (x:abs() - lambda / L):clamp(0) end
--   optim.fista(f, function(x) return lambda * x:abs():sum():item() end, shrink, x)
--
-- Beck, Teboulle, "A fast iterative shrinkage-thresholding algorithm for linear inverse problems",
-- 2009.
function functions.fista(f, g, pl, x0, params)
  local problem = { f = f, g = g, pl = pl }
  local options = { L = 1, Lstep = 1.5, maxiter = 50, maxline = 20, errthres = 1e-4 }
  for key, value in pairs(params or {}) do options[key] = value end
  local before, y, t, values = x0:clone(), x0:clone(), 1, {}
  for step = 1, options.maxiter do
    local x, value = proximalStep(problem, y, options)
    values[step] = value
    local next = options.doFistaUpdate == false and 1 or (1 + math.sqrt(1 + 4 * t * t)) / 2
    y = x + (x - before) * ((t - 1) / next)
    before, t = x, next
    if step > 1 and math.abs(value - values[step - 1]) <= options.errthres then break end
  end
  x0:copy_(before)
  return x0, values
end

functions.FistaLS = functions.fista

return functions
