-- Schedules made of schedules: optim.SequentialLR (one after the other) and optim.ChainedScheduler
-- (all at once).

local dl = require "dlua"
local class = require "dlua.class"
local Schedule = require "dlua.optim.Schedule"

local sequences = {}

--- The list of schedules a schedule is made of: all for this optimizer, none that needs a metric.
local function checkParts(self, parts)
  if type(parts) ~= "table" or #parts == 0 then
    dl.core.raise(self.__name .. ": a list of schedules expected that is not empty")
  end
  for i, part in ipairs(parts) do
    if not class.isA(part, Schedule) or part.needsMetric then
      dl.core.raise(("%s: entry %d is no schedule that steps by itself"):format(self.__name, i))
    end
    if part.optimizer ~= self.optimizer then
      dl.core.raise(("%s: schedule %d is for another optimizer"):format(self.__name, i))
    end
  end
end

local Composite = class.new("optim.CompositeSchedule", Schedule)

function Composite:stateDict()
  local state = Schedule.stateDict(self)
  state.parts = {}
  for i, part in ipairs(self.parts) do state.parts[i] = part:stateDict() end
  return state
end

function Composite:loadStateDict(state)
  if type(state) ~= "table" or type(state.parts) ~= "table" or #state.parts ~= #self.parts then
    dl.core.raise(("%s: loadStateDict: the states of %d schedules expected")
      :format(self.__name, #self.parts))
  end
  for i, part in ipairs(self.parts) do part:loadStateDict(state.parts[i]) end
  local own = {}
  for key, value in pairs(state) do
    if key ~= "parts" then own[key] = value end
  end
  Schedule.loadStateDict(self, own)
end

local SequentialLR = class.new("optim.SequentialLR", Composite)

SequentialLR.doc = [[
optim.SequentialLR(optimizer, schedules, milestones): the first schedule until epoch milestones[1],
then the second from its own beginning until milestones[2], and so on. There is one milestone fewer
than schedules.

  local warm = optim.LinearLR(optimizer, { startFactor = 0.1, totalIters = 5 })
  local fall = optim.CosineAnnealingLR(optimizer, 95)
  local schedule = optim.SequentialLR(optimizer, { warm, fall }, { 5 })]]

function SequentialLR:__init(optimizer, parts, milestones)
  self.optimizer = optimizer
  checkParts(self, parts)
  if type(milestones) ~= "table" or #milestones ~= #parts - 1 then
    dl.core.raise(("optim.SequentialLR: %d milestones expected, one fewer than schedules")
      :format(#parts - 1))
  end
  self.parts, self.milestones = parts, milestones
  self.bases = parts[1].bases
  self:start()
end

function SequentialLR:start()
  self.epoch = 0
  self.parts[1]:restart()
end

function SequentialLR:step()
  if dl.core.recorded then return dl.core.recorded:again(self.step, self) end
  self.epoch = self.epoch + 1
  local current, begins = 1, false
  for i, milestone in ipairs(self.milestones) do
    if self.epoch >= milestone then current, begins = i + 1, self.epoch == milestone end
  end
  local part = self.parts[current]
  if begins then part:restart() else part:step() end
end

local ChainedScheduler = class.new("optim.ChainedScheduler", Composite)

ChainedScheduler.doc = [[
optim.ChainedScheduler(schedules): all of them step together, each on the rate that the one before
it left.]]

function ChainedScheduler:__init(parts)
  self.optimizer = type(parts) == "table" and type(parts[1]) == "table" and parts[1].optimizer
  checkParts(self, parts)
  self.parts, self.epoch, self.bases = parts, 0, parts[1].bases
end

function ChainedScheduler:start()
  self.epoch = 0
  for _, part in ipairs(self.parts) do part:start() end
end

function ChainedScheduler:step()
  if dl.core.recorded then return dl.core.recorded:again(self.step, self) end
  self.epoch = self.epoch + 1
  for _, part in ipairs(self.parts) do part:step() end
end

sequences.CompositeSchedule = Composite
sequences.SequentialLR, sequences.ChainedScheduler = SequentialLR, ChainedScheduler

return sequences
