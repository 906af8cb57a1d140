--- Methods of tensors that are made of others, and how tensors print.
local core = require "dlua.core"
local methods, metatable = core.methods, core.metatable

local tensor = {}

local dtypes = {
  float = "float32", double = "float64", half = "float16", bfloat16 = "bfloat16",
  long = "int64", int = "int32", byte = "uint8", bool = "bool",
}
for name, dtype in pairs(dtypes) do
  methods[name] = function(self) return self:to(dtype) end
end

local isDtype = {}
for _, dtype in pairs(dtypes) do isDtype[dtype] = true end

local cast = core.operators.to

local function isNonBlocking(options, what)
  if options == nil then return false end
  if type(options) ~= "table" then core.raise(what .. ": a table of options expected, got " .. type(options)) end
  for key in pairs(options) do
    if key ~= "nonBlocking" then core.raise(("%s: no option '%s'"):format(what, tostring(key))) end
  end
  return options.nonBlocking or false
end

--- x:to(dtype | device | other tensor): a copy with that dtype or on that device; x itself when it is so already.
-- Options: {nonBlocking = true} does not wait for a copy between pinned memory (x:pinMemory()) and a
-- device: what is copied must not be written meanwhile; a copy to the CPU is in pinned memory, not to
-- be read before the device is synchronized.
function methods.to(self, target, options)
  local nonBlocking = isNonBlocking(options, "to")
  if core.isTensor(target) then
    return methods.to(methods.to(self, target.device, options), target.dtype)
  end
  if isDtype[target] then
    return self.dtype == target and self or cast(self, target)
  end
  if type(target) ~= "string" then
    core.raise("to: expected a dtype, a device or a Tensor, got " .. type(target))
  end
  if target:match("^float") or target:match("^u?int") then return cast(self, target) end
  return self.device == target and self or self:toDevice(target, nonBlocking)
end

function methods.cpu(self) return self:to("cpu") end
function methods.cuda(self, options) return self:to("cuda", options) end

--- x:pinMemory(device = "cuda"): x in memory of the CPU that the device reads by itself, while the
-- program goes on; x itself when it is so already. x:isPinned() asks.
function methods.pinMemory(self, device) return core.pinMemory(self, device or "cuda") end
methods.isPinned = core.isPinned

local copy = methods.copy_

--- A tensor expanded to these sizes, for copy_.
local function expanded(source, sizes)
  local own = source.shape
  if table.concat(own, "x") == table.concat(sizes, "x") then return source end
  for d = 1, #own do
    local size = own[#own + 1 - d]
    if size ~= 1 and size ~= sizes[#sizes + 1 - d] then
      core.raise(("copy_: argument 2 'source': shape %s does not broadcast to %s"):format(
        table.concat(own, "x"), table.concat(sizes, "x")))
    end
  end
  return source:expand(sizes)
end

--- x:copy_(source): also from another device; then {nonBlocking = true} is as for to.
function methods.copy_(self, source, options)
  local nonBlocking = options and isNonBlocking(options, "copy_")
  if not core.isTensor(source) or source.device == self.device then return copy(self, source) end
  if core.isGradEnabled() and (self.requiresGrad or source.requiresGrad) then
    return copy(self, source:to(self.device, options))
  end
  return core.copyAcross(self, expanded(source, self.shape), nonBlocking)
end
function methods.zero_(self) return self:fill_(0) end
function methods.type(self, dtype) return dtype and self:to(dtype) or self.dtype end

--- Iterate over the slices of dimension 1: for i, slice in x:iter() do ... end
function methods.iter(self)
  local n = #self
  return function(_, i)
    if i < n then return i + 1, self[i + 1] end
  end, nil, 0
end
metatable.__pairs = methods.iter

--- A tensor whose element at (i, j, ...) is fn(i, j, ...).
function tensor.fromFunction(sizes, fn, options)
  if type(sizes) == "number" then sizes = { sizes } end
  local position = {}
  local function build(d)
    if d > #sizes then return fn(table.unpack(position, 1, #sizes)) end
    local list = {}
    for i = 1, sizes[d] do
      position[d] = i
      list[i] = build(d + 1)
    end
    return list
  end
  return require("dlua").tensor(build(1), options)
end

--- Seed the generator from the clock and return the seed.
function tensor.seed()
  local seed = os.time() * 1000003 ~ math.floor(core.clock() * 1e9)
  core.manualSeed(seed)
  return seed
end

--- "Tensor" for tensors, a module's class name, or the Lua type.
function tensor.typename(x)
  if core.isTensor(x) then return "Tensor" end
  local mt = getmetatable(x)
  return type(mt) == "table" and mt.__name or type(x)
end

metatable.__tostring = function(self)
  return require("dlua.print").text(self)
end

return tensor
