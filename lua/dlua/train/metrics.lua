-- Metrics of classification and of language models.
--
-- Each is a class: update(output, target) takes in a batch, value() says what it comes to so far,
-- reset() starts anew (the protocol of train.Trainer's `metrics`); and each has a function of the
-- same kind for a single batch:
--
--   local f1 = train.F1(10)                      local f1 = train.f1(output, target)
--   for x, y in loader:iter() do f1:update(net(x), y) end
--   print(f1:value())
--
-- Outputs are scores (N, C) of any kind or classes (N); targets are classes (N) from 1.

local dl = require "dlua"
local class = require "dlua.class"

local metrics = {}

local function fail(name, message, ...)
  dl.core.raise(("train.%s: " .. message):format(name, ...))
end

--- Scores as classes.
local function classesOf(output)
  output = output:detach()
  if output.ndim == 2 then return output:argmax(2) end
  return output:to("int64"):reshape(-1)
end

local function checkCounts(name, output, target)
  if #output ~= target:numel() then
    fail(name, "%d outputs for %d targets", #output, target:numel())
  end
end

--- A class with reset() in its constructor.
local function new(name, reset)
  local cls = class.new("train." .. name)
  metrics[name] = cls
  cls.reset = reset
  function cls:__init(...)
    if self.configure then self:configure(...) end
    self:reset()
  end
  return cls
end

-- ---- means ----

--- train.Mean(): the running mean of numbers. update(value, weight = 1); a tensor counts as its
-- elements.
local Mean = new("Mean", function(self) self.sum, self.weight = 0, 0 end)

function Mean:update(value, weight)
  if dl.isTensor(value) then
    weight = (weight or 1) * value:numel()
    value = value:numel() > 0 and value:detach():to("float64"):mean():item() or 0
  end
  weight = weight or 1
  self.sum, self.weight = self.sum + value * weight, self.weight + weight
end

function Mean:value() return self.weight > 0 and self.sum / self.weight or 0 / 0 end

--- train.MovingMean(decay = 0.98): the mean of numbers that forgets: each counts `decay` times as
-- much as the next one. It is free of the bias of a mean that begins with 0 (as Adam's averages
-- are).
local Moving = new("MovingMean", function(self) self.sum, self.weight = 0, 0 end)

function Moving:configure(decay)
  self.decay = decay or 0.98
  if type(self.decay) ~= "number" or self.decay < 0 or self.decay >= 1 then
    fail("MovingMean", "decay must be a number from 0 to below 1, got %s", tostring(decay))
  end
end

function Moving:update(value)
  if dl.isTensor(value) then value = value:item() end
  self.sum = self.decay * self.sum + (1 - self.decay) * value
  self.weight = self.decay * self.weight + (1 - self.decay)
end

function Moving:value() return self.weight > 0 and self.sum / self.weight or 0 / 0 end

--- train.Perplexity(): exp of the mean negative log likelihood. update(loss, count = 1): the mean
-- loss (in nats) of `count` predictions; or update(output, target): scores before softmax (N, C)
-- and classes.
local Perplexity = new("Perplexity", function(self) self.sum, self.count = 0, 0 end)

function Perplexity:update(output, target)
  local loss, count = output, target or 1
  if dl.isTensor(output) and output.ndim >= 1 then
    if not dl.isTensor(target) then fail("Perplexity", "scores need targets") end
    checkCounts("Perplexity", output, target)
    loss, count = dl.crossEntropy(output:detach(), target), target:numel()
  end
  if dl.isTensor(loss) then loss = loss:item() end
  self.sum, self.count = self.sum + loss * count, self.count + count
end

function Perplexity:value() return self.count > 0 and math.exp(self.sum / self.count) or 0 / 0 end

--- train.perplexity(loss): of a mean loss in nats (a number or a tensor of one element); or
-- train.perplexity(output, target).
function metrics.perplexity(output, target)
  local metric = metrics.Perplexity()
  metric:update(output, target)
  return metric:value()
end

-- ---- shares that are right ----

--- How many examples have their class among the k largest scores.
local function hitsAmong(name, output, target, k)
  checkCounts(name, output, target)
  if output.ndim ~= 2 then fail(name, "scores (N, C) expected, got %d dimensions", output.ndim) end
  if #output == 0 then return 0 end
  local _, best = output:detach():topk(math.min(k, output:size(2)), 2)
  return best:eq(target:reshape(-1, 1)):to("int64"):sum():item()
end

--- train.TopK(k = 5): the share of examples whose class is among the k largest scores.
local TopK = new("TopK", function(self) self.hits, self.count = 0, 0 end)

function TopK:configure(k)
  self.k = k or 5
  if math.type(self.k) ~= "integer" or self.k < 1 then
    fail("TopK", "k must be an integer of 1 or more, got %s", tostring(k))
  end
end

function TopK:update(output, target)
  self.hits = self.hits + hitsAmong("TopK", output, target, self.k)
  self.count = self.count + target:numel()
end

function TopK:value() return self.count > 0 and self.hits / self.count or 0 / 0 end

--- train.topK(output, target, k = 5)
function metrics.topK(output, target, k)
  local metric = metrics.TopK(k)
  metric:update(output, target)
  return metric:value()
end

-- ---- precision, recall, F1 ----

local averages = { micro = true, macro = true, weighted = true, none = true }

local function resetCounts(self) self.found, self.wanted, self.hit = {}, {}, {} end

--- A share; 0 of nothing is 0, as scikit-learn has it.
local function share(part, whole) return whole > 0 and part / whole or 0 end

local formulas = {
  Precision = function(hit, found) return share(hit, found) end,
  Recall = function(hit, _, wanted) return share(hit, wanted) end,
  F1 = function(hit, found, wanted) return share(2 * hit, found + wanted) end,
}

local function configure(self, classes, options)
  if type(classes) == "table" then classes, options = nil, classes end
  self.classes, self.average = classes, options and options.average or "macro"
  if not averages[self.average] then
    fail(self.kind, 'average must be "micro", "macro", "weighted" or "none", got %s',
      tostring(self.average))
  end
end

local function update(self, output, target)
  local count = output.ndim == 2 and output:size(2) or self.classes
  output, target = classesOf(output), target:reshape(-1)
  checkCounts(self.kind, output, target)
  local found, wanted = output:totable(), target:totable()
  for i, guess in ipairs(found) do
    local truth = wanted[i]
    if guess < 1 or truth < 1 or count and math.max(guess, truth) > count then
      fail(self.kind, "output %d, target %d: no classes from 1 to %s", guess, truth,
        tostring(count))
    end
    self.found[guess] = (self.found[guess] or 0) + 1
    self.wanted[truth] = (self.wanted[truth] or 0) + 1
    if guess == truth then self.hit[guess] = (self.hit[guess] or 0) + 1 end
  end
end

--- Of each class that is known by number, or was seen: the value and how many examples are of it.
local function eachClass(self)
  local values, weights = {}, {}
  local last = self.classes or 0
  for index in pairs(self.found) do last = math.max(last, index) end
  for index in pairs(self.wanted) do last = math.max(last, index) end
  for index = 1, last do
    local found, wanted = self.found[index] or 0, self.wanted[index] or 0
    if self.classes or found + wanted > 0 then
      values[#values + 1] = self.formula(self.hit[index] or 0, found, wanted)
      weights[#weights + 1] = wanted
    end
  end
  return values, weights
end

local function total(counts)
  local sum = 0
  for _, count in pairs(counts) do sum = sum + count end
  return sum
end

local function value(self)
  if self.average == "micro" then
    return self.formula(total(self.hit), total(self.found), total(self.wanted))
  end
  local values, weights = eachClass(self)
  if self.average == "none" then return values end
  local sum, weight = 0, 0
  for i, one in ipairs(values) do
    local w = self.average == "weighted" and weights[i] or 1
    sum, weight = sum + w * one, weight + w
  end
  return share(sum, weight)
end

--- train.Precision, train.Recall, train.F1 (classes =, {average = "macro"}): of the examples taken
-- for a class the share that is of it; of those that are of it the share that was found; the
-- harmonic mean of the two. average: "macro" is the mean over the classes, "weighted" that weighted
-- by the examples of each, "micro" counts all classes together, "none" gives a list. Without
-- `classes` those count that were seen. What is 0 of 0 is 0.
for _, name in ipairs { "Precision", "Recall", "F1" } do
  local cls = new(name, resetCounts)
  cls.kind, cls.formula = name, formulas[name]
  cls.configure, cls.update, cls.value = configure, update, value
  --- train.precision(output, target, options), train.recall, train.f1; options: classes, average.
  metrics[name:lower()] = function(output, target, options)
    local metric = cls(options and options.classes or options or {}, options)
    metric:update(output, target)
    return metric:value()
  end
end

-- ---- ROC AUC ----

--- The area under the ROC curve of scores for truths: the chance that a positive example has a
-- larger score than a negative one, ties counting half (Mann and Whitney's U, by ranks).
local function areaUnder(scores, truths)
  local order = {}
  for i = 1, #scores do order[i] = i end
  table.sort(order, function(a, b) return scores[a] < scores[b] end)
  local rankSum, positives, i = 0, 0, 1
  while i <= #order do
    local j = i
    while j < #order and scores[order[j + 1]] == scores[order[i]] do j = j + 1 end
    for k = i, j do
      if truths[order[k]] then rankSum, positives = rankSum + (i + j) / 2, positives + 1 end
    end
    i = j + 1
  end
  local negatives = #order - positives
  if positives == 0 or negatives == 0 then return 0 / 0 end
  return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
end

--- train.ROCAUC({average = "macro"}): the area under the ROC curve. Outputs are the scores (N) of
-- the positive class and targets 0 and 1 (or booleans, or classes 1 and 2: 2 is positive); or
-- outputs are scores (N, C) and targets classes: then each class against the rest, averaged
-- ("macro", "weighted" by the examples of each, "none": a list). Keeps all scores. NaN where a
-- class has no or all examples; the mean leaves such classes out.
local ROCAUC = new("ROCAUC", function(self) self.columns, self.truths = {}, {} end)

function ROCAUC:configure(options)
  self.average = options and options.average or "macro"
  if not averages[self.average] or self.average == "micro" then
    fail("ROCAUC", 'average must be "macro", "weighted" or "none", got %s', tostring(self.average))
  end
end

function ROCAUC:update(output, target)
  output = output:detach()
  checkCounts("ROCAUC", output, target)
  if output:isnan():any():item() then fail("ROCAUC", "a score is NaN") end
  local columns = output.ndim == 2 and output:size(2) > 1 and output:size(2) or 1
  if #self.columns > 0 and #self.columns ~= columns then
    fail("ROCAUC", "%d columns of scores, %d before", columns, #self.columns)
  end
  local scores = output:reshape(-1, columns):t():to("float64"):contiguous():totable()
  for c = 1, columns do
    self.columns[c] = self.columns[c] or {}
    table.move(scores[c], 1, #scores[c], #self.columns[c] + 1, self.columns[c])
  end
  local truths = target:reshape(-1):totable()
  table.move(truths, 1, #truths, #self.truths + 1, self.truths)
end

--- Which truths mean the positive class of a single column.
local function positives(truths)
  local largest = 0
  for _, truth in ipairs(truths) do
    if truth ~= true and truth ~= false then largest = math.max(largest, truth) end
  end
  local list = {}
  for i, truth in ipairs(truths) do
    list[i] = truth == true or truth == (largest == 2 and 2 or 1)
  end
  return list
end

function ROCAUC:value()
  if #self.columns <= 1 then return areaUnder(self.columns[1] or {}, positives(self.truths)) end
  local values, sum, weight = {}, 0, 0
  for c, scores in ipairs(self.columns) do
    local truths, count = {}, 0
    for i, truth in ipairs(self.truths) do
      truths[i] = truth == c
      if truths[i] then count = count + 1 end
    end
    values[c] = areaUnder(scores, truths)
    if values[c] == values[c] then
      local w = self.average == "weighted" and count or 1
      sum, weight = sum + w * values[c], weight + w
    end
  end
  if self.average == "none" then return values end
  return weight > 0 and sum / weight or 0 / 0
end

--- train.rocAuc(output, target, options)
function metrics.rocAuc(output, target, options)
  local metric = metrics.ROCAUC(options)
  metric:update(output, target)
  return metric:value()
end

return metrics
