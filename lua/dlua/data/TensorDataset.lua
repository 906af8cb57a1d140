-- data.TensorDataset: examples that lie in tensors.

local dl = require "dlua"
local class = require "dlua.class"

local TensorDataset = class.new("data.TensorDataset")

TensorDataset.doc = [[
data.TensorDataset(x, y, ...): example i is x[i], y[i], ... The tensors have the same first size N.

  #dataset           N
  dataset:get(i)     example i: a view of each tensor
  dataset:batch(i)   examples of a 1-D tensor of positions (from 1), or of a range {first, last}:
                     one tensor for each, with dimension 1 along the examples

Any object with `get(i)` and `#` (or `size()`) is a dataset for data.DataLoader; `batch` is
optional.]]

function TensorDataset:__init(...)
  self.tensors = { ... }
  if #self.tensors == 0 then dl.core.raise("data.TensorDataset: at least one tensor expected") end
  for i, tensor in ipairs(self.tensors) do
    if not dl.isTensor(tensor) or tensor.ndim == 0 then
      dl.core.raise(("data.TensorDataset: argument %d is no tensor with dimensions"):format(i))
    end
    if #tensor ~= #self.tensors[1] then
      dl.core.raise(("data.TensorDataset: %d examples in tensor %d, %d in the first")
        :format(#tensor, i, #self.tensors[1]))
    end
  end
end

function TensorDataset:__len()
  return #self.tensors[1]
end

--- fn of each tensor, as several results.
local function each(self, fn)
  local results = {}
  for i, tensor in ipairs(self.tensors) do results[i] = fn(tensor) end
  return table.unpack(results)
end

function TensorDataset:get(i)
  return each(self, function(tensor) return tensor:select(1, i) end)
end

function TensorDataset:batch(positions)
  if dl.isTensor(positions) then
    return each(self, function(tensor) return tensor:indexSelect(1, positions) end)
  end
  local first, last = positions[1], positions[2]
  return each(self, function(tensor) return tensor:narrow(1, first, last - first + 1) end)
end

return TensorDataset
