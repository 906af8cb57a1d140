-- train.EarlyStopping: no more epochs when nothing gets better.

local class = require "dlua.class"
local Callback = require "dlua.train.Callback"

local EarlyStopping = class.new("train.EarlyStopping", Callback)

EarlyStopping.doc = [[
train.EarlyStopping{monitor = "testLoss", mode = "auto", patience = 10, minDelta = 0,
restoreBest = true}: ends fit when the number that is watched has not become better, by more than
minDelta, for `patience` epochs; the model then gets the weights of the best one back. Without data
to test, the loss is watched. mode "min" or "max" says what is better; "auto" goes by the name (see
train.Callback).]]

local defaults = { monitor = "", mode = "auto", patience = 10, minDelta = 0, restoreBest = true }

function EarlyStopping:__init(options)
  self:take(options, defaults)
  self.waited = 0
end

local function copyOf(tensors)
  local copy = {}
  for name, tensor in pairs(tensors) do copy[name] = tensor:clone() end
  return copy
end

--- Keep the weights as they are, and their averages: it is these that were tested.
function EarlyStopping:keep(trainer)
  self.weights = copyOf(trainer.model:stateDict())
  local average = trainer.average and trainer.average:stateDict()
  self.average = average and { count = average.count, averages = copyOf(average.averages) }
end

function EarlyStopping:epochEnd(trainer, record)
  local value, name = self:watched(record)
  if self:isBetter(value, name, self.best, self.minDelta) then
    self.best, self.bestEpoch, self.waited = value, trainer.epoch, 0
    if self.restoreBest then self:keep(trainer) end
    return
  end
  self.waited = self.waited + 1
  if self.waited >= self.patience then trainer:stop() end
end

function EarlyStopping:fitEnd(trainer)
  if not self.weights or self.waited == 0 then return end
  trainer.model:loadStateDict(self.weights)
  if self.average then trainer.average:loadStateDict(self.average) end
end

function EarlyStopping:stateDict()
  return {
    best = self.best, bestEpoch = self.bestEpoch, waited = self.waited, weights = self.weights,
    average = self.average,
  }
end

function EarlyStopping:loadStateDict(state)
  self.best, self.bestEpoch, self.waited = state.best, state.bestEpoch, state.waited
  self.weights, self.average = state.weights, state.average
end

return EarlyStopping
