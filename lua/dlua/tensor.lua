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

--- x:to(dtype | device | other tensor): a copy with that dtype or on that device; x itself when it is so already.
function methods.to(self, target)
  if core.isTensor(target) then
    return methods.to(methods.to(self, target.device), target.dtype)
  end
  if isDtype[target] then
    return self.dtype == target and self or cast(self, target)
  end
  if type(target) ~= "string" then
    core.raise("to: expected a dtype, a device or a Tensor, got " .. type(target))
  end
  if target:match("^float") or target:match("^u?int") then return cast(self, target) end
  return self.device == target and self or self:toDevice(target)
end

function methods.cpu(self) return self:to("cpu") end
function methods.cuda(self) return self:to("cuda") end
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
