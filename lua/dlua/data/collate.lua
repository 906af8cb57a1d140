-- How the examples of a batch become one: data.collate.

local dl = require "dlua"

local join

local function joinNumbers(items)
  for _, item in ipairs(items) do
    if math.type(item) == "float" then return dl.tensor(items, "float32") end
  end
  return dl.tensor(items, "int64")
end

local function field(items, key)
  local list = {}
  for i, item in ipairs(items) do list[i] = item[key] end
  return list
end

--- Tables: each field by itself.
local function joinTables(items)
  local joined = {}
  for key in pairs(items[1]) do joined[key] = join(field(items, key), #items) end
  return joined
end

function join(items, count)
  if #items < count then
    dl.core.raise("data.collate: an example lacks a value that others have")
  end
  local first = items[1]
  if dl.isTensor(first) then return dl.stack(items) end
  local kind = type(first)
  if kind == "number" then return joinNumbers(items) end
  if kind == "boolean" then return dl.tensor(items) end
  if kind == "table" and not getmetatable(first) then return joinTables(items) end
  return items
end

--- data.collate(examples): examples is a list of lists, one for each example, of what dataset:get
-- returned; with `n`, as table.pack makes them. Numbers become a tensor (int64, or float32 when one
-- has a fraction), booleans a bool tensor, tensors are stacked along a new dimension 1, tables are
-- joined field by field, anything else (strings) becomes a list. Returns as many values as get did.
return function(examples)
  local results = {}
  local n = examples[1].n or #examples[1]
  for position = 1, n do results[position] = join(field(examples, position), #examples) end
  return table.unpack(results, 1, n)
end
