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

-- ---- the others: Torch7's formulas in numbers ----

--- The names of state and options are Torch7's; `by(x, g, s, t, c)` moves x by hand, a number.
local others = {
  {
    name = "adamw", config = { learningRate = 0.1, weightDecay = 0.2 },
    by = function(x, g, s, t, c)
      s.m = 0.9 * (s.m or 0) + 0.1 * g
      s.v = 0.999 * (s.v or 0) + 0.001 * g * g
      x = x * (1 - c.learningRate * c.weightDecay)
      return x - c.learningRate * s.m / (1 - 0.9 ^ t) / (math.sqrt(s.v / (1 - 0.999 ^ t)) + 1e-8)
    end,
  },
  {
    name = "adamax", config = { learningRate = 0.1, beta2 = 0.9, weightDecay = 0.1 },
    by = function(x, g, s, t, c)
      g = g + c.weightDecay * x
      s.m = 0.9 * (s.m or 0) + 0.1 * g
      s.u = math.max(0.9 * (s.u or 0), math.abs(g) + 1e-38)
      return x - c.learningRate / (1 - 0.9 ^ t) * s.m / s.u
    end,
  },
  {
    name = "adagrad", config = { learningRate = 0.5, learningRateDecay = 0.1 },
    by = function(x, g, s, t, c)
      s.sum = (s.sum or 0) + g * g
      return x - c.learningRate / (1 + (t - 1) * c.learningRateDecay) * g / (math.sqrt(s.sum) + 1e-10)
    end,
  },
  {
    name = "adadelta", config = { rho = 0.8, eps = 1e-3 },
    by = function(x, g, s, _, c)
      s.v = c.rho * (s.v or 0) + (1 - c.rho) * g * g
      local d = math.sqrt((s.a or 0) + c.eps) / math.sqrt(s.v + c.eps) * g
      s.a = c.rho * (s.a or 0) + (1 - c.rho) * d * d
      return x - d
    end,
  },
  {
    name = "rmsprop", config = { learningRate = 0.1, alpha = 0.9, initialMean = 1 },
    by = function(x, g, s, _, c)
      s.m = c.alpha * (s.m or 1) + (1 - c.alpha) * g * g
      return x - c.learningRate * g / (math.sqrt(s.m) + 1e-8)
    end,
  },
  {
    name = "rprop", config = { stepsize = 0.3, etaminus = 0.4 },
    by = function(x, g, s, _, c)
      local agreement = g * (s.g or 0)
      s.size = (s.size or c.stepsize)
        * (agreement > 0 and 1.2 or agreement < 0 and c.etaminus or 1)
      s.g = agreement < 0 and 0 or g
      return x - s.size * (s.g > 0 and 1 or s.g < 0 and -1 or 0)
    end,
  },
  {
    name = "asgd", config = { eta0 = 0.05, lambda = 0.1, t0 = 3 },
    by = function(x, g, s, t, c)
      local eta = c.eta0 / (1 + c.lambda * c.eta0 * (t - 1)) ^ 0.75
      x = x * (1 - c.lambda * eta) - eta * g
      local mu = 1 / math.max(1, t - 1 - c.t0)
      s.average = (s.average or 0) + mu * (x - (s.average or 0))
      return x
    end,
  },
}

for _, case in ipairs(others) do
  describe("optim." .. case.name, function()
    it("follows torch/optim", function()
      local x, state, config = dl.tensor({ 0.5, -1 }, "float64"), {}, {}
      for key, value in pairs(case.config) do config[key] = value end
      local numbers, states = { 0.5, -1 }, { {}, {} }
      local average
      for t = 1, 25 do
        local same, losses, third = optim[case.name](feval, x, config, state)
        assert.is_true(same == x and type(losses[1]) == "number")
        average = third
        local g = gradient(numbers)
        for i = 1, 2 do numbers[i] = case.by(numbers[i], g[i], states[i], t, case.config) end
      end
      support.close(x, numbers, 1e-11)
      if case.name == "asgd" then
        support.close(average, { states[1].average, states[2].average }, 1e-11)
      end
    end)
  end)
end

describe("optim.rprop", function()
  it("goes several steps at once with niter", function()
    local x, y = dl.tensor({ 0.5, -1 }, "float64"), dl.tensor({ 0.5, -1 }, "float64")
    local state = {}
    for _ = 1, 6 do optim.rprop(feval, x, {}, state) end
    local _, values = optim.rprop(feval, y, { niter = 6 })
    assert.equal(6, #values)
    assert.same(x:totable(), y:totable())
  end)
end)

describe("optim.nag", function()
  it("takes the gradient where the momentum leads", function()
    local x, state = dl.tensor({ 0.5, -1 }, "float64"), {}
    local config = { learningRate = 0.02, momentum = 0.8, weightDecay = 0.1 }
    local numbers, v = { 0.5, -1 }, { 0, 0 }
    for _ = 1, 25 do
      optim.nag(feval, x, config, state)
      for i = 1, 2 do numbers[i] = numbers[i] + 0.8 * v[i] end
      local g = gradient(numbers)
      for i = 1, 2 do
        local step = -0.02 * (g[i] + 0.1 * numbers[i])
        v[i], numbers[i] = 0.8 * v[i] + step, numbers[i] + step
      end
    end
    support.close(x, numbers, 1e-11)
    assert.error_matches(function() optim.nag(feval, x, { momentum = 0 }) end, "needs a momentum")
  end)
end)

describe("optim.cg", function()
  it("minimises a quadratic form and Rosenbrock's valley", function()
    local x = dl.tensor({ 0.5, -1 }, "float64")
    local _, values, count = optim.cg(feval, x, { maxIter = 10 })
    support.close(x, { 3, 3 }, 1e-6)
    for i = 2, #values do assert.is_true(values[i] <= values[i - 1]) end
    assert.is_true(count < 40)
    x = dl.tensor({ -1.2, 1 }, "float64")
    optim.cg(function(point)
      local a, b = point:item(1), point:item(2)
      return (1 - a) ^ 2 + 100 * (b - a * a) ^ 2, dl.tensor({
        -2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a) }, "float64")
    end, x, { maxIter = 100, maxEval = 500 })
    support.close(x, { 1, 1 }, 1e-4)
  end)
end)

describe("optim.fista", function()
  it("solves the lasso of an orthogonal design, known in closed form", function()
    -- 1/2 |x - b|^2 + lambda |x|_1: x = sign(b) max(|b| - lambda, 0)
    local b, lambda = dl.tensor({ 3, -0.2, 0.7, -2 }, "float64"), 0.5
    local function smooth(x) return 0.5 * (x - b):square():sum():item(), x - b end
    local x = dl.zeros(4, "float64")
    for _, accelerated in ipairs { true, false } do
      x:zero_()
      local same, values = optim.fista(smooth,
        function(point) return lambda * point:abs():sum():item() end,
        function(point, L) return point:sign() * (point:abs() - lambda / L):clamp(0) end,
        x, { L = 0.3, errthres = 1e-12, maxiter = 500, doFistaUpdate = accelerated })
      assert.is_true(same == x and #values > 1)
      support.close(x, { 2.5, 0, 0.2, -1.5 }, 1e-5)
    end
    assert.equal(optim.fista, optim.FistaLS)
  end)
end)

describe("optim.de", function()
  it("finds the minimum without a gradient, and goes on", function()
    dl.manualSeed(3)
    local function value(x) return (x - dl.tensor({ 0.3, -0.6 }, "float64")):square():sum():item() end
    local x, state = dl.zeros(2, "float64"), {}
    local _, first = optim.de(value, x, { maxFEval = 200 }, state)
    local _, second = optim.de(value, x, { maxFEval = 1500 }, state)
    assert.is_true(second[1] <= first[1])
    support.close(x, { 0.3, -0.6 }, 1e-3)
    assert.equal(value(x), second[1])
    assert.error_matches(function() optim.de(value, x, { popsize = 3 }) end, "4 or more")
  end)
end)

describe("optim.checkgrad", function()
  it("tells right gradients from wrong ones", function()
    local x = dl.tensor({ 0.5, -1 }, "float64")
    assert.is_true(optim.checkgrad(feval, x) < 1e-6)
    local function wrong(point)
      local f, g = feval(point)
      return f, g * 1.1
    end
    local difference, given, estimate = optim.checkgrad(wrong, x)
    assert.is_true(difference > 0.01)
    support.close(given, estimate:mul(1.1), 1e-5)
    support.close(x, { 0.5, -1 })
  end)
end)

describe("optim.cmaes", function()
  it("goes down Rosenbrock's valley without a gradient", function()
    dl.manualSeed(2)
    local function rosenbrock(x)
      local a, b = x:narrow(1, 1, 3), x:narrow(1, 2, 3)
      return (1 - a):square():add(100 * (b - a:square()):square()):sum():item()
    end
    local x = dl.zeros(4, "float64")
    local same, best, count = optim.cmaes(rosenbrock, x, { sigma = 0.3, ftarget = 1e-10 })
    assert.is_true(same == x and best[1] <= 1e-10 and count < 16000)
    support.close(x, { 1, 1, 1, 1 }, 1e-3)
  end)

  it("learns the scales of a valley a thousand times longer than wide, and goes on", function()
    dl.manualSeed(2)
    local scales = dl.tensor({ 1, 1000, 1e6 }, "float64")
    local function valley(x) return (scales * (x - 2):square()):sum():item() end
    local x, state = dl.zeros(3), {}
    local _, first, count = optim.cmaes(valley, x, { maxEval = 70 }, state)
    assert.is_true(count <= 70)
    local _, second = optim.cmaes(valley, x, { maxEval = 5000, ftarget = 1e-6 }, state)
    assert.is_true(second[1] < first[1] and second[1] < 1e-6)
    support.close(x, { 2, 2, 2 }, 1e-2)
    assert.error_matches(function() optim.cmaes(valley, x, { popsize = 2 }) end, "4 or more")
  end)
end)
