-- Modules of which one tensor is computed from others, which are learned in its place.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local Parametrisation = class.new("nn.Parametrisation", Module)

Parametrisation.doc = [[
nn.Parametrisation(): the parent of modules that stand around another, `module`, and compute one of
its tensors before it runs, from parameters of their own. A child class defines `__init(module,
name)`, which calls self:take(module, name) and makes its parameters, and `value()`, which computes
the tensor; each forward first calls `advance()`, if there is one.

layer[name] is the tensor as it is now, and other fields are those of the module. For a second
tensor of the module put one parametrisation around the other. layer:unwrap() gives the module back,
with the tensor as a parameter of its own.]]

--- The module inside of all parametrisations.
local function owner(self)
  local module = self.module
  while class.isA(module, Parametrisation) do module = module.module end
  return module
end

--- Take the tensor `name` out of the module, and return it.
function Parametrisation:take(module, name)
  name = name or "weight"
  if not class.isA(module, Module) then
    dl.core.raise(("%s: a module expected, got %s"):format(self.__name, dl.typename(module)))
  end
  self.name, self.module = name, module
  local tensor = rawget(owner(self), name)
  if not dl.isTensor(tensor) then
    dl.core.raise(("%s: %s has no tensor %s"):format(self.__name, module.__name, tostring(name)))
  end
  rawset(owner(self), name, nil)
  return tensor:detach()
end

-- The tensor is a field of the module while that runs, and no longer: files and lists of parameters
-- are not to find it there.
local Lent = { __close = function(lent) rawset(lent.module, lent.name, nil) end }

function Parametrisation:forward(...)
  local module = owner(self)
  self:advance()
  rawset(module, self.name, self:value())
  local _ <close> = setmetatable({ module = module, name = self.name }, Lent)
  return self.module:__forward(...)
end

function Parametrisation:advance() end

function Parametrisation:__index(key)
  local value = getmetatable(self)[key]
  if value ~= nil then return value end
  if key == rawget(self, "name") then return self:value() end
  local module = rawget(self, "module")
  local inner = module and module[key]
  return type(inner) ~= "function" and inner or nil
end

--- The module, with the tensor as it is now as a parameter of its own.
function Parametrisation:unwrap()
  rawset(owner(self), self.name, Parameter(dl.noGrad(self.value, self):clone()))
  return self.module
end

function Parametrisation:multiplyAdds() return 0 end

--- Dimensions count from the end when negative.
local function checkDim(self, dim, tensor)
  local at = math.type(dim) == "integer" and (dim < 0 and tensor.ndim + 1 + dim or dim)
  if not at or at < 1 or at > tensor.ndim then
    dl.core.raise(("%s: a dimension of a tensor that has %d expected, got %s"):format(self.__name,
      tensor.ndim, tostring(dim)))
  end
  return at
end

local WeightNorm = class.new("nn.WeightNorm", Parametrisation)

WeightNorm.doc = [[
nn.WeightNorm(module, name = "weight", dim = 1), also nn.weightNorm: the tensor is length *
direction / |direction|; length (weightG) and direction (weightV) are learned in its place. The norm
is over all dimensions but dim, or over all with dim = false. Salimans and Kingma, NIPS 2016.

  nn.Sequential():add(nn.weightNorm(nn.Linear(784, 30)))

See nn.Parametrisation for what can be done with it.]]

function WeightNorm:__init(module, name, dim)
  local tensor = self:take(module, name)
  if dim == nil then dim = 1 end
  self.dim = dim and checkDim(self, dim, tensor)
  local length
  if not dim then
    length = dl.norm(tensor)
  elseif tensor.ndim == 1 then
    length = tensor:abs()
  else
    local others = {}
    for d = 1, tensor.ndim do
      if d ~= self.dim then others[#others + 1] = d end
    end
    length = dl.norm(tensor, 2, others, true)
  end
  self[self.name .. "G"] = Parameter(length)
  self[self.name .. "V"] = Parameter(tensor:clone())
end

function WeightNorm:value()
  return dl.weightNorm(self[self.name .. "V"], self[self.name .. "G"], self.dim or nil)
end

local SpectralNorm = class.new("nn.SpectralNorm", Parametrisation)

SpectralNorm.doc = [[
nn.SpectralNorm(module, name = "weight", {iterations = 1, epsilon = 1e-12, dim = 1}), also
nn.spectralNorm: the tensor is weightOriginal / s, which is learned in its place; s is its largest
singular value, as a matrix of dimension dim against all others (dim = 2 for transposed
convolutions). It is found by power iteration: in training each forward makes `iterations` more
steps from the vectors of the last one, the buffers weightU and weightV. Miyato et al., ICLR 2018.
See nn.Parametrisation for what can be done with it.]]

local function normalised(vector, epsilon)
  return vector / vector:norm():clamp(epsilon)
end

--- The tensor as a matrix with dimension `dim` as its rows.
local function matrix(self, tensor)
  if self.dim > 1 then tensor = tensor:transpose(1, self.dim) end
  return tensor:flatten(2, -1)
end

-- How many steps are made at the beginning, from vectors drawn at random (as PyTorch's).
local firstIterations = 15

--- Move the vectors towards the singular vectors of the largest singular value.
local function iterate(self, count)
  dl.noGrad(function()
    local weight = matrix(self, self[self.name .. "Original"]:detach())
    local u, v = self[self.name .. "U"], self[self.name .. "V"]
    for _ = 1, count do
      v:copy_(normalised(dl.mv(weight:t(), u), self.epsilon))
      u:copy_(normalised(dl.mv(weight, v), self.epsilon))
    end
  end)
end

function SpectralNorm:__init(module, name, options)
  options = options or {}
  local tensor = self:take(module, name)
  if tensor.ndim < 2 then
    dl.core.raise(("nn.SpectralNorm: %s has %d dimensions, 2 or more are needed"):format(self.name,
      tensor.ndim))
  end
  self.dim = checkDim(self, options.dim or 1, tensor)
  self.iterations, self.epsilon = options.iterations or 1, options.epsilon or 1e-12
  local rows, columns = table.unpack(matrix(self, tensor).shape)
  local as = { dtype = tensor.dtype, device = tensor.device }
  self[self.name .. "Original"] = Parameter(tensor:clone())
  self:registerBuffer(self.name .. "U", init.normal(dl.empty(rows, as)))
  self:registerBuffer(self.name .. "V", dl.empty(columns, as))
  iterate(self, firstIterations)
end

function SpectralNorm:advance()
  if self.training then iterate(self, self.iterations) end
end

function SpectralNorm:value()
  local original = self[self.name .. "Original"]
  -- The tape keeps copies: the next forward overwrites the buffers.
  local u, v = self[self.name .. "U"]:clone(), self[self.name .. "V"]:clone()
  return original / dl.dot(u, dl.mv(matrix(self, original), v))
end

return {
  Parametrisation = Parametrisation, WeightNorm = WeightNorm, SpectralNorm = SpectralNorm,
}
