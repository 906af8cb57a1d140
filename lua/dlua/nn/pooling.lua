-- Pooling: windows that slide over the last dimensions and keep their largest element or their mean.
-- x: (N, C, sizes) or (C, sizes). Sizes are a number or a list; a table at the end names arguments.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"

local pooling = {}

local shapes = { "L", "H, W", "D, H, W" }

--- "kernel 3, stride 2, padding 1": what differs from the plain case.
local function describe(self)
  local parts = { "kernel " .. arguments.show(self.kernelSize),
    "stride " .. arguments.show(self.stride) }
  local plain = { padding = "0", dilation = "1" }
  for _, name in ipairs { "padding", "dilation" } do
    local shown = self[name] and arguments.show(self[name])
    if shown and shown ~= plain[name] then parts[#parts + 1] = name .. " " .. shown end
  end
  if self.ceilMode then parts[#parts + 1] = "ceilMode" end
  return table.concat(parts, ", ")
end

--- The fields that all windows have.
local function windows(self, dims, given)
  local name = self.__name
  self.kernelSize = arguments.sizes(name, "kernelSize", given.kernelSize, dims)
  self.stride = arguments.sizes(name, "stride", given.stride, dims, self.kernelSize)
  self.padding = arguments.sizes(name, "padding", given.padding, dims, 0)
  self.ceilMode = given.ceilMode or false
end

local function defineMax(dims)
  local name = ("MaxPool%dd"):format(dims)
  local cls = class.new("nn." .. name, Module)
  local pool = dl[("maxPool%dd"):format(dims)]
  cls.doc = arguments.filled(([[
nn.%s(kernelSize, stride = kernelSize, padding = 0, dilation = 1, returnIndices = false,
ceilMode = false): the largest element of each window. x: (N, C, %s); a size becomes (size + 2 padding
- dilation (kernel - 1) - 1) // stride + 1, rounded up with ceilMode. With returnIndices also the
positions in the planes, from 1, as nn.MaxUnpool%dd takes them.]]):format(name, shapes[dims], dims))

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "kernelSize", "stride?", "padding?", "dilation?",
      "returnIndices?", "ceilMode?" }, ...)
    windows(self, dims, given)
    self.dilation = arguments.sizes(cls.__name, "dilation", given.dilation, dims, 1)
    self.returnIndices = given.returnIndices or false
  end

  function cls:forward(x)
    local values, indices = pool(x, self.kernelSize, self.stride, self.padding, self.dilation,
      self.ceilMode)
    if self.returnIndices then return values, indices end
    return values
  end

  --- Torch7: round sizes up, or down.
  function cls:ceil()
    self.ceilMode = true
    return self
  end

  function cls:floor()
    self.ceilMode = false
    return self
  end

  cls.describe = describe
  pooling[name] = cls
end

for dims = 1, 3 do
  defineMax(dims)
end

-- ---- Torch7's names: sizes one by one, the width first ----

--- Define class `name` below nn.`parent`; translate(...) gives the arguments of that one.
local function alias(name, parent, signature, translate)
  local cls, above = class.new("nn." .. name, pooling[parent])
  cls.doc = arguments.filled(("nn.%s(%s): nn.%s with Torch7's arguments.")
    :format(name, signature, parent))
  function cls:__init(...) above.__init(self, translate(...)) end
  pooling[name] = cls
end

alias("SpatialMaxPooling", "MaxPool2d", "kW, kH, dW = kW, dH = kH, padW = 0, padH = padW",
  function(kW, kH, dW, dH, padW, padH)
    return { kH, kW }, { dH or kH, dW or kW }, { padH or padW or 0, padW or 0 }
  end)

alias("VolumetricMaxPooling", "MaxPool3d",
  "kT, kW, kH, dT = kT, dW = kW, dH = kH, padT = 0, padW = 0, padH = padW",
  function(kT, kW, kH, dT, dW, dH, padT, padW, padH)
    return { kT, kH, kW }, { dT or kT, dH or kH, dW or kW },
      { padT or 0, padH or padW or 0, padW or 0 }
  end)

return pooling
