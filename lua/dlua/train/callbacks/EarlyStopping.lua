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

function EarlyStopping:epochEnd(trainer, record)
  local value, name = self:watched(record)
  if self:isBetter(value, name, self.best, self.minDelta) then
    self.best, self.bestEpoch, self.waited = value, trainer.epoch, 0
    if self.restoreBest then self.weights = copyOf(trainer.model:stateDict()) end
    return
  end
  self.waited = self.waited + 1
  if self.waited >= self.patience then trainer:stop() end
end

function EarlyStopping:fitEnd(trainer)
  if self.weights and self.waited > 0 then trainer.model:loadStateDict(self.weights) end
end

function EarlyStopping:stateDict()
  return {
    best = self.best, bestEpoch = self.bestEpoch, waited = self.waited, weights = self.weights,
  }
end

function EarlyStopping:loadStateDict(state)
  self.best, self.bestEpoch, self.waited = state.best, state.bestEpoch, state.waited
  self.weights = state.weights
end

return EarlyStopping
