-- Torch7's optim.cmaes: evolution whose steps learn the shape of the valley, for some dozens of
-- numbers and functions that have no gradient, or a rugged one.
--
-- Hansen, "The CMA evolution strategy: a tutorial", 2016 (arXiv:1604.00772); numbers of equations
-- below are its.

local dl = require "dlua"

local functions = {}

--- The constants for n numbers and a population of `count` (table 1).
local function constants(n, count)
  local parents = count // 2
  local weights, sum, squares = {}, 0, 0
  for i = 1, parents do
    weights[i] = math.log((count + 1) / 2) - math.log(i)
    sum = sum + weights[i]
  end
  for i = 1, parents do
    weights[i] = weights[i] / sum
    squares = squares + weights[i] ^ 2
  end
  local effective = 1 / squares  -- how many parents the weights amount to
  local c = { parents = parents, effective = effective }
  c.weights = dl.tensor(weights, "float64"):unsqueeze(2)
  c.cc = (4 + effective / n) / (n + 4 + 2 * effective / n)
  c.cs = (effective + 2) / (n + effective + 5)
  c.c1 = 2 / ((n + 1.3) ^ 2 + effective)
  c.cmu = math.min(1 - c.c1, 2 * (effective - 2 + 1 / effective) / ((n + 2) ^ 2 + effective))
  c.damping = 1 + 2 * math.max(0, math.sqrt((effective - 1) / (n + 1)) - 1) + c.cs
  c.length = math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n))  -- of a normal vector, on average
  return c
end

local function newState(x, config)
  local n = x:numel()
  local count = config.popsize or 4 + math.floor(3 * math.log(n))
  if count < 4 then dl.core.raise("optim.cmaes: popsize must be 4 or more") end
  local options = { dtype = "float64" }
  return {
    n = n, count = count, constants = constants(n, count), sigma = config.sigma or 0.5,
    mean = x:detach():to("float64"):reshape(-1):clone(), generation = 0, evaluations = 0,
    covariance = dl.eye(n, n, options), axes = dl.eye(n, n, options), scales = dl.ones(n, options),
    sigmaPath = dl.zeros(n, options), path = dl.zeros(n, options), decomposedAt = 0,
    best = math.huge, history = {},
  }
end

--- The axes of the covariance and how far it reaches along each, not more often than it changes.
local function decompose(s)
  local c = s.constants
  local pause = s.count / (c.c1 + c.cmu) / s.n / 10
  if s.evaluations - s.decomposedAt <= pause then return end
  s.decomposedAt = s.evaluations
  s.covariance = (s.covariance + s.covariance:t()) / 2
  local values, vectors = dl.eigh(s.covariance)
  s.scales, s.axes = values:clamp(1e-300):sqrt(), vectors
end

--- A population around the mean (equations 38 to 40), its values, and the order from the best.
local function sample(s, value)
  local steps = (dl.randn(s.count, s.n, "float64") * s.scales):mm(s.axes:t())
  local people = s.mean + steps * s.sigma
  local values = {}
  for i = 1, s.count do
    values[i] = value(people[i])
    if values[i] < s.best then s.best, s.bestPoint = values[i], people[i]:clone() end
  end
  s.evaluations = s.evaluations + s.count
  local order = dl.tensor(values, "float64"):argsort()
  table.insert(s.history, values[order:item(1)])
  s.spread = values[order:item(s.count)] - values[order:item(1)]
  return steps:indexSelect(1, order:narrow(1, 1, s.constants.parents))
end

--- Learn from the steps of the best (equations 41 to 47).
local function adapt(s, steps)
  local c = s.constants
  local step = (steps * c.weights):sum(1)
  s.mean:add_(step, s.sigma)
  local whitened = s.axes:mv(s.axes:t():mv(step) / s.scales)
  s.sigmaPath:mul_(1 - c.cs):add_(whitened, math.sqrt(c.cs * (2 - c.cs) * c.effective))
  local length = s.sigmaPath:norm():item()
  s.generation = s.generation + 1
  local settled = math.sqrt(1 - (1 - c.cs) ^ (2 * s.generation))
  local isSmall = length / settled / c.length < 1.4 + 2 / (s.n + 1)
  s.path:mul_(1 - c.cc)
  if isSmall then s.path:add_(step, math.sqrt(c.cc * (2 - c.cc) * c.effective)) end
  local lost = isSmall and 0 or c.c1 * c.cc * (2 - c.cc)
  s.covariance:mul_(1 - c.c1 - c.cmu + lost):add_(s.path:outer(s.path), c.c1)
  s.covariance:add_(steps:t():mm(steps * c.weights), c.cmu)
  s.sigma = s.sigma * math.exp(c.cs / c.damping * (length / c.length - 1))
end

--- Nothing to be won any more: the last values are alike, or the steps have become nothing.
local function isDone(s, config)
  if config.ftarget and s.best <= config.ftarget then return true end
  if s.sigma * s.scales:max():item() < (config.tolX or 1e-12) then return true end
  local span, first = 10 + math.ceil(30 * s.n / s.count), #s.history
  if first < span then return false end
  local least, most = math.huge, -math.huge
  for i = first - span + 1, first do
    least, most = math.min(least, s.history[i]), math.max(most, s.history[i])
  end
  return math.max(most - least, s.spread) < (config.ftol or 1e-12)
end

--- CMA-ES. feval(x) gives the value. config: sigma (0.5, the first step size: a third of the range
-- that matters), popsize (4 + 3 ln n), maxEval (1000 n^2), ftarget (a value that is good enough),
-- ftol (1e-12, when the last values differ by less), tolX (1e-12, when the steps are smaller). x is
-- written over with the best point. Returns x, {the best value} and how often feval was called. All
-- is kept in `state`: another call goes on. Random numbers come from dl.manualSeed's generator.
function functions.cmaes(feval, x, config, state)
  config = config or {}
  state = state or config
  state.search = state.search or newState(x, config)
  local s, start = state.search, state.search.evaluations
  local most = config.maxEval or 1000 * s.n * s.n
  return dl.noGrad(function()
    local function value(point) return (feval(point:to(x.dtype):view(x.shape))) end
    repeat
      decompose(s)
      adapt(s, sample(s, value))
    until s.evaluations - start + s.count > most or isDone(s, config)
    x:copy_(s.bestPoint:view(x.shape))
    return x, { s.best }, s.evaluations - start
  end)
end

return functions
