-- optim.sgd and optim.adam against Torch7's formulas, written out in Lua numbers.
local dl = require "dlua"
local support = require "tests.support"
local optim = dl.optim

-- f(x) = sum of (x - 3)^2 * {1, 2}
local function feval(x)
  local scale = dl.tensor({ 1, 2 }, "float64")
  return ((x - 3) * (x - 3) * scale):sum():item(), (x - 3) * 2 * scale
end

local function gradient(x) return { (x[1] - 3) * 2, (x[2] - 3) * 4 } end

--- sgd.lua of torch/optim, in numbers.
local function sgdByHand(config, steps)
  local x, d = { 0.5, -1 }, nil
  local mom = config.momentum or 0
  local damp = config.dampening or mom
  for t = 0, steps - 1 do
    local rate = config.learningRate / (1 + t * (config.learningRateDecay or 0))
    local g, first = gradient(x), d == nil
    d = d or {}
    for i = 1, 2 do
      g[i] = g[i] + (config.weightDecay or 0) * x[i]
      if mom ~= 0 then
        d[i] = first and g[i] or mom * d[i] + (1 - damp) * g[i]
        g[i] = config.nesterov and g[i] + mom * d[i] or d[i]
      end
      local own = config.rates and config.rates[i] or 1
      x[i] = x[i] - rate * own * g[i]
    end
  end
  return x
end

describe("optim.sgd", function()
  local cases = {
    { learningRate = 0.1 },
    { learningRate = 0.1, learningRateDecay = 0.3 },
    { learningRate = 0.05, momentum = 0.9 },
    { learningRate = 0.05, momentum = 0.9, dampening = 0, nesterov = true, weightDecay = 0.1 },
    { learningRate = 0.05, momentum = 0.5, dampening = 0.1, rates = { 1, 0.25 } },
  }
  for number, config in ipairs(cases) do
    it("follows torch/optim, case " .. number, function()
      local x = dl.tensor({ 0.5, -1 }, "float64")
      local state = {}
      local given = {}
      for key, value in pairs(config) do given[key] = value end
      if config.rates then given.learningRates = dl.tensor(config.rates, "float64") end
      given.rates = nil
      for _ = 1, 25 do
        local same, losses = optim.sgd(feval, x, given, state)
        assert.is_true(same == x)
        assert.equal("number", type(losses[1]))
      end
      support.close(x, sgdByHand(config, 25), 1e-12)
      assert.equal(25, state.evalCounter)
    end)
  end

  it("decays each weight by its own factor", function()
    local x = dl.tensor({ 0.5, -1 }, "float64")
    optim.sgd(feval, x, { learningRate = 0.1, weightDecays = dl.tensor({ 0, 0.5 }, "float64") })
    support.close(x, { 0.5 - 0.1 * -5, -1 - 0.1 * (-16 - 0.5) }, 1e-12)
  end)

  it("keeps its state in the config when there is no other", function()
    local config = { learningRate = 0.1 }
    optim.sgd(feval, dl.tensor({ 0.5, -1 }, "float64"), config)
    assert.equal(1, config.evalCounter)
  end)

  it("refuses nesterov without momentum", function()
    assert.error_matches(function()
      optim.sgd(feval, dl.tensor({ 0.5, -1 }, "float64"), { nesterov = true })
    end, "nesterov")
  end)
end)

--- adam.lua of torch/optim, in numbers.
local function adamByHand(config, steps)
  local x, m, v = { 0.5, -1 }, { 0, 0 }, { 0, 0 }
  local beta1, beta2 = config.beta1 or 0.9, config.beta2 or 0.999
  for t = 1, steps do
    local g = gradient(x)
    local rate = config.learningRate / (1 + (t - 1) * (config.learningRateDecay or 0))
    local size = rate * math.sqrt(1 - beta2 ^ t) / (1 - beta1 ^ t)
    for i = 1, 2 do
      g[i] = g[i] + (config.weightDecay or 0) * x[i]
      m[i] = beta1 * m[i] + (1 - beta1) * g[i]
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
      x[i] = x[i] - size * m[i] / (math.sqrt(v[i]) + (config.epsilon or 1e-8))
    end
  end
  return x
end

describe("optim.adam", function()
  local cases = {
    { learningRate = 0.1 },
    { learningRate = 0.1, beta1 = 0.8, beta2 = 0.9, epsilon = 0.1, weightDecay = 0.2 },
    { learningRate = 0.1, learningRateDecay = 0.5 },
  }
  for number, config in ipairs(cases) do
    it("follows torch/optim, case " .. number, function()
      local x, state = dl.tensor({ 0.5, -1 }, "float64"), {}
      for _ = 1, 25 do optim.adam(feval, x, config, state) end
      support.close(x, adamByHand(config, 25), 1e-11)
      assert.equal(25, state.t)
    end)
  end
end)
