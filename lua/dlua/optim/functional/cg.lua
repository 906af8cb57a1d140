-- Torch7's optim.cg: conjugate gradients with a line search of its own.

local dl = require "dlua"

local functions = {}

local defaults = { maxIter = 20, rho = 0.01, sig = 0.5, int = 0.1, ext = 3.0, ratio = 100, red = 1,
  maxSearches = 20 }

local function dot(a, b) return a:dot(b):item() end

--- The cubic through two points of a line that lie `z` apart: its two coefficients.
local function cubic(at, last)
  local a = 6 * (at.f - last.f) / last.z + 3 * (at.slope + last.slope)
  local b = 3 * (last.f - at.f) - last.z * (last.slope + 2 * at.slope)
  return a, b
end

local function isUsable(z) return z == z and z > -math.huge and z < math.huge end

--- Go `z` further along the line.
local function advance(search, z)
  search.z, search.last.z = search.z + z, search.last.z - z
  search.evaluate(z)
  search.left = search.left - 1
end

local function isTooFar(search)
  return search.at.f > search.f + search.z * search.rho * search.slope
    or search.at.slope > -search.sig * search.slope
end

--- Between the two points: by a parabola where the value rose, else by a cubic.
local function interpolate(search)
  local at, last = search.at, search.last
  search.limit = search.z
  local z
  if at.f > search.f then
    z = last.z - 0.5 * last.slope * last.z ^ 2 / (last.slope * last.z + at.f - last.f)
  else
    local a, b = cubic(at, last)
    z = (math.sqrt(b * b - a * at.slope * last.z ^ 2) - b) / a
  end
  if not isUsable(z) then z = last.z / 2 end
  advance(search, math.max(math.min(z, search.int * last.z), (1 - search.int) * last.z))
end

--- Beyond the last point, but not beyond what is known to be too far, nor `ext` times as far.
local function extrapolate(search)
  local at, last, limit = search.at, search.last, search.limit
  local a, b = cubic(at, last)
  local z = -at.slope * last.z ^ 2 / (b + math.sqrt(b * b - a * at.slope * last.z ^ 2))
  if not isUsable(z) or z < 0 then
    z = limit and (limit - search.z) / 2 or search.z * (search.ext - 1)
  elseif limit and z + search.z > limit then
    z = (limit - search.z) / 2
  elseif not limit and z > search.z * (search.ext - 1) then
    z = search.z * (search.ext - 1)
  elseif z < -last.z * search.int then
    z = -last.z * search.int
  elseif limit and z < (limit - search.z) * (1 - search.int) then
    z = (limit - search.z) * (1 - search.int)
  end
  search.last = { f = at.f, slope = at.slope, z = 0 }
  advance(search, z)
end

--- Look along the line until the conditions of Wolfe and Powell hold. Says whether they do.
local function lookAlong(search)
  advance(search, search.first)
  while true do
    while isTooFar(search) and search.left > 0 do interpolate(search) end
    if isTooFar(search) then return false end
    if search.at.slope > search.sig * search.slope then return true end
    if search.left == 0 then return false end
    extrapolate(search)
  end
end

--- A search along d from x, where the value is f, its slope `slope` and the first step `first`.
local function newSearch(options, x, f, slope, d, first, feval)
  local search = {
    f = f, slope = slope, z = 0, first = first, left = options.maxSearches, at = {},
    last = { f = f, slope = slope, z = 0 },
  }
  for key in pairs(defaults) do search[key] = options[key] end
  function search.evaluate(z)
    dl.noGrad(function() x:add_(d, z) end)
    local value, gradient = feval(x)
    search.at = { f = value, gradient = gradient:clone() }
    search.at.slope = dot(search.at.gradient, d)
  end
  return search
end

--- The next direction after Polack and Ribière; straight down where that would climb.
local function nextDirection(d, before, gradient)
  local share = (dot(gradient, gradient) - dot(before, gradient)) / dot(before, before)
  local turned = d * share - gradient
  local slope = dot(gradient, turned)
  if slope > 0 then return -gradient, -dot(gradient, gradient) end
  return turned, slope
end

--- Conjugate gradients. config: maxIter (20), maxEval (maxIter * 1.25), and the constants of the
-- line search: rho (0.01) and sig (0.5) of the conditions, int (0.1), ext (3), ratio (100), red (1,
-- the first step). Returns x, the values after each iteration, and how often feval was called.
--
-- After Rasmussen's minimize.m (2002): directions of Polack and Ribière, steps by quadratic and
-- cubic fits. A search that fails goes back and tries steepest descent; two that fail end it.
function functions.cg(feval, x, config)
  local options, evaluations = {}, 0
  for key, default in pairs(defaults) do options[key] = config and config[key] or default end
  local most = config and config.maxEval or options.maxIter * 1.25
  local function counted(point)
    evaluations = evaluations + 1
    return feval(point)
  end
  local f, gradient = counted(x)
  gradient = gradient:clone()
  local d, slope = -gradient, -dot(gradient, gradient)
  local step, failed, values = options.red / (1 - slope), false, { f }
  for _ = 1, options.maxIter do
    if slope == 0 or evaluations >= most then break end
    local start = x:clone()
    local search = newSearch(options, x, f, slope, d, step, counted)
    if lookAlong(search) then
      local before, slopeBefore = gradient, slope
      f, gradient, failed = search.at.f, search.at.gradient, false
      d, slope = nextDirection(d, before, gradient)
      step = search.z * math.min(options.ratio, slopeBefore / (slope - 2.3e-308))
      values[#values + 1] = f
    else
      dl.noGrad(function() x:copy_(start) end)
      if failed then break end
      failed, d, slope = true, -gradient, -dot(gradient, gradient)
      step = 1 / (1 - slope)
    end
  end
  return x, values, evaluations
end

return functions
