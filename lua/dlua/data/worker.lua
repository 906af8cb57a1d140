-- What runs in each worker of a data.DataLoader (src/lua/workers.c): called with the dataset, the
-- function that collates and the device to pin memory for, it returns the handler of tasks.

local dl = require "dlua"
local fetch = require "dlua.data.fetch"

local function seed(value)
  dl.manualSeed(value)
  math.randomseed(value)
end

return function(dataset, collate, pinned)
  dataset = fetch.resolve(dataset)
  local iterator
  local handlers = {
    batch = function(positions, batchSeed)
      seed(batchSeed)
      return fetch.pinned(pinned, fetch.batch(dataset, positions, collate))
    end,
    restart = function(epochSeed)
      seed(epochSeed)
      iterator = dataset:iter()
    end,
    next = function(size, dropLast)
      return fetch.pinned(pinned, fetch.next(iterator, size, dropLast, collate))
    end,
  }
  return function(kind, ...) return handlers[kind](...) end
end
