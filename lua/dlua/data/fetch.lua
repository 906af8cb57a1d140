-- What a DataLoader does to get a batch, in the program or in a worker.

local dl = require "dlua"
local class = require "dlua.class"
local collate = require "dlua.data.collate"

local fetch = {}

--- The dataset itself, built when it is a recipe.
function fetch.resolve(dataset)
  return class.isA(dataset, "data.Recipe") and dataset:build() or dataset
end

local function join(examples, ownCollate)
  return (ownCollate or collate)(examples)
end

--- The examples at positions: a range {first =, last =}, a list, or a 1-D tensor.
local function examplesAt(dataset, positions)
  local examples = {}
  if positions.first then
    for i = positions.first, positions.last do
      examples[#examples + 1] = table.pack(dataset:get(i))
    end
    return examples
  end
  if dl.isTensor(positions) then positions = positions:totable() end
  for k, i in ipairs(positions) do examples[k] = table.pack(dataset:get(i)) end
  return examples
end

--- The batch at positions.
function fetch.batch(dataset, positions, ownCollate)
  if not dataset.batch or ownCollate then
    return join(examplesAt(dataset, positions), ownCollate)
  end
  if positions.first then return dataset:batch { positions.first, positions.last } end
  if not dl.isTensor(positions) then positions = dl.tensor(positions, "int64") end
  return dataset:batch(positions)
end

--- The next batch of an iterator (a function), or nothing at its end.
function fetch.next(iterator, size, dropLast, ownCollate)
  local examples = {}
  while #examples < size do
    local example = table.pack(iterator())
    if example[1] == nil then break end
    examples[#examples + 1] = example
  end
  if #examples == 0 or dropLast and #examples < size then return end
  return join(examples, ownCollate)
end

local function pin(value, device)
  if dl.isTensor(value) then return value:pinMemory(device) end
  if type(value) ~= "table" or getmetatable(value) then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = pin(item, device) end
  return copy
end

--- A batch with its tensors in pinned memory of a device (nil: as they are).
function fetch.pinned(device, ...)
  if not device then return ... end
  local batch = table.pack(...)
  for i = 1, batch.n do batch[i] = pin(batch[i], device) end
  return table.unpack(batch, 1, batch.n)
end

--- The seed of batch k of an epoch: what is random in it depends on nothing else.
function fetch.seed(epochSeed, k)
  return epochSeed + k * 0x9E3779B97F4A7C15            -- 2^64 over the golden ratio: far apart
end

return fetch
