-- Parts of a dataset: random, stratified, for cross-validation. Each is a data.Subset.

local dl = require "dlua"
local Subset = require "dlua.data.Subset"
local sizeOf = require "dlua.data.sizeOf"

local splits = {}

local function fail(name, message, ...)
  dl.core.raise(("data.%s: " .. message):format(name, ...))
end

local function countOf(name, dataset)
  if type(dataset) ~= "table" or not dataset.get then
    fail(name, "a dataset with get expected, got %s", type(dataset))
  end
  return sizeOf(dataset)
end

--- A permutation of 1 ... n, drawn from dlua's generator or, with a seed, from one of its own.
local function permutation(n, seed)
  if n == 0 then return {} end
  if not seed then return dl.randperm(n):totable() end
  local state = dl.getRNGState()
  dl.manualSeed(seed)
  local order = dl.randperm(n):totable()
  dl.setRNGState(state)
  return order
end

--- How many of n fall to each part: `parts` are counts that add up to n, or shares that add up to
-- 1. Of shares, what rounding down leaves over goes to the first parts, one each.
local function countsOf(name, parts, n)
  if type(parts) ~= "table" or #parts == 0 then
    fail(name, "a list of counts or of shares expected")
  end
  local sum, counts, given = 0, {}, 0
  for i, part in ipairs(parts) do
    if type(part) ~= "number" or part < 0 then fail(name, "part %d is %s", i, tostring(part)) end
    sum = sum + part
  end
  if math.type(sum) == "integer" and sum == n then return parts end
  if math.abs(sum - 1) > 1e-6 then
    fail(name, "counts that add up to %d or shares that add up to 1 expected, got the sum %g", n,
      sum)
  end
  for i, part in ipairs(parts) do
    counts[i] = math.floor(n * part + 1e-9)
    given = given + counts[i]
  end
  for i = 1, n - given do counts[(i - 1) % #counts + 1] = counts[(i - 1) % #counts + 1] + 1 end
  return counts
end

local function subsets(dataset, lists)
  local results = {}
  for i, list in ipairs(lists) do results[i] = Subset(dataset, list) end
  return table.unpack(results)
end

--- data.randomSplit(dataset, {0.8, 0.2}, seed): parts of these shares (or counts) at random, one
-- result for each. With a seed (an integer) the parts are the same in every run; without it they
-- are drawn from dlua's generator.
function splits.randomSplit(dataset, parts, seed)
  local n = countOf("randomSplit", dataset)
  local order, lists, first = permutation(n, seed), {}, 1
  for i, count in ipairs(countsOf("randomSplit", parts, n)) do
    lists[i] = table.move(order, first, first + count - 1, 1, {})
    first = first + count
  end
  return subsets(dataset, lists)
end

--- The labels of a dataset, a list: those given, or the last value of each example.
local function labelsOf(name, dataset, labels, n)
  if dl.isTensor(labels) then labels = labels:totable() end
  if not labels then
    labels = {}
    for i = 1, n do
      local example = table.pack(dataset:get(i))
      local label = example[example.n]
      labels[i] = dl.isTensor(label) and label:item() or label
    end
  end
  if #labels ~= n then fail(name, "%d labels for %d examples", #labels, n) end
  return labels
end

--- For each label (in the order of their first example) its positions, in the order of a
-- permutation.
local function byLabel(labels, order)
  local groups, found = {}, {}
  for _, i in ipairs(order) do
    local label = labels[i]
    if not found[label] then
      found[label] = {}
      groups[#groups + 1] = found[label]
    end
    table.insert(found[label], i)
  end
  return groups
end

--- data.stratifiedSplit(dataset, {0.8, 0.2}, {labels =, seed =}): as randomSplit, with the same
-- share of every class in each part (as far as whole examples can be divided). labels: a list or
-- tensor of one label for each example; without it the last value of each example is the label.
function splits.stratifiedSplit(dataset, parts, options)
  options = options or {}
  local n = countOf("stratifiedSplit", dataset)
  local labels = labelsOf("stratifiedSplit", dataset, options.labels, n)
  local wanted = countsOf("stratifiedSplit", parts, n)
  local lists, room = {}, {}
  for i, count in ipairs(wanted) do lists[i], room[i] = {}, count end
  for _, group in ipairs(byLabel(labels, permutation(n, options.seed))) do
    for k, position in ipairs(group) do
      -- to the part that lacks most of what is its due of this class, among those with room
      local best, most
      for i, count in ipairs(wanted) do
        local due = count / n * k - (lists[i][group] or 0)
        if room[i] > 0 and (not most or due > most) then best, most = i, due end
      end
      table.insert(lists[best], position)
      lists[best][group] = (lists[best][group] or 0) + 1
      room[best] = room[best] - 1
    end
  end
  for _, list in ipairs(lists) do
    for key in pairs(list) do
      if type(key) == "table" then list[key] = nil end
    end
  end
  return subsets(dataset, lists)
end

--- The k folds: lists of positions.
local function folds(n, k, options, dataset)
  local order = options.shuffle == false and {} or permutation(n, options.seed)
  for i = #order + 1, n do order[i] = i end
  local lists, next = {}, 0
  for i = 1, k do lists[i] = {} end
  if options.stratified then
    local labels = labelsOf("kFold", dataset, options.labels, n)
    for _, group in ipairs(byLabel(labels, order)) do
      for _, position in ipairs(group) do
        table.insert(lists[next % k + 1], position)
        next = next + 1
      end
    end
    return lists
  end
  local first = 1
  for i = 1, k do
    local count = n // k + (i <= n % k and 1 or 0)
    table.move(order, first, first + count - 1, 1, lists[i])
    first = first + count
  end
  return lists
end

--- data.kFold(dataset, k, {shuffle = true, seed =, stratified = false, labels =}): an iterator over
-- the k divisions of cross-validation. Each example is tested with once.
--
--   for fold, train, test in data.kFold(set, 5, { seed = 1 }) do ... end
function splits.kFold(dataset, k, options)
  options = options or {}
  local n = countOf("kFold", dataset)
  if math.type(k) ~= "integer" or k < 2 or k > n then
    fail("kFold", "k must be an integer from 2 to the number of examples (%d), got %s", n,
      tostring(k))
  end
  local lists, fold = folds(n, k, options, dataset), 0
  return function()
    if fold == k then return nil end
    fold = fold + 1
    local rest = {}
    for i, list in ipairs(lists) do
      if i ~= fold then table.move(list, 1, #list, #rest + 1, rest) end
    end
    return fold, Subset(dataset, rest), Subset(dataset, lists[fold])
  end
end

return splits
