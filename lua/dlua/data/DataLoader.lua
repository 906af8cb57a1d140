-- data.DataLoader: a dataset in batches, shuffled or not.

local dl = require "dlua"
local class = require "dlua.class"

local DataLoader = class.new("data.DataLoader")

DataLoader.doc = [[
data.DataLoader{dataset =, batchSize = 1, shuffle = false, dropLast = false}

  for x, y in loader:iter() do ... end    one epoch; each call of iter() shuffles anew
  #loader                                 the number of batches

x and y have the examples along dimension 1. The last batch is shorter when the size does not
divide, and left out with dropLast. The shuffle is that of Fisher and Yates (dl.randperm), drawn
from dlua's generator: dl.manualSeed repeats it. Without shuffle the batches are views of the
dataset's tensors.]]

local defaults = { dataset = false, batchSize = 1, shuffle = false, dropLast = false }

function DataLoader:__init(options)
  if type(options) ~= "table" then
    dl.core.raise("data.DataLoader: options by name expected, as in {dataset = d, batchSize = 32}")
  end
  for key, default in pairs(defaults) do
    self[key] = default
    if options[key] ~= nil then self[key] = options[key] end
  end
  for key in pairs(options) do
    if defaults[key] == nil then
      dl.core.raise("data.DataLoader: no option " .. tostring(key))
    end
  end
  if math.type(self.batchSize) ~= "integer" or self.batchSize < 1 then
    dl.core.raise("data.DataLoader: batchSize must be an integer of 1 or more")
  end
  if type(self.dataset) ~= "table" and type(self.dataset) ~= "userdata" then
    dl.core.raise("data.DataLoader: a dataset expected")
  end
end

local function sizeOf(dataset)
  return dataset.size and dataset:size() or #dataset
end

function DataLoader:__len()
  local count = sizeOf(self.dataset)
  return self.dropLast and count // self.batchSize
    or (count + self.batchSize - 1) // self.batchSize
end

--- What a dataset's get gave for each example of a batch, put together: numbers and tensors
-- stacked.
local function stack(examples, position)
  local items = {}
  for i, example in ipairs(examples) do
    local item = example[position]
    if type(item) == "number" then
      local dtype = math.type(item) == "integer" and "int64" or "float32"
      item = dl.tensor(item, dtype)
    end
    items[i] = item
  end
  return dl.stack(items)
end

--- A batch of a dataset that knows single examples only. `at(k)` is the position of the k-th of
-- them.
local function gather(dataset, first, last, at)
  local examples, results = {}, {}
  for k = first, last do examples[#examples + 1] = table.pack(dataset:get(at(k))) end
  for position = 1, examples[1].n do results[position] = stack(examples, position) end
  return table.unpack(results)
end

--- The batch of the k-th to the last-th example in the order of `permutation`, or of the dataset.
local function fetch(dataset, first, last, permutation)
  if dataset.batch then
    return dataset:batch(permutation and permutation:narrow(1, first, last - first + 1)
      or { first, last })
  end
  return gather(dataset, first, last, function(k)
    return permutation and permutation:item(k) or k
  end)
end

--- Iterate over the batches of one epoch.
function DataLoader:iter()
  local count, size, batches = sizeOf(self.dataset), self.batchSize, #self
  local permutation = self.shuffle and dl.randperm(count) or nil
  local batch = 0
  return function()
    if batch == batches then return nil end
    batch = batch + 1
    local first = (batch - 1) * size + 1
    return fetch(self.dataset, first, math.min(first + size - 1, count), permutation)
  end
end

return DataLoader
