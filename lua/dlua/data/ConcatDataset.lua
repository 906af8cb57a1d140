-- data.ConcatDataset: datasets one behind the other.

local dl = require "dlua"
local class = require "dlua.class"
local sizeOf = require "dlua.data.sizeOf"

local ConcatDataset = class.new("data.ConcatDataset")

ConcatDataset.doc = [[
data.ConcatDataset(a, b, ...), or one list of them: the examples of a, then those of b, ...]]

function ConcatDataset:__init(...)
  local list = { ... }
  if #list == 1 and not class.of(list[1]) and list[1][1] then list = list[1] end
  if #list == 0 then dl.core.raise("data.ConcatDataset: at least one dataset expected") end
  self.datasets, self.ends = list, {}
  local count = 0
  for i, dataset in ipairs(list) do
    if type(dataset) ~= "table" or not dataset.get then
      dl.core.raise(("data.ConcatDataset: argument %d is no dataset with get"):format(i))
    end
    count = count + sizeOf(dataset)
    self.ends[i] = count
  end
  self.count = count
end

function ConcatDataset:__len() return self.count end

function ConcatDataset:get(i)
  if math.type(i) ~= "integer" or i < 1 or i > self.count then
    dl.core.raise(("data.ConcatDataset: example %s of %d"):format(tostring(i), self.count))
  end
  local part = 1
  while i > self.ends[part] do part = part + 1 end
  return self.datasets[part]:get(i - (self.ends[part - 1] or 0))
end

return ConcatDataset
