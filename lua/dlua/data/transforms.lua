-- data.transforms: what is done to an example before it is learnt from. Each is an object that is
-- called with a tensor and returns a new one:
--
--   local t = data.transforms
--   local augment = t.Compose { t.RandomCrop(32, { padding = 4 }), t.RandomHorizontalFlip(),
--     t.Normalize({ 0.49, 0.48, 0.45 }, { 0.25, 0.24, 0.26 }) }
--   local set = data.TransformDataset(train, { augment })
--
-- Images are (channels, height, width), or have more dimensions before these: then all of them are
-- treated alike. What is random is drawn from dlua's generator, which data.DataLoader seeds for
-- each batch.

local dl = require "dlua"
local class = require "dlua.class"
local geometry = require "dlua.data.geometry"

local transforms = {}

local function fail(name, message, ...)
  dl.core.raise(("data.transforms.%s: " .. message):format(name, ...))
end

local function new(name)
  local cls = class.new("transforms." .. name)
  transforms[name] = cls
  return cls
end

local function checkImage(name, x)
  if not dl.isTensor(x) or x.ndim < 2 then
    fail(name, "an image (channels, height, width) expected, got %s",
      dl.isTensor(x) and x.ndim .. " dimensions" or type(x))
  end
  return x:size(-2), x:size(-1)
end

local function isCount(value, least)
  return math.type(value) == "integer" and value >= least
end

--- A size or a pair {height, width}.
local function pairOf(name, what, value, least)
  local list = type(value) == "table" and value or { value, value }
  if not isCount(list[1], least) or not isCount(list[2], least) then
    fail(name, "%s must be an integer of %d or more, or {height, width}", what, least)
  end
  return list
end

local function checkChance(name, chance)
  chance = chance or 0.5
  if type(chance) ~= "number" or chance < 0 or chance > 1 then
    fail(name, "the probability must be a number from 0 to 1, got %s", tostring(chance))
  end
  return chance
end

--- A number from low to high.
local function between(low, high) return low + (high - low) * dl.rand({ 1 }, "float64"):item() end

-- ---- of all kinds ----

--- Compose{f, g, ...}: f, then g, ... Functions and transforms.
local Compose = new "Compose"

function Compose:__init(list)
  if type(list) ~= "table" then fail("Compose", "a list expected, got %s", type(list)) end
  self.list = list
end

function Compose:__call(...)
  local values = table.pack(...)
  for _, transform in ipairs(self.list) do
    values = table.pack(transform(table.unpack(values, 1, values.n)))
  end
  return table.unpack(values, 1, values.n)
end

--- RandomApply(transform, p = 0.5): with probability p.
local RandomApply = new "RandomApply"

function RandomApply:__init(transform, chance)
  self.transform, self.chance = transform, checkChance("RandomApply", chance)
end

function RandomApply:__call(x)
  if between(0, 1) < self.chance then return self.transform(x) end
  return x
end

--- ToFloat(dtype = "float32"): uint8 from 0 to 255 becomes floats from 0 to 1; other dtypes keep
-- their values.
local ToFloat = new "ToFloat"

function ToFloat:__init(dtype) self.dtype = dtype or "float32" end

function ToFloat:__call(x)
  if x.dtype == "uint8" then return x:to(self.dtype):div_(255) end
  return x:to(self.dtype)
end

--- OneHot(classes): numbers from 1 (a number, or a tensor of any shape) as float32 vectors of 0 and
-- 1.
local OneHot = new "OneHot"

function OneHot:__init(classes)
  if not isCount(classes, 1) then
    fail("OneHot", "the number of classes must be an integer of 1 or more, got %s",
      tostring(classes))
  end
  self.classes = classes
end

function OneHot:__call(y)
  if type(y) == "number" then y = dl.tensor(y, "int64") end
  return y:to("int64"):oneHot(self.classes):to("float32")
end

-- ---- to mean 0 and deviation 1 ----

--- A list of numbers, one for each channel, in the shape that goes with images.
local function perChannel(name, what, value)
  if type(value) == "number" then value = { value } end
  if dl.isTensor(value) then value = value:totable() end
  if type(value) ~= "table" or type(value[1]) ~= "number" then
    fail(name, "%s must be a number or one for each channel", what)
  end
  return dl.tensor(value, "float32"):view(#value, 1, 1)
end

--- Normalize(mean, std): (x - mean) / std, with a number or one for each channel of images.
local Normalize = new "Normalize"

function Normalize:__init(mean, std)
  self.mean = perChannel("Normalize", "mean", mean)
  self.std = perChannel("Normalize", "std", std)
  if self.std:eq(0):any():item() then fail("Normalize", "a deviation is 0") end
end

function Normalize:__call(x)
  checkImage("Normalize", x)
  return (x - self.mean:to(x.dtype)) / self.std:to(x.dtype)
end

--- Standardize({channels = false}): learns mean and deviation from training data and applies them
-- to all.
--
--   local standardize = data.transforms.Standardize():fit(trainX)
--   trainX, testX = standardize(trainX), standardize(testX)
--   standardize:inverse(x)
--
-- Each feature by itself, over dimension 1 (examples); with channels = true each channel of images
-- (N, channels, height, width). Deviations divide by N; where one is 0, it counts as 1. Single
-- examples are taken too.
local Standardize = new "Standardize"

function Standardize:__init(options) self.channels = options and options.channels or false end

function Standardize:fit(x)
  if not dl.isTensor(x) or x.ndim < (self.channels and 3 or 1) or x:numel() == 0 then
    fail("Standardize", "fit: a tensor of examples expected")
  end
  local wide = x:detach():to("float64")
  local dims = { 1 }
  if self.channels then
    for d = 3, x.ndim do dims[#dims + 1] = d end
  end
  local mean = wide:mean(dims, true)
  local std = (wide - mean):square():mean(dims, true):sqrt()
  std = std:maskedFill(std:eq(0), 1)
  self.mean, self.std, self.ndim = mean:squeeze(1), std:squeeze(1), x.ndim
  return self
end

local function fitted(self, x)
  if not self.mean then fail("Standardize", "call fit(x) first") end
  if x.ndim ~= self.ndim and x.ndim ~= self.ndim - 1 then
    fail("Standardize", "%d dimensions, fitted to examples of %d", x.ndim, self.ndim - 1)
  end
  local dtype = x.dtype:find("float") and x.dtype or "float32"
  return self.mean:to(dtype), self.std:to(dtype)
end

function Standardize:__call(x)
  local mean, std = fitted(self, x)
  return (x - mean) / std
end

function Standardize:inverse(x)
  local mean, std = fitted(self, x)
  return x * std + mean
end

-- ---- images: size ----

--- Resize(size, {mode = "bilinear", antialias = true}): to height and width {h, w}; a number is the
-- length of the shorter side. mode: "bilinear" or "nearest"; antialias averages over what is left
-- out when an image becomes smaller. Float images stay float, uint8 is rounded.
local Resize = new "Resize"

function Resize:__init(size, options)
  options = options or {}
  pairOf("Resize", "size", size, 1)
  self.size, self.mode = size, options.mode or "bilinear"
  self.antialias = options.antialias ~= false
  if self.mode ~= "bilinear" and self.mode ~= "nearest" then
    fail("Resize", 'mode must be "bilinear" or "nearest", got %s', tostring(self.mode))
  end
end

function Resize:__call(x)
  local height, width = checkImage("Resize", x)
  local size = self.size
  if type(size) == "number" then
    local short = math.min(height, width)
    size = { height * size // short, width * size // short }
  end
  return geometry.resize(x, size[1], size[2], self.mode, self.antialias)
end

--- CenterCrop(size): the middle of an image, {height, width} or a square.
local CenterCrop = new "CenterCrop"

function CenterCrop:__init(size) self.size = pairOf("CenterCrop", "size", size, 1) end

local function crop(name, x, top, left, size)
  local height, width = checkImage(name, x)
  if size[1] > height or size[2] > width then
    fail(name, "%dx%d is more than the image has (%dx%d)", size[1], size[2], height, width)
  end
  return x:narrow(-2, top + 1, size[1]):narrow(-1, left + 1, size[2])
end

function CenterCrop:__call(x)
  local height, width = checkImage("CenterCrop", x)
  return crop("CenterCrop", x, (height - self.size[1]) // 2, (width - self.size[2]) // 2, self.size)
end

--- RandomCrop(size, {padding = 0, fill = 0}): a piece of {height, width}, or a square, at random.
-- The image is surrounded by `padding` pixels (a number or {rows, columns} at each side) of `fill`
-- before.
local RandomCrop = new "RandomCrop"

function RandomCrop:__init(size, options)
  options = options or {}
  self.size = pairOf("RandomCrop", "size", size, 1)
  self.padding = pairOf("RandomCrop", "padding", options.padding or 0, 0)
  self.fill = options.fill or 0
end

function RandomCrop:__call(x)
  checkImage("RandomCrop", x)
  local rows, columns = self.padding[1], self.padding[2]
  if rows > 0 or columns > 0 then x = geometry.pad(x, rows, columns, self.fill) end
  local height, width = x:size(-2), x:size(-1)
  local top = dl.randint(0, math.max(height - self.size[1], 0) + 1, { 1 }):item()
  local left = dl.randint(0, math.max(width - self.size[2], 0) + 1, { 1 }):item()
  return crop("RandomCrop", x, top, left, self.size)
end

-- ---- images: place ----

--- RandomHorizontalFlip(p = 0.5): left and right change places with probability p.
local HorizontalFlip = new "RandomHorizontalFlip"

function HorizontalFlip:__init(chance) self.chance = checkChance("RandomHorizontalFlip", chance) end

function HorizontalFlip:__call(x)
  checkImage("RandomHorizontalFlip", x)
  return between(0, 1) < self.chance and x:flip { -1 } or x
end

--- RandomVerticalFlip(p = 0.5): top and bottom change places with probability p.
local VerticalFlip = new "RandomVerticalFlip"

function VerticalFlip:__init(chance) self.chance = checkChance("RandomVerticalFlip", chance) end

function VerticalFlip:__call(x)
  checkImage("RandomVerticalFlip", x)
  return between(0, 1) < self.chance and x:flip { -2 } or x
end

--- A range {low, high}; a number r is {-r, r}.
local function rangeOf(name, what, value, middle)
  if value == nil then return { middle, middle } end
  local range = type(value) == "number" and { -value, value } or value
  if type(range) ~= "table" or type(range[1]) ~= "number" or type(range[2]) ~= "number"
      or range[1] > range[2] then
    fail(name, "%s must be a number or {low, high}", what)
  end
  return range
end

--- RandomAffine{degrees = 0, translate = {0, 0}, scale = {1, 1}, shear = 0, mode = "bilinear",
-- fill = 0}: turns the image about its middle by an angle from {low, high} degrees (a number d:
-- from -d to d; counter-clockwise), shears it along the rows by such an angle, enlarges it by a
-- factor from {low, high}, and moves it by up to these shares {of the height, of the width} up or
-- down, left or right. What comes from outside of the image is `fill`. data.transforms.affine does
-- it by given amounts.
local RandomAffine = new "RandomAffine"

function RandomAffine:__init(options)
  if type(options) ~= "table" then
    fail("RandomAffine", "options by name expected, as in {degrees = 10}")
  end
  self.degrees = rangeOf("RandomAffine", "degrees", options.degrees, 0)
  self.shear = rangeOf("RandomAffine", "shear", options.shear, 0)
  self.scale = rangeOf("RandomAffine", "scale", options.scale, 1)
  self.translate = options.translate or { 0, 0 }
  self.mode, self.fill = options.mode or "bilinear", options.fill or 0
  if self.scale[1] <= 0 then fail("RandomAffine", "scale must be over 0") end
  if type(self.translate) ~= "table" or #self.translate ~= 2 then
    fail("RandomAffine", "translate must be {share of the height, share of the width}")
  end
end

function RandomAffine:__call(x)
  local height, width = checkImage("RandomAffine", x)
  local down, right = self.translate[1] * height, self.translate[2] * width
  return geometry.affine(x, {
    degrees = between(self.degrees[1], self.degrees[2]),
    shear = between(self.shear[1], self.shear[2]),
    scale = between(self.scale[1], self.scale[2]),
    down = between(-down, down), right = between(-right, right),
  }, self.mode, self.fill)
end

--- affine(x, {degrees = 0, shear = 0, scale = 1, down = 0, right = 0}, mode = "bilinear", fill =
-- 0): one such change; down and right in pixels.
function transforms.affine(x, change, mode, fill)
  checkImage("affine", x)
  return geometry.affine(x, change, mode or "bilinear", fill or 0)
end

return transforms
