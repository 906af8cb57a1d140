-- Torch7's adaptive solvers: x, {fx} = optim.adamax(feval, x, config, state), and so on. The
-- formulas are those of the classes (optim.Adamax ...), which work on x as on a parameter; the
-- names of options and of what is kept in `state` are Torch7's.

local dl = require "dlua"

local adaptive = {}

--- A solver of one vector. `options(config, state)` gives the options of the class; `slots` says
-- under which name the state keeps each slot, `counter` under which it counts the steps.
local function solver(name, slots, counter, options)
  local cls
  return function(feval, x, config, state)
    cls = cls or require("dlua.optim." .. name)
    config = config or {}
    state = state or config
    local fx, gradient = feval(x)
    state[counter] = (state[counter] or 0) + 1
    local group = options(config)
    for key, default in pairs(cls.defaults) do
      if group[key] == nil then group[key] = default end
    end
    group.weightDecay = config.weightDecay or group.weightDecay
    group.lr = group.lr / (1 + (state[counter] - 1) * (config.learningRateDecay or 0))
    local batch = { parameters = { x }, gradients = { gradient } }
    for slot, key in pairs(slots) do
      state[key] = state[key] or cls.newSlot(cls, slot, x, group)
      batch[slot] = { state[key] }
    end
    dl.noGrad(cls.update, cls, group, batch, state[counter])
    return x, { fx }
  end
end

local adamw = solver("AdamW", { means = "m", variances = "v" }, "t", function(config)
  return {
    lr = config.learningRate, betas = { config.beta1 or 0.9, config.beta2 or 0.999 },
    eps = config.epsilon,
  }
end)

--- config: learningRate (1e-3), learningRateDecay (0), beta1 (0.9), beta2 (0.999), epsilon (1e-8),
-- weightDecay (0.01, decoupled). As optim.AdamW.
function adaptive.adamw(feval, x, config, state) return adamw(feval, x, config, state) end

local adamax = solver("Adamax", { means = "m", maxima = "u" }, "t", function(config)
  return {
    lr = config.learningRate, betas = { config.beta1 or 0.9, config.beta2 or 0.999 },
    eps = config.epsilon or 1e-38,
  }
end)

--- config: learningRate (2e-3), beta1 (0.9), beta2 (0.999), epsilon (1e-38), weightDecay (0).
function adaptive.adamax(feval, x, config, state) return adamax(feval, x, config, state) end

local adagrad = solver("Adagrad", { sums = "paramVariance" }, "evalCounter", function(config)
  return { lr = config.learningRate or 1e-3 }
end)

--- config: learningRate (1e-3), learningRateDecay (0), weightDecay (0).
function adaptive.adagrad(feval, x, config, state) return adagrad(feval, x, config, state) end

local adadelta = solver("Adadelta", { squares = "paramVariance", deltas = "accDelta" },
  "evalCounter", function(config) return { rho = config.rho, eps = config.eps } end)

--- config: rho (0.9), eps (1e-6), weightDecay (0).
function adaptive.adadelta(feval, x, config, state) return adadelta(feval, x, config, state) end

local rmsprop = solver("RMSprop", { squares = "m" }, "evalCounter", function(config)
  return { lr = config.learningRate, alpha = config.alpha, eps = config.epsilon }
end)

--- config: learningRate (1e-2), learningRateDecay (0), alpha (0.99), epsilon (1e-8), weightDecay
-- (0), initialMean (0).
function adaptive.rmsprop(feval, x, config, state)
  config = config or {}
  state = state or config
  if config.initialMean and not state.m then state.m = dl.fullLike(x, config.initialMean) end
  return rmsprop(feval, x, config, state)
end

local rprop = solver("Rprop", { previous = "delta", sizes = "stepsizes" }, "evalCounter",
  function(config)
    return {
      lr = config.stepsize or 0.1, etas = { config.etaminus or 0.5, config.etaplus or 1.2 },
      stepSizes = { config.stepsizemin or 1e-6, config.stepsizemax or 50 },
    }
  end)

--- config: stepsize (0.1), etaplus (1.2), etaminus (0.5), stepsizemax (50), stepsizemin
-- (1e-6), niter (1): so many steps; the values of all of them are returned.
function adaptive.rprop(feval, x, config, state)
  config = config or {}
  local values = {}
  for i = 1, config.niter or 1 do
    local _, value = rprop(feval, x, config, state)
    values[i] = value[1]
  end
  return x, values
end

local asgd = solver("ASGD", { averages = "ax" }, "t", function(config)
  return {
    lr = config.eta0 or 1e-4, lambda = config.lambda, alpha = config.alpha, t0 = config.t0,
  }
end)

--- config: eta0 (1e-4), lambda (1e-4), alpha (0.75), t0 (1e6). Returns x, {fx} and the
-- average.
function adaptive.asgd(feval, x, config, state)
  config = config or {}
  state = state or config
  local _, values = asgd(feval, x, config, state)
  return x, values, state.ax
end

return adaptive
