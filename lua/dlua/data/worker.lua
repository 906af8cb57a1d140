-- What runs in each worker of a data.DataLoader (src/lua/workers.c): called with the dataset and
-- the function that collates, it returns the handler of tasks.

local dl = require "dlua"
local fetch = require "dlua.data.fetch"

local function seed(value)
  dl.manualSeed(value)
  math.randomseed(value)
end

return function(dataset, collate)
  dataset = fetch.resolve(dataset)
  local iterator
  local handlers = {
    batch = function(positions, batchSeed)
      seed(batchSeed)
      return fetch.batch(dataset, positions, collate)
    end,
    restart = function(epochSeed)
      seed(epochSeed)
      iterator = dataset:iter()
    end,
    next = function(size, dropLast) return fetch.next(iterator, size, dropLast, collate) end,
  }
  return function(kind, ...) return handlers[kind](...) end
end
