-- The schedules that are a formula of few lines. Each is a class: optim.StepLR ...

local dl = require "dlua"
local Schedule = require "dlua.optim.Schedule"

local schedules = {}

local function define(name, required, defaults, doc)
  local cls = Schedule.new("optim." .. name, required, defaults)
  cls.doc = doc
  schedules[name] = cls
  return cls
end

local cos, pi = math.cos, math.pi

-- ---- steps ----

local StepLR = define("StepLR", { { "stepSize", 1 } }, { gamma = 0.1 }, [[
optim.StepLR(optimizer, stepSize, {gamma = 0.1}): the rate times gamma after every stepSize
epochs.]])

function StepLR:following(group)
  return self.epoch % self.stepSize == 0 and group.lr * self.gamma or group.lr
end

local MultiStepLR = define("MultiStepLR", { { "milestones", {} } }, { gamma = 0.1 }, [[
optim.MultiStepLR(optimizer, milestones, {gamma = 0.1}): the rate times gamma at each epoch of the
list `milestones`; an epoch that is there twice counts twice.]])

function MultiStepLR:following(group)
  local times = 0
  for _, epoch in ipairs(self.milestones) do
    if epoch == self.epoch then times = times + 1 end
  end
  return times > 0 and group.lr * self.gamma ^ times or group.lr
end

local ConstantLR = define("ConstantLR", {}, { factor = 1 / 3, totalIters = 5 }, [[
optim.ConstantLR(optimizer, {factor = 1/3, totalIters = 5}): the rate times factor until epoch
totalIters.]])

function ConstantLR:prepare()
  if self.factor <= 0 or self.factor > 1 then
    dl.core.raise("optim.ConstantLR: factor must be over 0 and at most 1")
  end
end

function ConstantLR:initial(group)
  return group.lr * self.factor
end

function ConstantLR:following(group)
  return self.epoch == self.totalIters and group.lr * (1 / self.factor) or group.lr
end

-- ---- lines and curves ----

local LinearLR = define("LinearLR", {}, { startFactor = 1 / 3, endFactor = 1, totalIters = 5 }, [[
optim.LinearLR(optimizer, {startFactor = 1/3, endFactor = 1, totalIters = 5}): warming up, or
cooling down: the rate times a factor that goes from startFactor to endFactor in a line, during
totalIters epochs, and stays there.]])

function LinearLR:prepare()
  if self.startFactor <= 0 or self.startFactor > 1 or self.endFactor < 0 or self.endFactor > 1 then
    dl.core.raise("optim.LinearLR: startFactor must be over 0 and at most 1, endFactor 0 to 1")
  end
end

function LinearLR:initial(group)
  return group.lr * self.startFactor
end

function LinearLR:following(group)
  if self.epoch > self.totalIters then return group.lr end
  local rise = self.endFactor - self.startFactor
  return group.lr * (1 + rise / (self.totalIters * self.startFactor + (self.epoch - 1) * rise))
end

local ExponentialLR = define("ExponentialLR", { { "gamma", 0.9 } }, {}, [[
optim.ExponentialLR(optimizer, gamma): the rate times gamma after every epoch.]])

function ExponentialLR:following(group)
  return group.lr * self.gamma
end

local PolynomialLR = define("PolynomialLR", {}, { totalIters = 5, power = 1 }, [[
optim.PolynomialLR(optimizer, {totalIters = 5, power = 1}): the base times (1 - t /
totalIters)^power until epoch totalIters, and 0 from there on.]])

function PolynomialLR:following(group)
  local t, total = self.epoch, self.totalIters
  if t > total then return group.lr end
  return group.lr * ((1 - t / total) / (1 - (t - 1) / total)) ^ self.power
end

local CosineAnnealingLR = define("CosineAnnealingLR", { { "tMax", 1 } }, { etaMin = 0 }, [[
optim.CosineAnnealingLR(optimizer, tMax, {etaMin = 0}): down from the base to etaMin during tMax
epochs, along etaMin + (base - etaMin) (1 + cos(pi t / tMax)) / 2, and up again in the next tMax.
Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2016.]])

function CosineAnnealingLR:following(group, base)
  local t, period, least = self.epoch, self.tMax, self.etaMin
  if (t - 1 - period) % (2 * period) == 0 then
    return group.lr + (base - least) * (1 - cos(pi / period)) / 2
  end
  return (1 + cos(pi * t / period)) / (1 + cos(pi * (t - 1) / period)) * (group.lr - least) + least
end

local WarmRestarts = define("CosineAnnealingWarmRestarts", { { "t0", 1 } },
  { tMult = 1, etaMin = 0 }, [[
optim.CosineAnnealingWarmRestarts(optimizer, t0, {tMult = 1, etaMin = 0}): down from the base to
etaMin along a cosine, then at once up to the base again. The first fall takes t0 epochs, each later
one tMult times as many as the one before. Loshchilov, Hutter, "SGDR: stochastic gradient descent
with warm restarts", 2016.]])

function WarmRestarts:prepare()
  if self.t0 < 1 or self.tMult < 1 or math.type(self.tMult) ~= "integer" then
    dl.core.raise("optim.CosineAnnealingWarmRestarts: t0 and tMult must be integers of 1 or more")
  end
end

function WarmRestarts:following(_, base)
  local t, length = self.epoch, self.t0
  while t >= length and self.tMult > 1 do
    t, length = t - length, length * self.tMult
  end
  return self.etaMin + (base - self.etaMin) * (1 + cos(pi * (t % length) / length)) / 2
end

-- ---- functions ----

local function functionsOf(self)
  for _, fn in ipairs(type(self.fn) == "table" and self.fn or { self.fn }) do
    if type(fn) ~= "function" then
      dl.core.raise(self.__name .. ": a function expected, or a list of them, one for each group")
    end
  end
  return self:perGroup(self.fn, "the list of functions")
end

local LambdaLR = define("LambdaLR", { { "fn", Schedule.anything } }, {}, [[
optim.LambdaLR(optimizer, fn): the base times fn(t). `fn` may be a list, a function for each
group.]])

function LambdaLR:prepare() self.fn = functionsOf(self) end
function LambdaLR:initial(_, base, i) return base * self.fn[i](0) end
function LambdaLR:following(_, base, i) return base * self.fn[i](self.epoch) end

local MultiplicativeLR = define("MultiplicativeLR", { { "fn", Schedule.anything } }, {}, [[
optim.MultiplicativeLR(optimizer, fn): the rate times fn(t) after every epoch. `fn` may be a list, a
function for each group.]])

function MultiplicativeLR:prepare() self.fn = functionsOf(self) end
function MultiplicativeLR:following(group, _, i) return group.lr * self.fn[i](self.epoch) end

-- ---- averaging ----

local shapes = {
  linear = function(t) return t end,
  cos = function(t) return (1 - cos(pi * t)) / 2 end,
}

local SWALR = define("SWALR", { { "swaLr", Schedule.anything } },
  { annealEpochs = 10, annealStrategy = "cos" }, [[
optim.SWALR(optimizer, swaLr, {annealEpochs = 10, annealStrategy = "cos"}): from whatever the rate
is to swaLr during annealEpochs epochs, along a cosine or in a line ("linear"), and there it stays:
for optim.SWA, which averages the weights along the way.]])

function SWALR:prepare()
  if not shapes[self.annealStrategy] then
    dl.core.raise("optim.SWALR: annealStrategy must be cos or linear")
  end
  self.swaLr = self:perGroup(self.swaLr, "swaLr")
end

--- How far the way is done after so many epochs, 0 to 1.
local function done(self, epochs)
  return shapes[self.annealStrategy](math.max(0, math.min(1, epochs / math.max(1,
    self.annealEpochs))))
end

--- What the rate would be without this schedule is found back from where it is: others may have
-- changed it.
local function blended(self, lr, target, epoch)
  local before, now = done(self, epoch - 1), done(self, epoch)
  local own = before == 1 and target or (lr - before * target) / (1 - before)
  return target * now + own * (1 - now)
end

function SWALR:initial(group, _, i)
  return blended(self, group.lr, self.swaLr[i], self.annealEpochs == 0 and 1 or 0)
end

function SWALR:following(group, _, i)
  return blended(self, group.lr, self.swaLr[i], self.epoch)
end

return schedules
