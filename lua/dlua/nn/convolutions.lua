-- Convolutions: nn.Conv1d, Conv2d, Conv3d, the transposed ones, and Torch7's names for them.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local family = require "dlua.nn.family"
local Module = require "dlua.nn.Module"
local init = require "dlua.nn.initialisers"
local Parameter = require "dlua.nn".Parameter

local convolutions = {}

local shapes = { "L", "H, W", "D, H, W" }

--- Kaiming's uniform initialisation with a = sqrt(5), which gives a bound of 1 / sqrt(fan in).
local function reset(self)
  init.kaimingUniform(self.weight, math.sqrt(5))
  if not self.bias then return end
  local fan = self.weight:numel() // math.max(self.weight:size(1), 1)
  local bound = fan > 0 and 1 / math.sqrt(fan) or 0
  init.uniform(self.bias, -bound, bound)
end

local function checkGroups(name, groups, ...)
  for _, count in ipairs { ... } do
    if count % groups ~= 0 then
      dl.core.raise(("%s: %d channels cannot be split into %d groups"):format(name, count, groups))
    end
  end
end

local function describe(self)
  local parts = { ("%d -> %d, kernel %s"):format(self.inputs, self.outputs,
    arguments.show(self.kernelSize)) }
  local function add(name, plain)
    local shown = arguments.show(self[name])
    if shown ~= plain then parts[#parts + 1] = ("%s %s"):format(name, shown) end
  end
  add("stride", "1")
  add("padding", "0")
  if self.outputPadding then add("outputPadding", "0") end
  add("dilation", "1")
  add("groups", "1")
  if not self.bias then parts[#parts + 1] = "no bias" end
  return table.concat(parts, ", ")
end

--- The fields that all have. The rows of the weight: the outputs, or the inputs when transposed.
local function common(self, name, dims, given, transposed)
  self.inputs = arguments.count(name, "inputs", given.inputs)
  self.outputs = arguments.count(name, "outputs", given.outputs)
  self.kernelSize = arguments.sizes(name, "kernelSize", given.kernelSize, dims)
  self.stride = arguments.sizes(name, "stride", given.stride, dims, 1)
  self.dilation = arguments.sizes(name, "dilation", given.dilation, dims, 1)
  self.groups = arguments.count(name, "groups", given.groups or 1)
  checkGroups(name, self.groups, self.inputs, self.outputs)
  local rows, columns = self.outputs, self.inputs
  if transposed then rows, columns = columns, rows end
  self.weight = Parameter(dl.empty(rows, columns // self.groups, table.unpack(self.kernelSize)))
  if given.bias ~= false then self.bias = Parameter(dl.empty(self.outputs)) end
end

-- ---- Conv1d, Conv2d, Conv3d ----

local modes = { zeros = true, reflect = "reflect", replicate = "replicate", circular = "circular" }

--- The widths of a border as dl.pad wants them: two for each dimension, the last one first.
local function borders(self, dims)
  local widths = {}
  for d = dims, 1, -1 do
    local front, behind = self.padding[d], self.padding[d]
    if self.padding == "same" then
      local both = self.dilation[d] * (self.kernelSize[d] - 1)
      front, behind = both // 2, both - both // 2
    end
    widths[#widths + 1], widths[#widths + 2] = front, behind
  end
  return widths
end

local function defineConv(dims)
  local name = ("Conv%dd"):format(dims)
  local cls = class.new("nn." .. name, Module)
  local convolve, sizes = dl[("conv%dd"):format(dims)], shapes[dims]
  cls.doc = arguments.filled(([[
nn.%s(inputs, outputs, kernelSize, stride = 1, padding = 0, dilation = 1, groups = 1, bias = true,
paddingMode = "zeros"): filters that slide over %d dimension(s). x: (N, inputs, %s) or (inputs, %s);
y: (N, outputs, ...), a size is (size + 2 padding - dilation (kernel - 1) - 1) // stride + 1.

Sizes are a number or a list; padding may be "same" or "valid"; paddingMode "zeros", "reflect",
"replicate" or "circular". All from the fourth argument on may be named in a table at the end.
weight: (outputs, inputs / groups, kernel sizes), bias: (outputs); both begin uniform in
[-1/sqrt(n), 1/sqrt(n)], n the inputs of one output, as in PyTorch.]]):format(name, dims, sizes, sizes))

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "inputs", "outputs", "kernelSize", "stride?",
      "padding?", "dilation?", "groups?", "bias?", "paddingMode?" }, ...)
    common(self, cls.__name, dims, given)
    self.padding = type(given.padding) == "string" and given.padding
      or arguments.sizes(cls.__name, "padding", given.padding, dims, 0)
    self.paddingMode = given.paddingMode or "zeros"
    if not modes[self.paddingMode] then
      dl.core.raise(("%s: paddingMode must be zeros, reflect, replicate or circular, got %s")
        :format(cls.__name, tostring(self.paddingMode)))
    end
    self:reset()
  end

  function cls:forward(x)
    if self.paddingMode ~= "zeros" and self.padding ~= "valid" then
      local padded = dl.pad(x, borders(self, dims), self.paddingMode)
      return convolve(padded, self.weight, self.bias, self.stride, 0, self.dilation, self.groups)
    end
    return convolve(x, self.weight, self.bias, self.stride, self.padding, self.dilation,
      self.groups)
  end

  cls.reset, cls.describe = reset, describe
  convolutions[name] = cls
  return cls
end

-- ---- ConvTranspose1d, 2d, 3d ----

local function defineTranspose(dims)
  local name = ("ConvTranspose%dd"):format(dims)
  local cls = class.new("nn." .. name, Module)
  local convolve, sizes = dl[("convTranspose%dd"):format(dims)], shapes[dims]
  cls.doc = arguments.filled(([[
nn.%s(inputs, outputs, kernelSize, stride = 1, padding = 0, outputPadding = 0, groups = 1,
bias = true, dilation = 1): the adjoint of a convolution over %d dimension(s). x: (N, inputs, %s) or
(inputs, %s); y: (N, outputs, ...), a size is (size - 1) stride - 2 padding + dilation (kernel - 1) +
outputPadding + 1. weight: (inputs, outputs / groups, kernel sizes), bias: (outputs).

Sizes are a number or a list. All from the fourth argument on may be named in a table at the
end.]]):format(name, dims, sizes, sizes))

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "inputs", "outputs", "kernelSize", "stride?",
      "padding?", "outputPadding?", "groups?", "bias?", "dilation?" }, ...)
    common(self, cls.__name, dims, given, true)
    self.padding = arguments.sizes(cls.__name, "padding", given.padding, dims, 0)
    self.outputPadding = arguments.sizes(cls.__name, "outputPadding", given.outputPadding, dims, 0)
    self:reset()
  end

  function cls:forward(x)
    return convolve(x, self.weight, self.bias, self.stride, self.padding, self.outputPadding,
      self.groups, self.dilation)
  end

  function cls:multiplyAdds(x)
    return x:numel() * (self.weight:numel() // self.weight:size(1))
  end

  cls.reset, cls.describe = reset, describe
  convolutions[name] = cls
  return cls
end

for dims = 1, 3 do
  defineConv(dims)
  defineTranspose(dims)
end

-- ---- Torch7's names: sizes one by one, the width first ----

local function alias(...) family.alias(convolutions, ...) end

local function planes(inputs, outputs, kW, kH, dW, dH, padW, padH)
  return inputs, outputs, { kH, kW }, { dH or 1, dW or 1 }, { padH or padW or 0, padW or 0 }
end

alias("SpatialConvolution", "Conv2d",
  "inputs, outputs, kW, kH, dW = 1, dH = 1, padW = 0, padH = padW", planes)
alias("SpatialConvolutionMM", "Conv2d",
  "inputs, outputs, kW, kH, dW = 1, dH = 1, padW = 0, padH = padW", planes)
alias("SpatialDilatedConvolution", "Conv2d", "inputs, outputs, kW, kH, dW = 1, dH = 1, padW = 0, "
  .. "padH = padW, dilationW = 1, dilationH = 1",
  function(inputs, outputs, kW, kH, dW, dH, padW, padH, dilationW, dilationH)
    return inputs, outputs, { kH, kW }, { dH or 1, dW or 1 }, { padH or padW or 0, padW or 0 },
      { dilationH or 1, dilationW or 1 }
  end)
alias("SpatialFullConvolution", "ConvTranspose2d", "inputs, outputs, kW, kH, dW = 1, dH = 1, "
  .. "padW = 0, padH = padW, adjW = 0, adjH = 0",
  function(inputs, outputs, kW, kH, dW, dH, padW, padH, adjW, adjH)
    return inputs, outputs, { kH, kW }, { dH or 1, dW or 1 }, { padH or padW or 0, padW or 0 },
      { adjH or 0, adjW or 0 }
  end)
alias("SpatialDepthWiseConvolution", "Conv2d",
  "inputs, multiplier, kW, kH, dW = 1, dH = 1, padW = 0, padH = padW",
  function(inputs, multiplier, kW, kH, dW, dH, padW, padH)
    return inputs, inputs * multiplier, { kH, kW }, { dH or 1, dW or 1 },
      { padH or padW or 0, padW or 0 }, 1, inputs
  end)
alias("VolumetricConvolution", "Conv3d", "inputs, outputs, kT, kW, kH, dT = 1, dW = 1, dH = 1, "
  .. "padT = 0, padW = 0, padH = padW",
  function(inputs, outputs, kT, kW, kH, dT, dW, dH, padT, padW, padH)
    return inputs, outputs, { kT, kH, kW }, { dT or 1, dH or 1, dW or 1 },
      { padT or 0, padH or padW or 0, padW or 0 }
  end)

return convolutions
