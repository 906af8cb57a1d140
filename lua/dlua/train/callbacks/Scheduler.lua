-- train.Scheduler: steps a schedule of the learning rate along with the training.

local dl = require "dlua"
local class = require "dlua.class"
local Callback = require "dlua.train.Callback"

local Scheduler = class.new("train.Scheduler", Callback)

Scheduler.doc = [[
train.Scheduler(schedule, {every = "epoch", monitor = "testLoss"}): schedule:step() after each
epoch, or after each step of the optimizer with every = "step" (optim.OneCycleLR).
optim.ReduceLROnPlateau gets the number that is watched.]]

function Scheduler:__init(schedule, options)
  if not class.isA(schedule, "optim.Schedule") then
    dl.core.raise("train.Scheduler: a schedule expected, as optim.StepLR(optimizer, 30)")
  end
  self:take(options, { every = "epoch", monitor = "" })
  if self.every ~= "epoch" and self.every ~= "step" then
    dl.core.raise("train.Scheduler: every must be epoch or step, got " .. self.every)
  end
  if self.every == "step" and schedule.needsMetric then
    dl.core.raise(("train.Scheduler: %s looks at epochs, not at steps"):format(schedule.__name))
  end
  self.schedule = schedule
end

function Scheduler:stepEnd()
  if self.every == "step" then self.schedule:step() end
end

function Scheduler:epochEnd(_, record)
  if self.every ~= "epoch" then return end
  self.schedule:step(self.schedule.needsMetric and self:watched(record) or nil)
end

function Scheduler:stateDict()
  return self.schedule:stateDict()
end

function Scheduler:loadStateDict(state)
  self.schedule:loadStateDict(state)
end

return Scheduler
