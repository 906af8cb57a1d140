-- optim.GradScaler: losses made large, so that gradients in low precision do not vanish.

local dl = require "dlua"
local class = require "dlua.class"

local GradScaler = class.new("optim.GradScaler")

GradScaler.doc = [[
optim.GradScaler{initScale = 65536, growthFactor = 2, backoffFactor = 0.5, growthInterval = 2000,
enabled = true}: for what is computed in float16, where small gradients would become 0.

  local scaler = optim.GradScaler()
  optimizer:zeroGrad()
  local loss = dl.autocast("cuda", function() return criterion(net(x), y) end)
  scaler:scale(loss):backward()
  scaler:unscale_(optimizer)                       -- only where the gradients are looked at:
  optim.clipGradNorm_(net:parameters(), 1)
  scaler:step(optimizer)                           -- no step when a gradient is not finite
  scaler:update()

scale(x) is x times the scale. step(optimizer, ...) divides the gradients by it, unless unscale_
did, and calls optimizer:step(...) if all are finite. update() multiplies the scale by backoffFactor
when there was one that is not, and by growthFactor after growthInterval steps without;
update(number) sets it. getScale(), stateDict(), loadStateDict(state). As torch.amp.GradScaler.]]

local largest = 2.0 ^ 128  -- what is this or more is infinite in float32

local defaults = {
  initScale = 65536, growthFactor = 2, backoffFactor = 0.5, growthInterval = 2000, enabled = true,
}

function GradScaler:__init(options)
  options = options or {}
  require("dlua.optim.options").check("optim.GradScaler", options, defaults)
  for key, default in pairs(defaults) do
    self[key] = default
    if options[key] ~= nil then self[key] = options[key] end
  end
  if self.growthFactor <= 1 or self.backoffFactor >= 1 then
    dl.core.raise("optim.GradScaler: growthFactor must be over 1, backoffFactor under 1")
  end
  self.scaleNow, self.goodSteps = self.initScale + 0.0, 0
  self.seen = setmetatable({}, { __mode = "k" })
end

--- A loss, or a list of them, times the scale.
function GradScaler:scale(loss)
  if not self.enabled then return loss end
  local recorded = dl.core.recorded
  if recorded and dl.isTensor(loss) then
    return loss * recorded:number(function() return self.scaleNow end):to(loss.dtype)
  end
  if dl.isTensor(loss) then return loss * self.scaleNow end
  local list = {}
  for i, item in ipairs(loss) do list[i] = self:scale(item) end
  return list
end

--- Divide all gradients; are all of them finite? One number is fetched for all: their sum times 0,
-- which is NaN unless they are.
local function divide(parameters, scale)
  local total
  for _, parameter in ipairs(parameters) do
    local gradient = parameter.grad
    if gradient then
      if scale ~= 1 then gradient:mul_(1 / scale) end
      local zero = gradient:mul(0):sum()
      total = total and total + zero:to(total) or zero
    end
  end
  return not total or total:item() == 0
end

--- Divide the gradients of an optimizer's parameters by the scale, once before each step.
function GradScaler:unscale_(optimizer)
  if not self.enabled then return end
  if dl.core.recorded then
    return dl.core.recorded:between(function() self:unscale_(optimizer) end)
  end
  local seen = self.seen[optimizer]
  if seen then
    dl.core.raise(("optim.GradScaler: %s for this optimizer since the last update()")
      :format(seen.stepped and "step() has been called" or "unscale_() has been called"))
  end
  self.seen[optimizer] = {
    finite = dl.noGrad(divide, optimizer:parameters(), self.scaleNow),
  }
end

--- Gradients held in float16 are divided on their way to the float32 weights, not where they are.
local function stepOfMasters(self, optimizer)
  local finite = dl.noGrad(divide, optimizer:parameters(), 1)
  self.seen[optimizer] = { finite = finite, stepped = true }
  if finite then optimizer:stepScaled(1 / self.scaleNow) end
end

--- A step of the optimizer, unless a gradient is not finite. Returns what optimizer:step(...) does.
function GradScaler:step(optimizer, ...)
  if not self.enabled then return optimizer:step(...) end
  if dl.core.recorded then
    return dl.core.recorded:between(function() self:step(optimizer) end)
  end
  local seen = self.seen[optimizer]
  if seen and seen.stepped then
    dl.core.raise("optim.GradScaler: step() has been called since the last update()")
  end
  if not seen and select("#", ...) == 0 and optimizer.hasMasterWeights
    and optimizer:hasMasterWeights() then
    return stepOfMasters(self, optimizer)
  end
  if not seen then self:unscale_(optimizer) end
  self.seen[optimizer].stepped = true
  if self.seen[optimizer].finite then return optimizer:step(...) end
end

local function allFinite(seen)
  for _, one in pairs(seen) do
    if not one.finite then return false end
  end
  return true
end

--- After the steps of all optimizers: the scale of the next loss.
function GradScaler:update(scale)
  if not self.enabled then return end
  if dl.core.recorded then return dl.core.recorded:again(self.update, self, scale) end
  if scale then
    self.scaleNow = scale + 0.0
  elseif next(self.seen) == nil then
    dl.core.raise("optim.GradScaler: update() without a step() before it")
  elseif not allFinite(self.seen) then
    self.scaleNow, self.goodSteps = self.scaleNow * self.backoffFactor, 0
  else
    self.goodSteps = self.goodSteps + 1
    if self.goodSteps >= self.growthInterval then
      local grown = self.scaleNow * self.growthFactor
      if grown < largest then self.scaleNow = grown end
      self.goodSteps = 0
    end
  end
  self.seen = setmetatable({}, { __mode = "k" })
end

--- The scale; 1 where the scaler is not enabled.
function GradScaler:getScale()
  return self.enabled and self.scaleNow or 1.0
end

function GradScaler:stateDict()
  if not self.enabled then return {} end
  return {
    scale = self.scaleNow, growthFactor = self.growthFactor, backoffFactor = self.backoffFactor,
    growthInterval = self.growthInterval, goodSteps = self.goodSteps,
  }
end

function GradScaler:loadStateDict(state)
  if not self.enabled then return end
  if type(state) ~= "table" or type(state.scale) ~= "number" then
    dl.core.raise("optim.GradScaler: loadStateDict: what stateDict() gives expected")
  end
  self.scaleNow, self.goodSteps = state.scale, state.goodSteps
  self.growthFactor, self.backoffFactor = state.growthFactor, state.backoffFactor
  self.growthInterval = state.growthInterval
end

return GradScaler
