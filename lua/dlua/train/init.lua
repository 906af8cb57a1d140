-- train: what a training loop shows. Each entry is loaded when it is first used.
--
--   train.Progress           a progress bar
--   train.ConfusionMatrix    which class is taken for which
--   train.accuracy           the share of examples that are right

local files = {
  Progress = "dlua.train.progress",
  ConfusionMatrix = "dlua.train.ConfusionMatrix",
  accuracy = "dlua.train.accuracy",
}

return setmetatable({}, {
  __index = function(self, key)
    local found = files[key] and require(files[key])
    rawset(self, key, found)
    return found
  end,
})
