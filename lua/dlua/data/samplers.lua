-- Samplers: in which order the examples of a dataset come.
--
-- A sampler has `iter()`, which returns a function that gives a position at each call, and `#`.
-- Those here have `positions()` too: all of them, drawn at once, as a range {first =, last =} or a
-- 1-D int64 tensor. They draw from dlua's generator.

local dl = require "dlua"
local class = require "dlua.class"
local sizeOf = require "dlua.data.sizeOf"

local samplers = {}

local function fail(name, message, ...)
  dl.core.raise(("data.%s: " .. message):format(name, ...))
end

local function countOf(name, dataset)
  if math.type(dataset) == "integer" and dataset >= 0 then return dataset end
  if type(dataset) ~= "table" and type(dataset) ~= "userdata" then
    fail(name, "a dataset or its size expected, got %s", type(dataset))
  end
  return dl.isTensor(dataset) and #dataset or sizeOf(dataset)
end

local function isCount(value)
  return math.type(value) == "integer" and value >= 0
end

--- Each position of what positions() gives.
local function iterate(self)
  local all = self:positions()
  local k, last = 0, #self
  local list = dl.isTensor(all) and all:totable()
  return function()
    if k == last then return nil end
    k = k + 1
    return list and list[k] or all.first + k - 1
  end
end

local function new(name)
  local cls = class.new("data." .. name)
  cls.iter = iterate
  function cls:__len() return self.count end
  samplers[name] = cls
  return cls
end

-- ---- one after the other, at random ----

--- data.SequentialSampler(dataset or size): 1, 2, 3, ...
local Sequential = new "SequentialSampler"

function Sequential:__init(dataset) self.count = countOf("SequentialSampler", dataset) end

function Sequential:positions() return { first = 1, last = self.count } end

--- data.RandomSampler(dataset or size, {replacement = false, count = size}): a permutation, or
-- `count` positions drawn independently with replacement. Without replacement count may not exceed
-- the size.
local Random = new "RandomSampler"

function Random:__init(dataset, options)
  options = options or {}
  self.size = countOf("RandomSampler", dataset)
  self.replacement, self.count = options.replacement or false, options.count or self.size
  if not isCount(self.count) or not self.replacement and self.count > self.size then
    fail("RandomSampler", "count %s of %d examples", tostring(self.count), self.size)
  end
  if self.replacement and self.size == 0 and self.count > 0 then
    fail("RandomSampler", "there is no example to draw")
  end
end

function Random:positions()
  if self.replacement and self.count > 0 then
    return dl.randint(1, self.size + 1, { self.count })
  end
  return dl.randperm(self.size):narrow(1, 1, self.count)
end

--- data.SubsetSampler(positions, {shuffle = true}): these positions (a list or a 1-D tensor).
local Subset = new "SubsetSampler"

function Subset:__init(positions, options)
  if type(positions) == "table" then positions = dl.tensor(positions, "int64") end
  if not dl.isTensor(positions) or positions.ndim ~= 1 then
    fail("SubsetSampler", "a list of positions or a 1-D tensor expected")
  end
  self.all, self.count = positions:to("int64"), #positions
  self.shuffle = not options or options.shuffle ~= false
end

function Subset:positions()
  if not self.shuffle then return self.all end
  return self.all:indexSelect(1, dl.randperm(self.count))
end

--- data.WeightedSampler(weights, count, {replacement = true}): `count` positions, drawn with
-- probabilities in proportion to the weights (a list or a 1-D tensor, one for each example).
local Weighted = new "WeightedSampler"

function Weighted:__init(weights, count, options)
  if type(weights) == "table" then weights = dl.tensor(weights, "float64") end
  if not dl.isTensor(weights) or weights.ndim ~= 1 then
    fail("WeightedSampler", "a list of weights or a 1-D tensor expected")
  end
  if not isCount(count) or count < 1 then
    fail("WeightedSampler", "count must be an integer of 1 or more, got %s", tostring(count))
  end
  self.weights, self.count = weights:detach():to("float64"), count
  self.replacement = not options or options.replacement ~= false
end

function Weighted:positions()
  return dl.multinomial(self.weights, self.count, self.replacement)
end

-- ---- a part for each process ----

local function fromEnvironment(...)
  for _, name in ipairs { ... } do
    local value = math.tointeger(tonumber(os.getenv(name) or ""))
    if value then return value end
  end
end

--- data.DistributedSampler(dataset or size, {rank =, size =, shuffle = true, seed = 0,
-- dropLast = false}): the share of one of `size` processes that train together. Every process
-- shuffles alike (from seed and epoch) and takes every size-th position from its rank (0 to size -
-- 1) on. The first positions come again at the end, so that shares are equal; with dropLast the
-- last ones are left out instead. rank and size are those in RANK and WORLD_SIZE (or Open MPI's)
-- unless given, else 0 and 1. Call sampler:setEpoch(epoch) before each epoch, or its order is that
-- of the one before.
local Distributed = new "DistributedSampler"

function Distributed:__init(dataset, options)
  options = options or {}
  self.total = countOf("DistributedSampler", dataset)
  self.size = options.size or fromEnvironment("WORLD_SIZE", "OMPI_COMM_WORLD_SIZE") or 1
  self.rank = options.rank or fromEnvironment("RANK", "OMPI_COMM_WORLD_RANK") or 0
  if not isCount(self.size) or self.size < 1 or not isCount(self.rank)
    or self.rank >= self.size then
    fail("DistributedSampler", "rank %s of %s processes", tostring(self.rank), tostring(self.size))
  end
  self.shuffle, self.seed, self.epoch = options.shuffle ~= false, options.seed or 0, 0
  self.dropLast = options.dropLast or false
  self.count = self.dropLast and self.total // self.size
    or (self.total + self.size - 1) // self.size
end

function Distributed:setEpoch(epoch)
  self.epoch = epoch
  return self
end

function Distributed:positions()
  local order
  if self.shuffle then
    local state = dl.getRNGState()
    dl.manualSeed(self.seed + self.epoch)
    order = dl.randperm(self.total):totable()
    dl.setRNGState(state)
  end
  local mine = {}
  for k = 1, self.count do
    local position = (self.rank + (k - 1) * self.size) % self.total + 1
    mine[k] = order and order[position] or position
  end
  return dl.tensor(mine, "int64")
end

-- ---- whole batches ----

--- The batches of a sampler: a function that gives ranges, tensors or lists of positions.
function samplers.inBatches(sampler, size, dropLast)
  if not sampler.positions then
    local advance = sampler:iter()
    return function()
      local batch = {}
      while #batch < size do
        local position = advance()
        if not position then break end
        batch[#batch + 1] = position
      end
      if #batch > 0 and not (dropLast and #batch < size) then return batch end
    end
  end
  local all, first, count = sampler:positions(), 1, #sampler
  return function()
    local last = math.min(first + size - 1, count)
    if first > last or dropLast and last - first + 1 < size then return nil end
    local from = first
    first = last + 1
    if dl.isTensor(all) then return all:narrow(1, from, last - from + 1) end
    return { first = all.first + from - 1, last = all.first + last - 1 }
  end
end

--- data.BatchSampler(sampler, size, dropLast = false): the positions of a sampler in lists of
-- `size`.
local Batch = class.new("data.BatchSampler")
samplers.BatchSampler = Batch

function Batch:__init(sampler, size, dropLast)
  if type(sampler) ~= "table" or not sampler.iter then
    fail("BatchSampler", "a sampler expected")
  end
  if not isCount(size) or size < 1 then
    fail("BatchSampler", "size must be an integer of 1 or more")
  end
  self.sampler, self.size, self.dropLast = sampler, size, dropLast or false
end

function Batch:__len()
  local extra = self.dropLast and 0 or self.size - 1
  return (#self.sampler + extra) // self.size
end

function Batch:iter() return samplers.inBatches(self.sampler, self.size, self.dropLast) end

--- data.BucketSampler(lengths, batchSize, {shuffle = true, dropLast = false, pool = 100}): batches
-- of examples of similar length, so that little is padded. The order is shuffled, cut into pools of
-- so many batches, each pool is sorted by length and cut into batches, and these are shuffled.
-- Without shuffle everything is one pool. For the option batchSampler of data.DataLoader.
local Bucket = class.new("data.BucketSampler")
samplers.BucketSampler = Bucket

function Bucket:__init(lengths, batchSize, options)
  options = options or {}
  if dl.isTensor(lengths) then lengths = lengths:totable() end
  if type(lengths) ~= "table" then fail("BucketSampler", "a list of lengths expected") end
  if not isCount(batchSize) or batchSize < 1 then
    fail("BucketSampler", "batchSize must be an integer of 1 or more")
  end
  self.lengths, self.batchSize, self.pool = lengths, batchSize, options.pool or 100
  self.shuffle, self.dropLast = options.shuffle ~= false, options.dropLast or false
end

function Bucket:__len()
  local extra = self.dropLast and 0 or self.batchSize - 1
  return (#self.lengths + extra) // self.batchSize
end

--- The positions order[first ... last] by length; among equals the order stays.
local function sorted(self, order, first, last)
  local rank, list = {}, {}
  for k = first, last do rank[order[k]], list[#list + 1] = k, order[k] end
  table.sort(list, function(a, b)
    local la, lb = self.lengths[a], self.lengths[b]
    if la ~= lb then return la < lb end
    return rank[a] < rank[b]
  end)
  return list
end

function Bucket:iter()
  local count, batches, short = #self.lengths, {}, nil
  local order = self.shuffle and dl.randperm(count):totable() or {}
  for k = #order + 1, count do order[k] = k end
  local step = self.shuffle and self.pool * self.batchSize or math.max(count, 1)
  for first = 1, count, step do
    local list = sorted(self, order, first, math.min(first + step - 1, count))
    for k = 1, #list, self.batchSize do
      local batch = table.move(list, k, math.min(k + self.batchSize - 1, #list), 1, {})
      if #batch == self.batchSize then batches[#batches + 1] = batch else short = batch end
    end
  end
  local turn = self.shuffle and #batches > 0 and dl.randperm(#batches):totable()
  local k = 0
  return function()
    k = k + 1
    if k <= #batches then return batches[turn and turn[k] or k] end
    if k == #batches + 1 and short and not self.dropLast then return short end
  end
end

return samplers
