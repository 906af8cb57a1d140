-- data.TransformDataset: a dataset whose examples go through a function.

local dl = require "dlua"
local class = require "dlua.class"
local sizeOf = require "dlua.data.sizeOf"

local TransformDataset = class.new("data.TransformDataset")

TransformDataset.doc = [[
data.TransformDataset(dataset, fn): example i is fn(dataset:get(i)); fn gets all that get returns
and returns what the example shall be. fn is a function or an object that can be called, such as
those of data.transforms. For an iterable dataset its iterator's results go through fn.

data.TransformDataset(dataset, { f, g }): f is applied to the first value of the example, g to the
second, ...; false leaves one as it is.]]

local function eachValue(functions)
  return function(...)
    local values = table.pack(...)
    for i = 1, values.n do
      if functions[i] then values[i] = functions[i](values[i]) end
    end
    return table.unpack(values, 1, values.n)
  end
end

function TransformDataset:__init(dataset, fn)
  if type(dataset) ~= "table" or not (dataset.get or dataset.iter) then
    dl.core.raise("data.TransformDataset: a dataset expected, got " .. type(dataset))
  end
  local callable = type(fn) == "function" or getmetatable(fn) and getmetatable(fn).__call
  if type(fn) == "table" and not callable then
    fn = eachValue(fn)
  elseif not callable then
    dl.core.raise("data.TransformDataset: a function expected, got " .. type(fn))
  end
  self.dataset, self.fn = dataset, fn
  if dataset.get then self.iter = false else self.get = false end
end

function TransformDataset:__len() return sizeOf(self.dataset) end

function TransformDataset:get(i) return self.fn(self.dataset:get(i)) end

local function apply(fn, ...)
  if (...) == nil then return nil end
  return fn(...)
end

function TransformDataset:iter()
  local advance = self.dataset:iter()
  return function() return apply(self.fn, advance()) end
end

return TransformDataset
