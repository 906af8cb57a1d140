-- train.Checkpoint: the best model and the last state of the training, in files.

local dl = require "dlua"
local class = require "dlua.class"
local Callback = require "dlua.train.Callback"

local Checkpoint = class.new("train.Checkpoint", Callback)

Checkpoint.doc = [[
train.Checkpoint(path, {monitor = "testLoss", mode = "auto", best = true, last = true, every = 1}):
after every so many epochs

  <path>.best.safetensors    the model, when the number that is watched became better: for dl.load.
                             Where the trainer has an average, the model with the averaged weights
  <path>.last.safetensors    everything to go on from: for trainer:resume

  local last = "runs/digits.last.safetensors"
  if trainer:resume(last) then print("going on after epoch " .. trainer.epoch) end
  trainer:fit(trainData, testData, 100)

monitor and mode as in train.EarlyStopping. Files are replaced in one go: an interruption never
leaves half a file.]]

local defaults = { monitor = "", mode = "auto", best = true, last = true, every = 1 }

Checkpoint.late = true

function Checkpoint:__init(path, options)
  if type(path) ~= "string" then
    dl.core.raise("train.Checkpoint: the beginning of the files' names expected, a string")
  end
  self:take(options, defaults)
  self.path = path
end

function Checkpoint:file(kind)
  return ("%s.%s.safetensors"):format(self.path, kind)
end

--- Can files be written there? Better to hear of it before the first epoch than after it.
function Checkpoint:fitBegin()
  local probe = self.path .. ".probe"
  local file, message = io.open(probe, "w")
  if not file then dl.core.raise("train.Checkpoint: " .. message) end
  file:close()
  os.remove(probe)
end

function Checkpoint:epochEnd(trainer, record)
  if self.best then
    local value, name = self:watched(record)
    if self:isBetter(value, name, self.bestValue, 0) then
      self.bestValue, self.bestEpoch = value, trainer.epoch
      if trainer.average then
        trainer.average:apply(dl.save, self:file "best", trainer.model)
      else
        dl.save(self:file "best", trainer.model)
      end
    end
  end
  if self.last and trainer.epoch % self.every == 0 then trainer:save(self:file "last") end
end

function Checkpoint:fitEnd(trainer)
  if self.last and trainer.epoch % self.every ~= 0 then trainer:save(self:file "last") end
end

function Checkpoint:stateDict()
  return { bestValue = self.bestValue, bestEpoch = self.bestEpoch }
end

function Checkpoint:loadStateDict(state)
  self.bestValue, self.bestEpoch = state.bestValue, state.bestEpoch
end

return Checkpoint
