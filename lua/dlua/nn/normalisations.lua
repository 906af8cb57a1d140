-- Normalisation by statistics of a batch, of groups of channels, of one example: nn.BatchNorm1d to
-- 3d, InstanceNorm1d to 3d, GroupNorm, RMSNorm, LocalResponseNorm, and Torch7's names.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local family = require "dlua.nn.family"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local normalisations = {}

local function number(name, key, value, default)
  if value == nil then return default end
  if type(value) ~= "number" then
    dl.core.raise(("%s: %s must be a number, got %s"):format(name, key, tostring(value)))
  end
  return value
end

local function describe(self)
  local parts = { tostring(self.channels), ("epsilon = %g"):format(self.epsilon) }
  if self.momentum then parts[#parts + 1] = ("momentum = %g"):format(self.momentum) end
  if not self.weight then parts[#parts + 1] = "affine = false" end
  return table.concat(parts, ", ")
end

--- Parameters begin as the identity, running statistics as those of normal numbers.
local function reset(self)
  dl.noGrad(function()
    if self.weight then self.weight:fill_(1) end
    if self.bias then self.bias:zero_() end
    if not self.runningMean then return end
    self.runningMean:zero_()
    self.runningVar:fill_(1)
    self.batches:zero_()
  end)
end

--- Fields of layers that keep running statistics.
local function running(self, given, affine, track)
  local name = self.__name
  self.channels = arguments.count(name, "channels", given.channels)
  self.epsilon = number(name, "epsilon", given.epsilon, 1e-5)
  self.momentum = given.momentum ~= false and number(name, "momentum", given.momentum, 0.1) or nil
  if affine then
    self.weight = Parameter(dl.empty(self.channels))
    self.bias = Parameter(dl.empty(self.channels))
  end
  if track then
    self:registerBuffer("runningMean", dl.zeros(self.channels))
    self:registerBuffer("runningVar", dl.ones(self.channels))
    self:registerBuffer("batches", dl.zeros({}, { dtype = "int64" }))
  end
  self:reset()
end

--- Mix the statistics of a batch into the running ones; `count`: numbers behind each of them. The
-- running variance is the unbiased one.
local function remember(self, mean, variance, count)
  dl.noGrad(function()
    self.batches:add_(1)
    local share = self.momentum or 1 / self.batches:item()
    self.runningMean:lerp_(mean:to(self.runningMean.dtype), share)
    self.runningVar:lerp_(variance:to(self.runningVar.dtype) * (count / (count - 1)), share)
  end)
end

local function checkShape(self, x, least, most)
  if x.ndim < least or x.ndim > most then
    dl.core.raise(("%s: expected %s dimensions, got shape %s"):format(self.__name,
      least == most and least or least .. " or " .. most, table.concat(x.shape, "x")))
  end
end

-- ---- BatchNorm ----

local shapes = { { 2, 3, "(N, C) or (N, C, L)" }, { 4, 4, "(N, C, H, W)" }, { 5, 5, "(N, C, D, H, W)" } }

local function defineBatch(dims)
  local name = ("BatchNorm%dd"):format(dims)
  local cls = class.new("nn." .. name, Module)
  local least, most, shape = table.unpack(shapes[dims])
  cls.doc = arguments.filled(([[
nn.%s(channels, epsilon = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true): each channel
of x %s normalised: (x - mean) / sqrt(variance + epsilon) * weight + bias.

In training the mean and the variance are those of the batch, and running ones follow them: r = (1 -
momentum) r + momentum * s (momentum = false: the mean of all batches); the running variance is the
unbiased one. After net:evaluate() the running ones are used. weight (ones) and bias (zeros), one for
each channel, are left out with affine = false. Ioffe, Szegedy, "Batch normalization", 2015.]])
    :format(name, shape))

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "channels", "epsilon?", "momentum?", "affine?",
      "trackRunningStats?" }, ...)
    running(self, given, given.affine ~= false, given.trackRunningStats ~= false)
  end

  function cls:forward(x)
    checkShape(self, x, least, most)
    if not self.training and self.runningMean then
      return (dl.batchNorm(x, self.weight, self.bias, self.runningMean, self.runningVar,
        self.epsilon))
    end
    local count = x:numel() // math.max(x:size(2), 1)
    if self.training and count < 2 then
      dl.core.raise(("%s: more than one value for each channel is needed in training, got shape %s")
        :format(self.__name, table.concat(x.shape, "x")))
    end
    local y, mean, variance = dl.batchNorm(x, self.weight, self.bias, nil, nil, self.epsilon)
    if self.training and self.runningMean then
      remember(self, mean:detach(), variance:detach(), count)
    end
    return y
  end

  cls.reset, cls.describe = reset, describe
  normalisations[name] = cls
end

-- ---- InstanceNorm ----

local function defineInstance(dims)
  local name = ("InstanceNorm%dd"):format(dims)
  local cls = class.new("nn." .. name, Module)
  cls.doc = arguments.filled(([[
nn.%s(channels, epsilon = 1e-5, momentum = 0.1, affine = false, trackRunningStats = false): each
channel of each example of x normalised by its own mean and variance, in training and in use. x: (N,
C, %s) or without N. With affine: times weight plus bias, one for each channel. With trackRunningStats
the running means of both over examples are used after net:evaluate(). Ulyanov, Vedaldi, Lempitsky,
"Instance normalization", 2016.]]):format(name, ({ "L", "H, W", "D, H, W" })[dims]))

  function cls:__init(...)
    local given = arguments.read(cls.__name, { "channels", "epsilon?", "momentum?", "affine?",
      "trackRunningStats?" }, ...)
    running(self, given, given.affine or false, given.trackRunningStats or false)
  end

  --- A batch; the channels of all examples side by side give their statistics.
  function cls:normalise(x)
    if not self.runningMean then return dl.instanceNorm(x, self.weight, self.bias, self.epsilon) end
    if not self.training then
      return (dl.batchNorm(x, self.weight, self.bias, self.runningMean, self.runningVar,
        self.epsilon))
    end
    local sizes = x.shape
    local n, channels, count = sizes[1], sizes[2], x:numel() // (sizes[1] * sizes[2])
    local rows = x:reshape(1, n * channels, count)
    local _, mean, variance = dl.batchNorm(rows:detach())
    remember(self, mean:view(n, channels):mean(1), variance:view(n, channels):mean(1), count)
    return dl.instanceNorm(x, self.weight, self.bias, self.epsilon)
  end

  function cls:forward(x)
    checkShape(self, x, dims + 1, dims + 2)
    if x.ndim == dims + 2 then return self:normalise(x) end
    return self:normalise(x:unsqueeze(1)):squeeze(1)
  end

  cls.reset, cls.describe = reset, describe
  normalisations[name] = cls
end

for dims = 1, 3 do
  defineBatch(dims)
  defineInstance(dims)
end

-- ---- GroupNorm, RMSNorm, LocalResponseNorm ----

local GroupNorm = class.new("nn.GroupNorm", Module)
normalisations.GroupNorm = GroupNorm

GroupNorm.doc = [[
nn.GroupNorm(groups, channels, epsilon = 1e-5, affine = true): the channels of x (N, channels, ...)
in groups of neighbours, each group of an example normalised by its own mean and variance; then
times weight plus bias, one for each channel. Wu, He, "Group normalization", 2018.]]

function GroupNorm:__init(...)
  local given = arguments.read("nn.GroupNorm", { "groups", "channels", "epsilon?", "affine?" }, ...)
  self.groups = arguments.count("nn.GroupNorm", "groups", given.groups)
  self.channels = arguments.count("nn.GroupNorm", "channels", given.channels)
  if self.channels % self.groups ~= 0 then
    dl.core.raise(("nn.GroupNorm: %d channels cannot be split into %d groups")
      :format(self.channels, self.groups))
  end
  self.epsilon = number("nn.GroupNorm", "epsilon", given.epsilon, 1e-5)
  if given.affine ~= false then
    self.weight = Parameter(dl.ones(self.channels))
    self.bias = Parameter(dl.zeros(self.channels))
  end
end

function GroupNorm:forward(x)
  return dl.groupNorm(x, self.groups, self.weight, self.bias, self.epsilon)
end

function GroupNorm:describe()
  return ("%d groups, %s"):format(self.groups, describe(self))
end

local RMSNorm = class.new("nn.RMSNorm", Module)
normalisations.RMSNorm = RMSNorm

RMSNorm.doc = [[
nn.RMSNorm(shape, epsilon = nil, affine = true): y = x / sqrt(mean(x^2) + epsilon) * weight, the
mean over the last #shape dimensions; `shape` is a number or a list; weight (ones) has that shape.
epsilon: if nil, the distance from 1 to the next number of the dtype. Zhang, Sennrich, "Root mean
square layer normalization", 2019.]]

function RMSNorm:__init(...)
  local given = arguments.read("nn.RMSNorm", { "shape", "epsilon?", "affine?" }, ...)
  self.shape = type(given.shape) == "table" and given.shape or { given.shape }
  self.epsilon = number("nn.RMSNorm", "epsilon", given.epsilon, nil)
  if given.affine ~= false then self.weight = Parameter(dl.ones(self.shape)) end
end

function RMSNorm:forward(x)
  return dl.rmsNorm(x, self.shape, self.weight, self.epsilon)
end

function RMSNorm:describe()
  return table.concat(self.shape, "x")
    .. (self.epsilon and (", epsilon = %g"):format(self.epsilon) or "")
end

local LocalResponseNorm = class.new("nn.LocalResponseNorm", Module)
normalisations.LocalResponseNorm = LocalResponseNorm

LocalResponseNorm.doc = [[
nn.LocalResponseNorm(size, alpha = 1e-4, beta = 0.75, k = 1): x (N, C, ...) divided by (k + alpha *
the mean of the squares of `size` neighbouring channels)^beta. Krizhevsky, Sutskever, Hinton,
"ImageNet classification with deep convolutional neural networks", 2012.]]

function LocalResponseNorm:__init(...)
  local name = "nn.LocalResponseNorm"
  local given = arguments.read(name, { "size", "alpha?", "beta?", "k?" }, ...)
  self.size = arguments.count(name, "size", given.size)
  self.alpha = number(name, "alpha", given.alpha, 1e-4)
  self.beta = number(name, "beta", given.beta, 0.75)
  self.k = number(name, "k", given.k, 1)
end

function LocalResponseNorm:forward(x)
  return dl.localResponseNorm(x, self.size, self.alpha, self.beta, self.k)
end

function LocalResponseNorm:describe()
  return ("%d, alpha = %g, beta = %g, k = %g"):format(self.size, self.alpha, self.beta, self.k)
end

-- ---- Torch7's names ----

local function alias(name, parent)
  family.alias(normalisations, name, parent, "channels, epsilon = 1e-5, momentum = 0.1, affine = true",
    function(...) return ... end)
end

alias("BatchNormalization", "BatchNorm1d")
alias("SpatialBatchNormalization", "BatchNorm2d")
alias("VolumetricBatchNormalization", "BatchNorm3d")

return normalisations
