-- optim.sgd, optim.nag and optim.adam in Torch7's form: x, {fx} = optim.sgd(feval, x, config,
-- state).
--
--   local x, gradient = net:getParameters()
--   local config = { learningRate = 0.1, momentum = 0.9 }
--   local function feval(x)                -- the loss at x and its gradient there
--     net:zeroGradParameters()
--     local loss = criterion:forward(net:forward(inputs), targets)
--     net:backward(inputs, criterion:backward(net.output, targets))
--     return loss, gradient
--   end
--   optim.sgd(feval, x, config)
--
-- x is written in place. The state (evalCounter, dfdx; t, m, v) is kept in `state`, or in `config`.

local dl = require "dlua"

local functional = {}

--- Move x by one step of plain or momentum descent along `gradient`, at rate `rate`.
local function descend(x, gradient, config, state, rate)
  local momentum = config.momentum or 0
  local first = state.dfdx == nil
  if first then state.dfdx = dl.zerosLike(gradient) end
  dl.sgdStep({ x }, { gradient }, { state.dfdx }, rate, momentum,
    config.dampening or momentum, config.weightDecay or 0, config.nesterov or false, first)
end

--- The same where each number has a rate of its own: the step is scaled by `rates`.
local function descendAtRates(x, gradient, config, state, rate, rates)
  local target = x:clone()
  descend(target, gradient, config, state, rate)
  x:add_((target - x) * rates)
end

local function checkNesterov(config)
  local momentum = config.momentum or 0
  if config.nesterov and (momentum <= 0 or (config.dampening or momentum) ~= 0) then
    dl.core.raise("optim.sgd: nesterov needs a momentum, and dampening = 0")
  end
end

--- Gradient descent. config: learningRate (1e-3), learningRateDecay (0), weightDecay (0),
-- weightDecays (a vector), momentum (0), dampening (the momentum), nesterov (false), learningRates
-- (a vector). Returns x and {f(x) before the step}.
function functional.sgd(feval, x, config, state)
  config = config or {}
  state = state or config
  checkNesterov(config)
  local fx, gradient = feval(x)
  state.evalCounter = state.evalCounter or 0
  local decay = config.learningRateDecay or 0
  local rate = (config.learningRate or 1e-3) / (1 + state.evalCounter * decay)
  dl.noGrad(function()
    if config.weightDecays then gradient = gradient + config.weightDecays * x end
    if config.learningRates then
      descendAtRates(x, gradient, config, state, rate, config.learningRates)
    else
      descend(x, gradient, config, state, rate)
    end
  end)
  state.evalCounter = state.evalCounter + 1
  return x, { fx }
end

--- Adam. config: learningRate (1e-3), learningRateDecay (0), beta1 (0.9), beta2 (0.999), epsilon
-- (1e-8), weightDecay (0). Returns x and {f(x) before the step}.
--
-- Torch7 adds epsilon before the bias of v is corrected (the form at the end of section 2 of
-- Kingma and Ba), the operator after it: so the operator gets epsilon / sqrt(1 - beta2^t).
function functional.adam(feval, x, config, state)
  config = config or {}
  state = state or config
  local fx, gradient = feval(x)
  state.t = state.t or 0
  local rate = (config.learningRate or 1e-3) / (1 + state.t * (config.learningRateDecay or 0))
  state.t = state.t + 1
  local beta2 = config.beta2 or 0.999
  dl.noGrad(function()
    state.m = state.m or dl.zerosLike(gradient)
    state.v = state.v or dl.zerosLike(gradient)
    dl.adamStep({ x }, { gradient }, { state.m }, { state.v }, rate, config.beta1 or 0.9, beta2,
      (config.epsilon or 1e-8) / math.sqrt(1 - beta2 ^ state.t), config.weightDecay or 0, state.t,
      false)
  end)
  return x, { fx }
end

--- Move x along its last step, by that much of it, before the gradient is asked for.
local function lookAhead(x, config, state)
  local momentum = config.momentum or 0.9
  if momentum <= 0 then dl.core.raise("optim.nag: Nesterov's method needs a momentum over 0") end
  if state.dfdx then x:add_(state.dfdx, momentum) end
  return momentum
end

--- Nesterov's accelerated gradient, as Sutskever et al. write it ("On the importance of
-- initialization and momentum in deep learning", 2013): the gradient is taken where the momentum
-- leads. config: learningRate (1e-3), learningRateDecay (0), weightDecay (0), momentum (0.9),
-- learningRates (a vector). Returns x and {f where the gradient was taken}. state.dfdx is the last
-- step.
function functional.nag(feval, x, config, state)
  config = config or {}
  state = state or config
  local momentum = dl.noGrad(lookAhead, x, config, state)
  local fx, gradient = feval(x)
  state.evalCounter = state.evalCounter or 0
  local rate = (config.learningRate or 1e-3)
    / (1 + state.evalCounter * (config.learningRateDecay or 0))
  dl.noGrad(function()
    local step = gradient
    if config.weightDecay then step = step:add(x, config.weightDecay) end
    if config.learningRates then step = step * config.learningRates end
    state.dfdx = state.dfdx and state.dfdx:mul_(momentum) or dl.zerosLike(x)
    state.dfdx:add_(step, -rate)
    x:add_(step, -rate)
  end)
  state.evalCounter = state.evalCounter + 1
  return x, { fx }
end

return functional
