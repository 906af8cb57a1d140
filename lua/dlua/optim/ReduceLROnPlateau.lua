-- optim.ReduceLROnPlateau: a smaller rate when nothing gets better any more.

local dl = require "dlua"
local Schedule = require "dlua.optim.Schedule"

local ReduceLROnPlateau = Schedule.new("optim.ReduceLROnPlateau", {}, {
  mode = "min", factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = "rel", cooldown = 0,
  minLr = 0, eps = 1e-8,
})

ReduceLROnPlateau.doc = [[
optim.ReduceLROnPlateau(optimizer, {mode = "min", factor = 0.1, patience = 10, threshold = 1e-4,
thresholdMode = "rel", cooldown = 0, minLr = 0, eps = 1e-8}): step(metric) after each epoch.

The rate is multiplied by factor, but not below minLr, when the metric has not become better for
more than `patience` epochs: smaller ("min") or larger ("max") than the best by the share
`threshold` of it, or by `threshold` itself ("abs"). Then `cooldown` epochs do not count. A change
of the rate by eps or less is left out.]]

ReduceLROnPlateau.needsMetric = true

local better = {
  minrel = function(a, best, threshold) return a < best * (1 - threshold) end,
  minabs = function(a, best, threshold) return a < best - threshold end,
  maxrel = function(a, best, threshold) return a > best * (1 + threshold) end,
  maxabs = function(a, best, threshold) return a > best + threshold end,
}

function ReduceLROnPlateau:prepare()
  if not better[self.mode .. self.thresholdMode] then
    dl.core.raise("optim.ReduceLROnPlateau: mode must be min or max, thresholdMode rel or abs")
  end
  if self.factor >= 1 then dl.core.raise("optim.ReduceLROnPlateau: factor must be less than 1") end
  self.best = self.mode == "min" and math.huge or -math.huge
  self.badEpochs, self.cooling = 0, 0
end

local function reduce(self)
  for _, group in ipairs(self.optimizer.groups) do
    local rate = math.max(group.lr * self.factor, self.minLr)
    if group.lr - rate > self.eps then group.lr = rate end
  end
end

function ReduceLROnPlateau:step(metric)
  if dl.isTensor(metric) then metric = metric:item() end
  if type(metric) ~= "number" then
    dl.core.raise("optim.ReduceLROnPlateau: step(metric): a number expected, got " .. type(metric))
  end
  self.epoch = self.epoch + 1
  if better[self.mode .. self.thresholdMode](metric, self.best, self.threshold) then
    self.best, self.badEpochs = metric, 0
  else
    self.badEpochs = self.badEpochs + 1
  end
  if self.cooling > 0 then self.cooling, self.badEpochs = self.cooling - 1, 0 end
  if self.badEpochs > self.patience then
    reduce(self)
    self.cooling, self.badEpochs = self.cooldown, 0
  end
end

return ReduceLROnPlateau
