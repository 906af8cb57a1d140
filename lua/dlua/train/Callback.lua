-- train.Callback: what hears of a training's events.

local dl = require "dlua"
local class = require "dlua.class"

local Callback = class.new("train.Callback")

Callback.doc = [[
train.Callback: the parent of the callbacks; any table with some of these methods is one.

  fitBegin(trainer)                   fit has begun
  epochBegin(trainer)                 trainer.epoch of trainer.epochs begins
  lossComputed(trainer, loss, batch)  before backward; the batch is a list of what the loader gave
  gradientsReady(trainer)             clipped, before the optimizer's step
  stepEnd(trainer)                    trainer.steps steps are done
  batchEnd(trainer, means)            means: name = mean of this epoch so far
  epochEnd(trainer, record)           the record of this epoch is in trainer.history
  fitEnd(trainer)                     fit is about to return

  { epochEnd = function(self, trainer, record)
      if record.testAccuracy > 0.99 then trainer:stop() end
    end }

With stateDict() and loadStateDict(state) a callback is saved and resumed along with its trainer.
Callbacks are called in their order, those with `late = true` (who save) after the others.]]

--- Options by name, with defaults; anything else is an error. They become fields.
function Callback:take(options, defaults)
  require("dlua.optim.options").check(self.__name, options or {}, defaults)
  for key, default in pairs(defaults) do self[key] = default end
  for key, value in pairs(options or {}) do self[key] = value end
end

--- The number of a record that is watched: self.monitor, by default testLoss, or else loss.
function Callback:watched(record)
  local name = self.monitor
  if name == "" then name = record.testLoss and "testLoss" or "loss" end
  local value = record[name]
  if value ~= nil then return value, name end
  local names = {}
  for key in pairs(record) do names[#names + 1] = key end
  table.sort(names)
  return dl.core.raise(("%s: there is no %s to watch, only %s"):format(self.__name, name,
    table.concat(names, ", ")))
end

--- Is `value` better than the best so far, by more than `delta`? Less is better with mode "min",
-- more with "max"; "auto" goes by the name: losses and errors are to be small.
function Callback:isBetter(value, name, best, delta)
  local mode = self.mode
  if mode == "auto" then
    local lower = name:lower()
    local isCost = lower:find "loss" or lower:find "error" or lower:find "perplexity"
    mode = isCost and "min" or "max"
  end
  if value ~= value then return false end
  if best == nil then return true end
  if mode == "min" then return value < best - delta end
  return value > best + delta
end

return Callback
