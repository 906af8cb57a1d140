-- data.Subset: some of the examples of a dataset.

local dl = require "dlua"
local class = require "dlua.class"
local sizeOf = require "dlua.data.sizeOf"

local Subset = class.new("data.Subset")

Subset.doc = [[
data.Subset(dataset, positions): example i is that at positions[i] (a list or a 1-D tensor of
integers from 1) of the dataset.]]

function Subset:__init(dataset, positions)
  if type(dataset) ~= "table" or not dataset.get then
    dl.core.raise("data.Subset: a dataset with get expected, got " .. type(dataset))
  end
  if type(positions) == "table" then positions = dl.tensor(positions, "int64") end
  if not dl.isTensor(positions) or positions.ndim ~= 1 then
    dl.core.raise("data.Subset: a list of positions or a 1-D tensor expected")
  end
  local size = sizeOf(dataset)
  if #positions > 0 and (positions:amin():item() < 1 or positions:amax():item() > size) then
    dl.core.raise(("data.Subset: a position is outside of the %d examples"):format(size))
  end
  self.dataset, self.positions = dataset, positions:to("int64"):contiguous()
  if not dataset.batch then self.batch = false end
end

function Subset:__len() return #self.positions end

function Subset:get(i) return self.dataset:get(self.positions:item(i)) end

function Subset:batch(positions)
  if dl.isTensor(positions) then
    return self.dataset:batch(self.positions:indexSelect(1, positions))
  end
  local first, last = positions[1], positions[2]
  return self.dataset:batch(self.positions:narrow(1, first, last - first + 1))
end

return Subset
