-- Layers that give a tensor another shape or take a part of it, and reductions: Torch7's names.
-- Dimensions count from 1 and from the end when negative. `inputDims`, where there is one: how many
-- dimensions an input has without its batch; when an input has one more, positive dimensions count
-- from behind the batch.

local dl = require "dlua"
local family = require "dlua.nn.family"

local shapes = {}

local function define(name, options, doc, forward)
  return family.define(shapes, name, options, doc, forward)
end

--- A class whose constructor takes one list, also as single arguments: nn.View(3, 4) or {3, 4}.
local function defineList(name, field, doc, forward)
  local cls = define(name, { { field } }, doc, forward)
  function cls:__init(first, ...)
    local list = type(first) == "table" and select("#", ...) == 0 and first or { first, ... }
    for i, item in ipairs(list) do
      if math.type(item) ~= "integer" then
        dl.core.raise(("%s: %s %d: an integer expected, got %s"):format(cls.__name, field, i,
          dl.typename(item)))
      end
    end
    self[field] = list
  end
  return cls
end

--- Torch7: how many dimensions an input has without its batch.
local function takesInputDims(cls)
  function cls:setNumInputDims(count)
    self.inputDims = count
    return self
  end
  return cls
end

local function past(self, dim, x)
  return self.inputDims and dim > 0 and x.ndim == self.inputDims + 1 and dim + 1 or dim
end

--- Whether x is a batch of tensors with these sizes.
local function isBatch(self, x, sizes)
  if self.inputDims then return x.ndim == self.inputDims + 1 end
  local count = 1
  for _, size in ipairs(sizes) do
    if size < 0 then return false end
    count = count * size
  end
  return x.ndim > 0 and x:numel() ~= count and x:numel() == count * x:size(1)
end

local function withBatch(x, sizes)
  return { x:size(1), table.unpack(sizes) }
end

takesInputDims(defineList("View", "sizes", [[
nn.View(sizes...): the same memory with other sizes, of which one may be -1: what remains. A batch
stays apart: where the input has size(1) times as many elements as the sizes, or one dimension more
than view:setNumInputDims(count) says. The memory must allow it (nn.Reshape copies instead).]],
function(self, x)
  return x:view(isBatch(self, x, self.sizes) and withBatch(x, self.sizes) or self.sizes)
end))

local Reshape = defineList("Reshape", "sizes", [[
nn.Reshape(sizes..., batchMode = nil): other sizes, in the memory of x or a copy. A batch stays
apart: with batchMode = true always, with false never, else where the input has size(1) times as
many elements as the sizes.]],
function(self, x)
  local batch = self.batchMode
  if batch == nil then batch = isBatch(self, x, self.sizes) end
  return x:reshape(batch and withBatch(x, self.sizes) or self.sizes)
end)

local initReshape = Reshape.__init
function Reshape:__init(...)
  local given = table.pack(...)
  if type(given[given.n]) == "boolean" then
    self.batchMode = given[given.n]
    given.n = given.n - 1
  end
  initReshape(self, table.unpack(given, 1, given.n))
end

define("Unflatten", { { "dim", 2 }, { "sizes" } }, [[
nn.Unflatten(dim = 2, sizes): dimension dim becomes these, of which one may be -1.]],
function(self, x)
  local dim = self.dim < 0 and x.ndim + 1 + self.dim or self.dim
  local sizes = table.move(x.shape, 1, dim - 1, 1, {})
  table.move(self.sizes, 1, #self.sizes, #sizes + 1, sizes)
  return x:reshape(table.move(x.shape, dim + 1, x.ndim, #sizes + 1, sizes))
end)

local Transpose = takesInputDims(define("Transpose", { { "pairs" } }, [[
nn.Transpose({a, b}, ...): exchanges dimensions a and b, then those of the next pair. Also
nn.Transpose(a, b).]],
function(self, x)
  for _, pair in ipairs(self.pairs) do
    x = x:transpose(past(self, pair[1], x), past(self, pair[2], x))
  end
  return x
end))

function Transpose:__init(...)
  local given = { ... }
  self.pairs = type(given[1]) == "number" and { given } or given
  for _, pair in ipairs(self.pairs) do
    if type(pair) ~= "table" or math.type(pair[1]) ~= "integer"
      or math.type(pair[2]) ~= "integer" then
      dl.core.raise("nn.Transpose: pairs of dimensions expected, as in nn.Transpose({1, 2})")
    end
  end
end

defineList("Permute", "dims", [[
nn.Permute(dims...): dimension i of the result is dimension dims[i] of x.]],
function(self, x)
  return x:permute(self.dims)
end)

define("Squeeze", { { "dim" }, { "inputDims" } }, [[
nn.Squeeze(dim = nil, inputDims = nil): without dimension dim, if it has size 1; without dim,
without all those that have, except, where inputDims says so, the batch.]],
function(self, x)
  if self.dim then return x:squeeze(past(self, self.dim, x)) end
  if not self.inputDims or x.ndim ~= self.inputDims + 1 then return x:squeeze() end
  local dims = {}
  for dim = 2, x.ndim do dims[dim - 1] = dim end
  return x:squeeze(dims)
end)

define("Unsqueeze", { { "dim", 1 }, { "inputDims" } }, [[
nn.Unsqueeze(dim = 1, inputDims = nil): with a new dimension dim of size 1.]],
function(self, x)
  return x:unsqueeze(past(self, self.dim, x))
end)

define("Replicate", { { "copies", 1 }, { "dim", 1 }, { "inputDims" } }, [[
nn.Replicate(copies, dim = 1, inputDims = nil): with a new dimension dim along which x is there
`copies` times, without copying memory.]],
function(self, x)
  local dim = past(self, self.dim, x)
  if dim < 0 then dim = x.ndim + 2 + dim end
  local sizes = x.shape
  table.insert(sizes, dim, self.copies)
  return x:unsqueeze(dim):expand(sizes)
end)

define("Select", { { "dim", 1 }, { "index", 1 } }, [[
nn.Select(dim = 1, index = 1): the slice of x at this position of dimension dim, which is then
gone.]],
function(self, x)
  return x:select(self.dim, self.index)
end)

define("Narrow", { { "dim", 1 }, { "offset", 1 }, { "length", 1 } }, [[
nn.Narrow(dim = 1, offset = 1, length = 1): the slices of dimension dim from position offset on, as
many as length says; a negative length counts from the end: -1 takes all that follow.]],
function(self, x)
  local length = self.length
  if length < 0 then
    local first = self.offset < 0 and x:size(self.dim) + 1 + self.offset or self.offset
    length = x:size(self.dim) + 2 + length - first
  end
  return x:narrow(self.dim, self.offset, length)
end)

define("Index", { { "dim", 1 } }, [[
nn.Index(dim = 1): of {x, index}: the slices of x along dimension dim at the positions that the
tensor of integers names, from 1.]],
function(self, list)
  return list[1]:indexSelect(self.dim, list[2])
end)

define("Contiguous", {}, "nn.Contiguous(): x, in memory of its own if its rows lie apart.",
function(_, x)
  return x:contiguous()
end)

define("Padding", { { "dim", 1 }, { "count", 0 }, { "inputDims" }, { "value", 0 } }, [[
nn.Padding(dim, count, inputDims = nil, value = 0): `count` slices full of value after the last of
dimension dim, or -count of them before the first when it is negative.]],
function(self, x)
  local dim = past(self, self.dim, x)
  local sizes = x.shape
  sizes[dim < 0 and x.ndim + 1 + dim or dim] = math.abs(self.count)
  local padding = dl.full(sizes, self.value, { dtype = x.dtype, device = x.device })
  return dl.cat(self.count < 0 and { padding, x } or { x, padding }, dim)
end)

--- Torch7's reductions: one dimension, which is then gone, past the batch.
local function defineReduction(name, operator, what)
  local run = dl[operator]
  define(name, { { "dim", 1 }, { "inputDims" }, { "keepdim", false } }, ([[
nn.%s(dim = 1, inputDims = nil, keepdim = false): the %s of x along dimension dim, which is
then gone, or of size 1 with keepdim.]]):format(name, what), function(self, x)
    return run(x, past(self, self.dim, x), self.keepdim)
  end)
end

defineReduction("Mean", "mean", "mean")
defineReduction("Max", "amax", "maximum")
defineReduction("Min", "amin", "minimum")

define("Sum", { { "dim", 1 }, { "inputDims" }, { "average", false }, { "keepdim", false } }, [[
nn.Sum(dim = 1, inputDims = nil, average = false, keepdim = false): the sum of x along dimension
dim, or its mean with average, which is then gone, or of size 1 with keepdim.]],
function(self, x)
  local run = self.average and dl.mean or dl.sum
  return run(x, past(self, self.dim, x), self.keepdim)
end)

return shapes
