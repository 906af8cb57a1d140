-- What a Trainer can learn from, as batches: loaders, functions, datasets, tensors.

local dl = require "dlua"

local feeding = {}

local function isDataset(value)
  return type(value.get) == "function" or type(value.batch) == "function"
end

--- A loader (an object with iter()) of whatever stands for one.
function feeding.loader(given, batchSize, shuffle)
  if type(given) == "function" then return { iter = given } end
  if type(given) == "table" then
    if dl.isTensor(given[1]) then given = dl.data.TensorDataset(table.unpack(given)) end
    if isDataset(given) then
      return dl.data.DataLoader { dataset = given, batchSize = batchSize or 32, shuffle = shuffle }
    end
    if type(given.iter) == "function" then return given end
  end
  return dl.core.raise(("train.Trainer: data must be a loader, a dataset, {x, y} or a function, "
    .. "got a %s"):format(type(given)))
end

--- The number of batches, or nil where nobody knows.
function feeding.count(loader)
  local meta = getmetatable(loader)
  local known, count = pcall(meta and meta.__len or error, loader)
  return known and count or nil
end

--- Epoch number `epoch` is about to begin. The order of a loader with a seed of its own depends on
-- how many epochs it has seen: in a training that is resumed, too.
function feeding.beginEpoch(loader, epoch)
  if loader.seed and math.type(loader.epoch) then loader.epoch = epoch - 1 end
end

--- Batches in pinned memory (pinMemory of data.DataLoader) are not waited for.
local function moved(value, device)
  if dl.isTensor(value) then
    return value:to(device, { nonBlocking = value:isPinned() and device ~= "cpu" })
  end
  if type(value) ~= "table" or getmetatable(value) then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = moved(item, device) end
  return copy
end

--- Iterate over the batches of one epoch: each as a list of what the loader gave, `n` of them.
function feeding.batches(loader, device)
  local step, state, control, closing = loader:iter()
  local function following()
    local batch = table.pack(step(state, control))
    control = batch[1]
    if control == nil then return nil end
    for i = 1, device and batch.n or 0 do batch[i] = moved(batch[i], device) end
    return batch
  end
  return following, nil, nil, closing  -- `for` closes what the loader wants closed
end

--- How many examples a batch has: the first size of its last tensor (the target).
function feeding.size(batch)
  for i = batch.n, 1, -1 do
    local item = batch[i]
    if dl.isTensor(item) then return item.ndim > 0 and #item or 1 end
  end
  return 1
end

return feeding
