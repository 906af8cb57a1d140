-- The schedules that go up and down, with the momentum the other way: optim.OneCycleLR and
-- optim.CyclicLR.

local dl = require "dlua"
local Schedule = require "dlua.optim.Schedule"

local cycles = {}

--- Set the momentum of a group: that of SGD, or the first beta of Adam.
local function setMomentum(group, value)
  if group.betas then group.betas[1] = value else group.momentum = value end
end

--- Both take numbers or lists of them, one for each group.
local function take(self, names)
  for _, name in ipairs(names) do self[name] = self:perGroup(self[name], name) end
  local group = self.optimizer.groups[1]
  if self.cycleMomentum and not (group.betas or group.momentum) then
    dl.core.raise(("%s: %s has no momentum: say cycleMomentum = false"):format(self.__name,
      self.optimizer.__name))
  end
end

-- ---- one cycle ----

local OneCycleLR = Schedule.new("optim.OneCycleLR", { { "maxLr", Schedule.anything } }, {
  totalSteps = 0, epochs = 0, stepsPerEpoch = 0, pctStart = 0.3, annealStrategy = "cos",
  cycleMomentum = true, baseMomentum = 0.85, maxMomentum = 0.95, divFactor = 25,
  finalDivFactor = 1e4, threePhase = false,
})

OneCycleLR.doc = [[
optim.OneCycleLR(optimizer, maxLr, {totalSteps =, epochs =, stepsPerEpoch =, pctStart = 0.3,
annealStrategy = "cos", cycleMomentum = true, baseMomentum = 0.85, maxMomentum = 0.95,
divFactor = 25, finalDivFactor = 1e4, threePhase = false}): step() after each optimizer:step().

The rate rises from maxLr / divFactor to maxLr during the share pctStart of all steps (totalSteps,
or epochs * stepsPerEpoch) and falls to the first rate / finalDivFactor during the others; with
threePhase it falls to the first rate in as many steps as it rose, then further. The momentum goes
from maxMomentum down to baseMomentum and up again. Along a cosine, or in lines ("linear"). maxLr
and the momenta may be lists, an entry for each group. More steps than that are an error. Smith,
Topin, "Super-convergence: very fast training of neural networks using large learning rates",
2017.]]

local curves = {
  cos = function(from, to, share)
    return to + (from - to) / 2 * (math.cos(math.pi * share) + 1)
  end,
  linear = function(from, to, share) return (to - from) * share + from end,
}

--- The phases: the step at which each ends, and between which rates and momenta it goes.
local function phases(self)
  local total, rise = self.totalSteps, self.pctStart * self.totalSteps
  local up = { rise - 1, "first", "most", "maxMomentum", "baseMomentum" }
  if not self.threePhase then
    return { up, { total - 1, "most", "least", "baseMomentum", "maxMomentum" } }
  end
  return { up, { 2 * rise - 2, "most", "first", "baseMomentum", "maxMomentum" },
    { total - 1, "first", "least", "maxMomentum", "maxMomentum" } }
end

function OneCycleLR:prepare()
  if self.totalSteps == 0 then self.totalSteps = self.epochs * self.stepsPerEpoch end
  if math.type(self.totalSteps) ~= "integer" or self.totalSteps < 1 then
    dl.core.raise("optim.OneCycleLR: totalSteps, or epochs and stepsPerEpoch, must be given")
  end
  if not curves[self.annealStrategy] then
    dl.core.raise("optim.OneCycleLR: annealStrategy must be cos or linear")
  end
  if self.pctStart < 0 or self.pctStart > 1 then
    dl.core.raise("optim.OneCycleLR: pctStart must be 0 to 1")
  end
  take(self, { "maxLr", "baseMomentum", "maxMomentum" })
  for i, group in ipairs(self.optimizer.groups) do
    group.initialLr = self.maxLr[i] / self.divFactor
  end
end

local function phaseAt(self)
  local start, list = 0, phases(self)
  for i, phase in ipairs(list) do
    if self.epoch <= phase[1] or i == #list then
      local length = phase[1] - start
      return phase, length == 0 and 1 or (self.epoch - start) / length
    end
    start = phase[1]
  end
end

function OneCycleLR:following(group, first, i)
  if self.epoch > self.totalSteps then
    dl.core.raise(("optim.OneCycleLR: step %d of a cycle of %d"):format(self.epoch,
      self.totalSteps))
  end
  local phase, share = phaseAt(self)
  local curve = curves[self.annealStrategy]
  local rates = { first = first, most = self.maxLr[i], least = first / self.finalDivFactor }
  if self.cycleMomentum then
    setMomentum(group, curve(self[phase[4]][i], self[phase[5]][i], share))
  end
  return curve(rates[phase[2]], rates[phase[3]], share)
end

OneCycleLR.initial = OneCycleLR.following

-- ---- cycle after cycle ----

local CyclicLR = Schedule.new("optim.CyclicLR",
  { { "baseLr", Schedule.anything }, { "maxLr", Schedule.anything } }, {
    stepSizeUp = 2000, stepSizeDown = 0, mode = "triangular", gamma = 1,
    scaleFn = Schedule.anything, scaleMode = "cycle", cycleMomentum = true, baseMomentum = 0.8,
    maxMomentum = 0.9,
  })

CyclicLR.doc = [[
optim.CyclicLR(optimizer, baseLr, maxLr, {stepSizeUp = 2000, stepSizeDown = stepSizeUp,
mode = "triangular", gamma = 1, scaleFn =, scaleMode = "cycle", cycleMomentum = true,
baseMomentum = 0.8, maxMomentum = 0.9}): step() after each optimizer:step().

The rate rises in a line from baseLr to maxLr during stepSizeUp steps and falls again during
stepSizeDown, cycle after cycle; the momentum goes the other way. The height of cycle c is scaled by
1 ("triangular"), 2^(1 - c) ("triangular2"), gamma^t ("expRange"), or scaleFn(c), scaleFn(t) with
scaleMode = "iterations". Smith, "Cyclical learning rates for training neural networks", 2015.]]

local scales = {
  triangular = function() return 1 end,
  triangular2 = function(_, cycle) return 1 / 2 ^ (cycle - 1) end,
  expRange = function(self) return self.gamma ^ self.epoch end,
}

function CyclicLR:prepare()
  if self.scaleFn == Schedule.anything then self.scaleFn = nil end
  if not self.scaleFn and not scales[self.mode] then
    dl.core.raise("optim.CyclicLR: mode must be triangular, triangular2 or expRange")
  end
  if self.stepSizeDown == 0 then self.stepSizeDown = self.stepSizeUp end
  take(self, { "baseLr", "maxLr", "baseMomentum", "maxMomentum" })
  for i, group in ipairs(self.optimizer.groups) do
    group.lr, group.initialLr = self.baseLr[i], self.baseLr[i]
  end
end

--- How high it stands in its cycle, 0 to 1, scaled.
local function height(self)
  local total = self.stepSizeUp + self.stepSizeDown
  local top = self.stepSizeUp / total
  local cycle = math.floor(1 + self.epoch / total)
  local x = 1 + self.epoch / total - cycle
  local share = x <= top and x / top or (x - 1) / (top - 1)
  if self.scaleFn then
    return share * self.scaleFn(self.scaleMode == "cycle" and cycle or self.epoch)
  end
  return share * scales[self.mode](self, cycle)
end

function CyclicLR:following(group, _, i)
  local share = height(self)
  if self.cycleMomentum then
    setMomentum(group, self.maxMomentum[i] - (self.maxMomentum[i] - self.baseMomentum[i]) * share)
  end
  return self.baseLr[i] + (self.maxLr[i] - self.baseLr[i]) * share
end

CyclicLR.initial = CyclicLR.following

-- ---- saving ----

-- The momenta come back with the rates, whichever of optimizer and schedule is loaded first.
for _, cls in ipairs { OneCycleLR, CyclicLR } do
  function cls:loadStateDict(state)
    Schedule.loadStateDict(self, state)
    for i, group in ipairs(self.optimizer.groups) do
      group.lr = self:following(group, self.bases[i], i)
    end
  end
end

cycles.OneCycleLR, cycles.CyclicLR = OneCycleLR, CyclicLR

return cycles
