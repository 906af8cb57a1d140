-- train: training loops and what they show. Each entry is loaded when it is first used.
--
--   train.Trainer            the loop, with what people want around it
--   train.Callback           what hears of its events; those that are here:
--     ProgressBar EarlyStopping Checkpoint Scheduler CSVLog JSONLog NaNGuard Plot
--   train.Progress           a progress bar, for loops of your own
--   train.ConfusionMatrix    which class is taken for which
--   train.accuracy           the share of examples that are right
--   train.Mean MovingMean Perplexity TopK Precision Recall F1 ROCAUC      metrics over many batches
--   train.perplexity topK precision recall f1 rocAuc                      and of one

local files = {
  Trainer = "Trainer", Callback = "Callback", Meters = "Meters",
  ProgressBar = "callbacks.ProgressBar", EarlyStopping = "callbacks.EarlyStopping",
  Checkpoint = "callbacks.Checkpoint", Scheduler = "callbacks.Scheduler",
  CSVLog = "callbacks.logs", JSONLog = "callbacks.logs",
  NaNGuard = "callbacks.NaNGuard", Plot = "callbacks.Plot",
  Progress = "progress", ConfusionMatrix = "ConfusionMatrix", accuracy = "accuracy",
  Mean = "metrics", MovingMean = "metrics", Perplexity = "metrics", TopK = "metrics",
  Precision = "metrics", Recall = "metrics", F1 = "metrics", ROCAUC = "metrics",
  perplexity = "metrics", topK = "metrics", precision = "metrics", recall = "metrics",
  f1 = "metrics", rocAuc = "metrics",
}

return setmetatable({}, {
  __methods = files,  -- for the completion of names at the prompt
  __index = function(self, key)
    local found = files[key] and require("dlua.train." .. files[key])
    if type(found) == "table" and rawget(found, key) then found = found[key] end
    rawset(self, key, found)
    return found
  end,
})
