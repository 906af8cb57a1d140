-- Torch7's optim.de: differential evolution, for functions that have no gradient.

local dl = require "dlua"

local functions = {}

--- A population around x, with x itself first: (count, numbers).
local function populate(x, config)
  local count, radius = config.popsize or 20, config.radius or 1
  local people = dl.rand(count, x:numel(), x.dtype):mul_(2 * radius):sub_(radius)
  people:add_(x:view(1, -1))
  people[1] = x:view(-1)
  return people
end

--- Three others of the population for each, all different, as three index tensors.
local function partners(count)
  local lists = { {}, {}, {} }
  for i = 1, count do
    local place = 0
    for _, other in ipairs(dl.randperm(count):totable()) do
      if other ~= i and place < 3 then
        place = place + 1
        lists[place][i] = other
      end
    end
  end
  return dl.tensor(lists[1], "int64"), dl.tensor(lists[2], "int64"), dl.tensor(lists[3], "int64")
end

--- A trial for each of the population: another one moved by a difference, mixed with itself.
local function trials(people, config)
  local count, numbers = people:size(1), people:size(2)
  local a, b, c = partners(count)
  local mutants = people[a] + (people[b] - people[c]) * (config.scaleFactor or 0.5)
  local mix = dl.rand(count, numbers):lt(config.crossoverRate or 0.9)
  local always = dl.randint(1, numbers + 1, { count }):totable()  -- one number at least is new
  for i, number in ipairs(always) do mix[{ i, number }] = true end
  return dl.where(mix, mutants, people)
end

local function best(values)
  local place = 1
  for i, value in ipairs(values) do
    if value < values[place] then place = i end
  end
  return place
end

--- Differential evolution (DE/rand/1/bin). feval(x) gives the value. config: popsize (20, at least
-- 4), scaleFactor (0.5), crossoverRate (0.9), maxFEval (500), radius (1: the first population lies
-- within x - radius and x + radius). x is written over with the best. Returns x and {the best
-- value}. The population is kept in `state`: another call goes on. Random numbers come from
-- dl.manualSeed's generator.
--
-- Storn, Price, "Differential evolution: a simple and efficient heuristic for global optimization
-- over continuous spaces", 1997.
function functions.de(feval, x, config, state)
  config = config or {}
  state = state or config
  if (config.popsize or 20) < 4 then dl.core.raise("optim.de: popsize must be 4 or more") end
  return dl.noGrad(function()
    local evaluations = 0
    local function value(row)
      evaluations = evaluations + 1
      return (feval(row:view(x.shape)))
    end
    if not state.people then
      state.people, state.values = populate(x, config), {}
      for i = 1, state.people:size(1) do state.values[i] = value(state.people[i]:clone()) end
    end
    local count = state.people:size(1)
    while evaluations + count <= (config.maxFEval or 500) do
      local tried = trials(state.people, config)
      for i = 1, count do
        local now = value(tried[i]:clone())
        if now <= state.values[i] then state.people[i], state.values[i] = tried[i], now end
      end
    end
    local place = best(state.values)
    x:copy_(state.people[place]:view(x.shape))
    return x, { state.values[place] }
  end)
end

return functions
