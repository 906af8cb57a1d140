-- Pooling: windows that slide over the last dimensions and keep their largest element or their mean.
-- x: (N, C, sizes) or (C, sizes). Sizes are a number or a list; a table at the end names arguments.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local family = require "dlua.nn.family"
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

--- Read the arguments `names` and set the fields that all windows have; the others are the result.
local function windows(self, dims, names, ...)
  local name = self.__name
  local given = arguments.read(name, names, ...)
  self.kernelSize = arguments.sizes(name, "kernelSize", given.kernelSize, dims)
  self.stride = arguments.sizes(name, "stride", given.stride, dims, self.kernelSize)
  self.padding = arguments.sizes(name, "padding", given.padding, dims, 0)
  self.ceilMode = given.ceilMode or false
  return given
end

--- What forward returns: indices only where they are asked for.
local function chosen(self, values, indices)
  if self.returnIndices then return values, indices end
  return values
end

--- The class nn.`name`; its doc is made of that name and what else the text wants.
local function define(name, doc, ...)
  local cls = class.new("nn." .. name, Module)
  cls.doc = arguments.filled(doc:format(name, ...))
  cls.describe = describe
  pooling[name] = cls
  return cls
end

--- Torch7: round sizes up, or down.
local function addRounding(cls)
  function cls:ceil()
    self.ceilMode = true
    return self
  end

  function cls:floor()
    self.ceilMode = false
    return self
  end
end

local function defineMax(dims)
  local pool = dl[("maxPool%dd"):format(dims)]
  local cls = define(("MaxPool%dd"):format(dims), [[
nn.%s(kernelSize, stride = kernelSize, padding = 0, dilation = 1, returnIndices = false,
ceilMode = false): the largest element of each window. x: (N, C, %s); a size becomes (size + 2 padding
- dilation (kernel - 1) - 1) // stride + 1, rounded up with ceilMode. With returnIndices also the
positions in the planes, from 1, as nn.MaxUnpool%dd takes them.]], shapes[dims], dims)
  addRounding(cls)

  function cls:__init(...)
    local given = windows(self, dims, { "kernelSize", "stride?", "padding?", "dilation?", "returnIndices?",
      "ceilMode?" }, ...)
    self.dilation = arguments.sizes(cls.__name, "dilation", given.dilation, dims, 1)
    self.returnIndices = given.returnIndices or false
  end

  function cls:forward(x)
    return chosen(self, pool(x, self.kernelSize, self.stride, self.padding, self.dilation, self.ceilMode))
  end
end

local function defineAverage(dims)
  local pool = dl[("avgPool%dd"):format(dims)]
  local cls = define(("AvgPool%dd"):format(dims), [[
nn.%s(kernelSize, stride = kernelSize, padding = 0, ceilMode = false, countIncludePad = true, divisor =
nil): the mean of each window. x: (N, C, %s) or without N; a size becomes (size + 2 padding - kernel) //
stride + 1, rounded up with ceilMode. The border holds zeros, which count unless countIncludePad is
false; divisor: divide by this instead.]], shapes[dims])
  addRounding(cls)

  function cls:__init(...)
    local given = windows(self, dims, { "kernelSize", "stride?", "padding?", "ceilMode?", "countIncludePad?",
      "divisor?" }, ...)
    self.countIncludePad = given.countIncludePad ~= false
    self.divisor = given.divisor
  end

  function cls:forward(x)
    return pool(x, self.kernelSize, self.stride, self.padding, self.ceilMode, self.countIncludePad,
      self.divisor)
  end

  --- Torch7: count the border, or not.
  function cls:setCountIncludePad()
    self.countIncludePad = true
    return self
  end

  function cls:setCountExcludePad()
    self.countIncludePad = false
    return self
  end
end

local function defineNorm(dims)
  local pool = dl[("lpPool%dd"):format(dims)]
  local cls = define(("LPPool%dd"):format(dims), [[
nn.%s(p, kernelSize, stride = kernelSize, ceilMode = false): (the sum of x^p)^(1/p) of each window. x:
(N, C, %s) or without N.]], shapes[dims])

  function cls:__init(...)
    self.p = windows(self, dims, { "p", "kernelSize", "stride?", "ceilMode?" }, ...).p
  end

  function cls:forward(x)
    return pool(x, self.kernelSize, self.stride, self.ceilMode, self.p)
  end

  function cls:describe() return ("p = %g, "):format(self.p) .. describe(self) end
end

--- nn.AdaptiveAvgPool2d and its relatives: `kind` "Avg" or "Max".
local function defineAdaptive(kind, dims, what)
  local pool = dl[("adaptive%sPool%dd"):format(kind, dims)]
  local isMax = kind == "Max"
  local cls = define(("Adaptive%sPool%dd"):format(kind, dims), [[
nn.%s(sizes%s): %s of windows that give the wanted output sizes: a number or a list; -1 leaves a size as
it is. x: (N, C, %s) or without N. Output o of n sees the elements from floor(o size / n) to ceil((o +
1) size / n).%s]], isMax and ", returnIndices = false" or "", what, shapes[dims],
    isMax and " With returnIndices also the positions in the planes, from 1." or "")

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "sizes", isMax and "returnIndices?" or nil }, ...)
    self.sizes = arguments.sizes(cls.__name, "sizes", given.sizes, dims)
    self.returnIndices = given.returnIndices or nil
  end

  function cls:forward(x) return chosen(self, pool(x, self.sizes)) end

  function cls:describe() return arguments.show(self.sizes) end
end

local function defineUnpool(dims)
  local unpool = dl[("maxUnpool%dd"):format(dims)]
  local cls = define(("MaxUnpool%dd"):format(dims), [[
nn.%s(kernelSize, stride = kernelSize, padding = 0): undoes nn.MaxPool%dd: layer(x, indices, sizes) puts
the elements of x (N, C, %s) at their positions, zeros elsewhere. A size becomes (size - 1) stride - 2
padding + kernel, or as `sizes` says.]], dims, shapes[dims])

  function cls:__init(...) windows(self, dims, { "kernelSize", "stride?", "padding?" }, ...) end

  function cls:forward(x, indices, sizes)
    return unpool(x, indices, self.kernelSize, self.stride, self.padding, sizes)
  end
end

local function defineFractional(dims)
  local pool = dl[("fractionalMaxPool%dd"):format(dims)]
  local cls = define(("FractionalMaxPool%dd"):format(dims), [[
nn.%s(kernelSize, {sizes, ratio, returnIndices = false}): the largest elements of windows at random
places. x: (N, C, %s) or without N; the output sizes are `sizes`, or the input's times `ratio` (in 0 to
1). Graham, "Fractional max-pooling", 2014.]], shapes[dims])

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "kernelSize", "sizes?", "ratio?", "returnIndices?" },
      ...)
    if (given.sizes == nil) == (given.ratio == nil) then
      dl.core.raise(("%s: either sizes or ratio must be given"):format(cls.__name))
    end
    self.kernelSize = arguments.sizes(cls.__name, "kernelSize", given.kernelSize, dims)
    self.sizes = arguments.sizes(cls.__name, "sizes", given.sizes, dims)
    self.ratio, self.returnIndices = given.ratio, given.returnIndices or false
  end

  function cls:forward(x)
    local sizes = self.sizes
    if not sizes then
      sizes = {}
      for d = 1, dims do
        local ratio = type(self.ratio) == "table" and self.ratio[d] or self.ratio
        sizes[d] = math.floor(x:size(d - dims - 1) * ratio)
      end
    end
    return chosen(self, pool(x, self.kernelSize, sizes))
  end

  function cls:describe()
    return ("kernel %s, %s"):format(arguments.show(self.kernelSize),
      self.sizes and "sizes " .. arguments.show(self.sizes) or "ratio " .. tostring(self.ratio))
  end
end

for dims = 1, 3 do
  defineMax(dims)
  defineAverage(dims)
  defineNorm(dims)
  defineAdaptive("Avg", dims, "means")
  defineAdaptive("Max", dims, "the largest elements")
  defineUnpool(dims)
  if dims > 1 then defineFractional(dims) end
end

-- ---- Torch7's names: sizes one by one, the width first ----

local function alias(...) family.alias(pooling, ...) end

alias("SpatialMaxPooling", "MaxPool2d", "kW, kH, dW = kW, dH = kH, padW = 0, padH = padW",
  function(kW, kH, dW, dH, padW, padH)
    return { kH, kW }, { dH or kH, dW or kW }, { padH or padW or 0, padW or 0 }
  end)

alias("SpatialAveragePooling", "AvgPool2d", "kW, kH, dW = 1, dH = 1, padW = 0, padH = padW",
  function(kW, kH, dW, dH, padW, padH)
    return { kH, kW }, { dH or 1, dW or 1 }, { padH or padW or 0, padW or 0 }
  end)

alias("SpatialAdaptiveMaxPooling", "AdaptiveMaxPool2d", "W, H",
  function(width, height) return { height, width } end)

alias("SpatialAdaptiveAveragePooling", "AdaptiveAvgPool2d", "W, H",
  function(width, height) return { height, width } end)

alias("SpatialLPPooling", "LPPool2d", "planes, p, kW, kH, dW = kW, dH = kH",
  function(_, p, kW, kH, dW, dH) return p, { kH, kW }, { dH or kH, dW or kW } end)

alias("SpatialMaxUnpooling", "MaxUnpool2d", "kW, kH, dW = kW, dH = kH, padW = 0, padH = padW",
  function(kW, kH, dW, dH, padW, padH)
    return { kH, kW }, { dH or kH, dW or kW }, { padH or padW or 0, padW or 0 }
  end)

alias("VolumetricAveragePooling", "AvgPool3d", "kT, kW, kH, dT = kT, dW = kW, dH = kH",
  function(kT, kW, kH, dT, dW, dH)
    return { kT, kH, kW }, { dT or kT, dH or kH, dW or kW }
  end)

alias("VolumetricMaxPooling", "MaxPool3d",
  "kT, kW, kH, dT = kT, dW = kW, dH = kH, padT = 0, padW = 0, padH = padW",
  function(kT, kW, kH, dT, dW, dH, padT, padW, padH)
    return { kT, kH, kW }, { dT or kT, dH or kH, dW or kW },
      { padT or 0, padH or padW or 0, padW or 0 }
  end)

return pooling
