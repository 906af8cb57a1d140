-- Borders, other sizes, and places that become channels: padding layers, nn.Upsample, PixelShuffle,
-- Unfold and Fold, and Torch7's names.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local family = require "dlua.nn.family"
local Module = require "dlua.nn.Module"

local resampling = {}

-- ---- borders ----

--- Widths for `dims` dimensions: a number for all ends, or two for each, the last dimension first.
local function widthsOf(name, padding, dims)
  local list = type(padding) == "table" and padding or {}
  for i = 1, type(padding) == "table" and 0 or 2 * dims do list[i] = padding end
  for i = 1, 2 * dims do
    if #list ~= 2 * dims or math.type(list[i]) ~= "integer" then
      dl.core.raise(("%s: padding must be an integer or %d of them, got %s"):format(name, 2 * dims,
        type(padding) == "table" and #padding .. " items" or tostring(padding)))
    end
  end
  return list
end

local borders = {
  Zero = { "constant", "zeros" },
  Constant = { "constant", "`value`" },
  Reflection = { "reflect", "its elements, reflected at the edge" },
  Replication = { "replicate", "the edge, repeated" },
  Circular = { "circular", "the elements of the other end" },
}

local function defineBorder(kind, dims)
  local name = ("%sPad%dd"):format(kind, dims)
  local cls = class.new("nn." .. name, Module)
  local mode, what = table.unpack(borders[kind])
  local takesValue = kind == "Constant"
  cls.doc = arguments.filled(([[
nn.%s(padding%s): x (N, C, %d size(s)) or without N with a border of %s. padding: a width for all ends, or
two for each dimension, in front and behind, beginning with the last one: {left, right, top, bottom,
...}. Negative widths crop.]]):format(name, takesValue and ", value = 0" or "", dims, what))

  function cls:__init(padding, value)
    self.padding = widthsOf(cls.__name, padding, dims)
    self.value = takesValue and (value or 0) or nil
  end

  function cls:forward(x)
    if x.ndim ~= dims + 1 and x.ndim ~= dims + 2 then
      dl.core.raise(("%s: expected %d or %d dimensions, got shape %s"):format(cls.__name, dims + 1,
        dims + 2, table.concat(x.shape, "x")))
    end
    return dl.pad(x, self.padding, mode, self.value)
  end

  function cls:describe()
    return ("{%s}"):format(table.concat(self.padding, ", "))
      .. (takesValue and (", value = %g"):format(self.value) or "")
  end
  resampling[name] = cls
end

for kind in pairs(borders) do
  for dims = 1, 3 do defineBorder(kind, dims) end
end

-- ---- other sizes ----

local Upsample = class.new("nn.Upsample", Module)
resampling.Upsample = Upsample

Upsample.doc = [[
nn.Upsample{sizes, scale, mode = "nearest", alignCorners = false}: images of another size. x (N, C,
1 to 3 sizes) becomes (N, C, sizes), or each size times scale (a number, or a list of one for each
dimension). mode: "nearest", "nearestExact", "linear", "bilinear", "trilinear", "bicubic", "area";
see dl.interpolate.]]

function Upsample:__init(...)
  local given = arguments.read("nn.Upsample", { "sizes?", "scale?", "mode?", "alignCorners?" }, ...)
  if (given.sizes == nil) == (given.scale == nil) then
    dl.core.raise("nn.Upsample: either sizes or scale must be given")
  end
  self.sizes, self.scale = given.sizes, given.scale
  self.mode, self.alignCorners = given.mode or "nearest", given.alignCorners or false
end

function Upsample:forward(x)
  local sizes, scale = self.sizes, self.scale
  if type(scale) == "table" then
    sizes = {}
    for d, factor in ipairs(scale) do sizes[d] = math.floor(x:size(2 + d) * factor) end
    scale = nil
  end
  return dl.interpolate(x, sizes, scale, self.mode, self.alignCorners)
end

function Upsample:describe()
  local what = self.sizes and "sizes " .. arguments.show(self.sizes)
    or "scale " .. arguments.show(self.scale)
  return ("%s, %s"):format(what, self.mode) .. (self.alignCorners and ", alignCorners" or "")
end

--- Torch7's and PyTorch's short names: one mode, the factor or the sizes.
local function shortUpsample(name, mode, alignCorners)
  local cls = class.new("nn." .. name, Upsample)
  cls.doc = ([[
nn.%s(scale) or nn.%s{sizes = ...}:
nn.Upsample with mode "%s".]]):format(name, name, mode)
  function cls:__init(first)
    local options = type(first) == "table" and first or { scale = first }
    Upsample.__init(self, { sizes = options.sizes, scale = options.scale, mode = mode,
      alignCorners = alignCorners })
  end
  resampling[name] = cls
end

shortUpsample("UpsamplingNearest2d", "nearest")
shortUpsample("UpsamplingBilinear2d", "bilinear", true)
shortUpsample("SpatialUpSamplingNearest", "nearest")
shortUpsample("SpatialUpSamplingBilinear", "bilinear", true)

-- ---- places and channels ----

local function defineShuffle(name, operator, doc)
  local cls = class.new("nn." .. name, Module)
  local run = dl[operator]
  cls.doc = doc
  function cls:__init(factor) self.factor = arguments.count(cls.__name, "factor", factor) end
  function cls:forward(x) return run(x, self.factor) end
  function cls:describe() return tostring(self.factor) end
  resampling[name] = cls
end

defineShuffle("PixelShuffle", "pixelShuffle", [[
nn.PixelShuffle(factor): channels become places: (..., C r^2, H, W) to (..., C, H r, W r) with r =
factor. Shi et al., "Real-time single image and video super-resolution", 2016.]])
defineShuffle("PixelUnshuffle", "pixelUnshuffle", [[
nn.PixelUnshuffle(factor): places become channels: (..., C, H r, W r) to (..., C r^2, H, W) with r =
factor. The inverse of nn.PixelShuffle.]])

local Unfold = class.new("nn.Unfold", Module)
resampling.Unfold = Unfold

Unfold.doc = [[
nn.Unfold(kernelSize, dilation = 1, padding = 0, stride = 1): the windows of images as columns:
x (N, C, H, W) or (C, H, W) becomes (N, C kH kW, L), a column for each of L places (dl.im2col).]]

local function windowOf(self, given)
  local name = self.__name
  self.kernelSize = arguments.sizes(name, "kernelSize", given.kernelSize, 2)
  self.dilation = arguments.sizes(name, "dilation", given.dilation, 2, 1)
  self.padding = arguments.sizes(name, "padding", given.padding, 2, 0)
  self.stride = arguments.sizes(name, "stride", given.stride, 2, 1)
end

function Unfold:__init(...)
  windowOf(self, arguments.read("nn.Unfold", { "kernelSize", "dilation?", "padding?", "stride?" }, ...))
end

function Unfold:forward(x)
  return dl.im2col(x, self.kernelSize, self.dilation, self.padding, self.stride)
end

function Unfold:describe()
  return ("kernel %s, stride %s"):format(arguments.show(self.kernelSize),
    arguments.show(self.stride))
end

local Fold = class.new("nn.Fold", Module)
resampling.Fold = Fold

Fold.doc = [[
nn.Fold(sizes, kernelSize, dilation = 1, padding = 0, stride = 1): columns (N, C kH kW, L), as
nn.Unfold makes them, added up as windows of images (N, C, sizes) (dl.col2im).]]

function Fold:__init(...)
  local given = arguments.read("nn.Fold",
    { "sizes", "kernelSize", "dilation?", "padding?", "stride?" }, ...)
  self.sizes = arguments.sizes("nn.Fold", "sizes", given.sizes, 2)
  windowOf(self, given)
end

function Fold:forward(x)
  return dl.col2im(x, self.sizes, self.kernelSize, self.dilation, self.padding, self.stride)
end

function Fold:describe()
  return ("sizes %s, %s"):format(arguments.show(self.sizes), Unfold.describe(self))
end

-- ---- Torch7's names for borders: single widths ----

local function alias(name, parent)
  family.alias(resampling, name, parent, "left, right, top, bottom", function(left, right, top, bottom)
    return { left, right or left, top or left, bottom or left }
  end)
end

alias("SpatialZeroPadding", "ZeroPad2d")
alias("SpatialReflectionPadding", "ReflectionPad2d")
alias("SpatialReplicationPadding", "ReplicationPad2d")

return resampling
