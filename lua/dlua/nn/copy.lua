-- Copies of modules, and modules that share their parameters.

local dl = require "dlua"
local class = require "dlua.class"
local gradients = require "dlua.nn.gradients"
local learned = require "dlua.nn.learned"
local text = require "dlua.nn.text"
local walk = require "dlua.nn.walk"

local copy = {}

--- Call fn(tensor) for each tensor that a copy of the value will hold, once.
local function eachTensor(value, fn, seen)
  local isTensor = dl.isTensor(value)
  if not isTensor and type(value) ~= "table" or seen[value] then return end
  seen[value] = true
  if isTensor then return fn(value) end
  if value.isNnModule then value:bindGradients() end  -- what is a parameter is known after it
  for key, item in next, value do
    if not walk.isTransient(value, key) then eachTensor(item, fn, seen) end
  end
end

--- Where the last element of a tensor lies in its storage, from 1.
local function lastOf(tensor)
  local last = tensor:storageOffset()
  for dim, stride in ipairs(tensor:stride()) do last = last + (tensor:size(dim) - 1) * stride end
  return last
end

--- Tensors that lie in one storage: { first, last, tensors... } for each storage.
local function storagesOf(value)
  local storages = {}
  eachTensor(value, function(tensor)
    if tensor:numel() == 0 then return end
    local found
    for _, storage in ipairs(storages) do
      if storage[1]:sharesStorage(tensor) then found = storage end
    end
    if not found then
      found = { first = math.huge, last = 0 }
      storages[#storages + 1] = found
    end
    found[#found + 1] = tensor
    found.first = math.min(found.first, tensor:storageOffset())
    found.last = math.max(found.last, lastOf(tensor))
  end, {})
  return storages
end

--- A tensor of the elements of a storage from the first to the last that is in use.
local function span(storage)
  for _, tensor in ipairs(storage) do
    if tensor:storageOffset() == storage.first then
      local start = tensor:detach()
      for _ = 1, tensor.ndim do start = start:select(1, 1) end
      return start:asStrided({ storage.last - storage.first + 1 }, { 1 })
    end
  end
end

--- The values of all tensors of a value, copied: those that share memory share that of the copy.
local function copyValues(value)
  local values = {}
  for _, storage in ipairs(storagesOf(value)) do
    local all = storage[2] and span(storage):clone()
    for _, tensor in ipairs(storage) do
      values[tensor] = all and all:asStrided(tensor.shape, tensor:stride(),
        tensor:storageOffset() - storage.first) or tensor:detach():clone()
    end
  end
  return values
end

local function copyTensor(tensor, values)
  local leaf = (values[tensor] or tensor:clone()):detach()
  if learned.now(tensor) then leaf.requiresGrad = true end
  if learned.ever(tensor) then learned.mark(leaf) end
  if tensor.isLeaf and tensor.grad then leaf.grad = tensor.grad:detach():clone() end
  return leaf
end

local function copyValue(value, values, done)
  local isTensor = dl.isTensor(value)
  if not isTensor and type(value) ~= "table" then return value end
  if done[value] then return done[value] end
  if isTensor then
    done[value] = copyTensor(value, values)
    return done[value]
  end
  local result = setmetatable({}, class.plain(getmetatable(value)))
  done[value] = result
  for key, item in next, value do
    if key == "_order" and getmetatable(value) then
      rawset(result, key, table.move(item, 1, #item, 1, {}))
    elseif not walk.isTransient(value, key) then
      rawset(result, key, copyValue(item, values, done))
    end
  end
  return result
end

--- A copy of a module, of a tensor, or of a table of them: everything inside is copied once, so
-- what is shared inside the original is shared inside the copy, memory included.
function copy.of(value)
  return copyValue(value, copyValues(value), {})
end

local function refuse(module, message)
  dl.core.raise(("%s: share: %s"):format(module.__name or "table", message))
end

local function share(module, object, other, wanted, done)
  if done[object] then return end
  done[object] = true
  for _, key in ipairs(walk.keys(object)) do
    local own, theirs = rawget(object, key), rawget(other, key)
    local isKept = not walk.isTransient(object, key)
    if isKept and dl.isTensor(own) and wanted(own, key) then
      if not dl.isTensor(theirs) then refuse(module, ("the other has no %s"):format(key)) end
      local shape, theirShape = text.shape(own), text.shape(theirs)
      if shape ~= theirShape then
        refuse(module, ("%s is %s here and %s there"):format(key, shape, theirShape))
      end
      rawset(object, key, theirs)
      if type(key) == "string" then rawset(object, gradients.nameOf(key), nil) end
    elseif isKept and type(own) == "table" and (getmetatable(own) == nil or walk.isModule(own)) then
      if type(theirs) ~= "table" then refuse(module, ("the other has no %s"):format(key)) end
      share(module, own, theirs, wanted, done)
    end
  end
end

local function bindAll(module)
  module:apply(function(part) if getmetatable(part) then part:bindGradients() end end)
end

--- Let a module use the same tensors as another of the same build, for the fields with these names,
-- or for all parameters.
function copy.share(module, other, ...)
  local names = {}
  for _, name in ipairs { ... } do names[name] = true end
  local all = next(names) == nil
  bindAll(module)
  bindAll(other)
  share(module, module, other, function(tensor, key)
    if all then return learned.ever(tensor) end
    return names[key]
  end, {})
  bindAll(module)
  return module
end

return copy
