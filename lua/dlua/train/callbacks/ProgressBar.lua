-- train.ProgressBar: the progress of each epoch on stderr. A Trainer has one unless told otherwise.

local class = require "dlua.class"
local Callback = require "dlua.train.Callback"
local Progress = require "dlua.train.progress"

local ProgressBar = class.new("train.ProgressBar", Callback)

ProgressBar.doc = [[
train.ProgressBar(options): a train.Progress for each epoch, with the mean loss and metrics so far,
and at its end those of the record. The options are those of train.Progress.]]

function ProgressBar:__init(options)
  self.options = options or {}
end

function ProgressBar:epochBegin(trainer)
  local options = {}
  for key, value in pairs(self.options) do options[key] = value end
  local digits = #tostring(trainer.epochs)
  options.title = ("epoch %" .. digits .. "d/%d"):format(trainer.epoch, trainer.epochs)
  self.bar = Progress(trainer.batches or 0, options)
end

function ProgressBar:batchEnd(_, means)
  self.bar:step(means)
end

function ProgressBar:epochEnd(trainer, record)
  if trainer.isDrawn then return self.bar:clear() end  -- train.Plot says all this over its curves
  local shown = {}
  for name, value in pairs(record) do
    local isShown = name ~= "epoch" and name ~= "seconds" and name ~= "lr"
    if isShown and type(value) == "number" then shown[name] = value end
  end
  self.bar:finish(shown)
end

return ProgressBar
