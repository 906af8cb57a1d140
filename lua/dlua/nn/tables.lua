-- Layers whose input or output is a table of tensors (Torch7's names), and those that multiply two.
-- `inputDims`, where there is one: how many dimensions an input has without its batch; when an input
-- has one more, positive dimensions count from behind the batch.

local dl = require "dlua"
local family = require "dlua.nn.family"

local tables = {}

--- Dimension `dim` of a tensor, past its batch dimension where there is one.
local function past(dim, inputDims, x)
  return inputDims and dim > 0 and x.ndim == inputDims + 1 and dim + 1 or dim
end

local function define(name, options, doc, forward)
  return family.define(tables, name, options, doc, forward)
end

local mostResults = 64

define("JoinTable", { { "dim", 1 }, { "inputDims" } }, [[
nn.JoinTable(dim = 1, inputDims = nil): the tensors of a table joined along dimension dim.]],
function(self, list)
  return dl.cat(list, past(self.dim, self.inputDims, list[1]))
end)

define("SplitTable", { { "dim", 1 }, { "inputDims" } }, [[
nn.SplitTable(dim = 1, inputDims = nil): a table of the slices of x along dimension dim, which is
then gone.]],
function(self, x)
  local dim = past(self.dim, self.inputDims, x)
  local slices, count = {}, x:size(dim)
  for first = 1, count, mostResults do  -- in parts, for one call has no more results
    local part = x:narrow(dim, first, math.min(mostResults, count - first + 1))
    table.move({ dl.unbind(part, dim) }, 1, mostResults, first, slices)
  end
  return slices
end)

define("SelectTable", { { "index", 1 } }, [[
nn.SelectTable(index = 1): one item of a table: a position, from the end when negative, or a name.]],
function(self, list)
  local index = self.index
  if math.type(index) == "integer" and index < 0 then index = #list + 1 + index end
  local item = list[index]
  if item == nil then
    dl.core.raise(("nn.SelectTable: no item %s in a table of %d"):format(tostring(self.index), #list))
  end
  return item
end)

define("NarrowTable", { { "offset", 1 }, { "length", 1 } }, [[
nn.NarrowTable(offset = 1, length = 1): a table of `length` items of a table, from position offset.]],
function(self, list)
  local last = self.offset + self.length - 1
  if self.offset < 1 or last > #list then
    dl.core.raise(("nn.NarrowTable: items %d to %d of a table of %d"):format(self.offset, last, #list))
  end
  return table.move(list, self.offset, last, 1, {})
end)

local function flatten(item, out)
  if type(item) ~= "table" then
    out[#out + 1] = item
  else
    for _, inner in ipairs(item) do flatten(inner, out) end
  end
  return out
end

define("FlattenTable", {}, [[
nn.FlattenTable(): a table without tables in it: {a, {b, {c}}} becomes {a, b, c}.]],
function(_, list)
  return flatten(list, {})
end)

define("ZipTable", {}, [[
nn.ZipTable(): {{a1, a2}, {b1, b2}} becomes {{a1, b1}, {a2, b2}}.]],
function(_, lists)
  local zipped = {}
  for i = 1, #lists[1] do
    zipped[i] = {}
    for k, list in ipairs(lists) do zipped[i][k] = list[i] end
  end
  return zipped
end)

define("ZipTableOneToMany", {}, [[
nn.ZipTableOneToMany(): {a, {b1, b2}} becomes {{a, b1}, {a, b2}}.]],
function(_, list)
  local zipped = {}
  for i, item in ipairs(list[2]) do zipped[i] = { list[1], item } end
  return zipped
end)

--- The items of a table with an operator between them, from the left.
local function folded(self, run, list)
  if type(list) ~= "table" or #list == 0 then
    dl.core.raise(self.__name .. ": a table of tensors expected that is not empty")
  end
  local result = list[1]
  for i = 2, #list do result = run(result, list[i]) end
  return result
end

local function fold(name, operator, doc)
  local run = dl[operator]
  define(name, {}, doc, function(self, list) return folded(self, run, list) end)
end

fold("CAddTable", "add", "nn.CAddTable(): the sum of the tensors of a table; shapes broadcast.")
fold("CSubTable", "sub", "nn.CSubTable(): the first tensor of a table without the others.")
fold("CMulTable", "mul", "nn.CMulTable(): the product of the tensors of a table, by element.")
fold("CDivTable", "div", "nn.CDivTable(): the first tensor of a table divided by the others.")
fold("CMaxTable", "maximum", "nn.CMaxTable(): the largest of the tensors of a table, by element.")
fold("CMinTable", "minimum", "nn.CMinTable(): the smallest of the tensors of a table, by element.")

define("CAveTable", {}, "nn.CAveTable(): the mean of the tensors of a table, by element.",
function(self, list)
  return folded(self, dl.add, list) / #list
end)

define("MM", { { "transposeA", false }, { "transposeB", false } }, [[
nn.MM(transposeA = false, transposeB = false): the product of {a, b}, matrices or batches of them,
each transposed before where it is said.]],
function(self, list)
  local a, b = list[1], list[2]
  if self.transposeA then a = a:transpose(-2, -1) end
  if self.transposeB then b = b:transpose(-2, -1) end
  return dl.matmul(a, b)
end)

define("MV", { { "transpose", false } }, [[
nn.MV(transpose = false): the product of {matrix, vector}, or of batches of both.]],
function(self, list)
  local matrix, vector = list[1], list[2]
  if self.transpose then matrix = matrix:transpose(-2, -1) end
  return dl.matmul(matrix, vector:unsqueeze(-1)):squeeze(-1)
end)

define("DotProduct", {}, [[
nn.DotProduct(): of {a, b}, each (N, size) or (size): the products of their rows, (N) or a scalar.]],
function(_, list)
  return (list[1] * list[2]):sum(-1)
end)

define("CosineDistance", {}, [[
nn.CosineDistance(): of {a, b}, each (N, size) or (size): the cosine of the angle of their rows,
(N) or a scalar. (Torch7's name: it is a similarity, 1 for what points the same way.)]],
function(_, list)
  return dl.cosineSimilarity(list[1], list[2], -1)
end)

define("CosineSimilarity", { { "dim", 2 }, { "epsilon", 1e-8 } }, [[
nn.CosineSimilarity(dim = 2, epsilon = 1e-8): a . b / max(|a| |b|, epsilon) along dimension dim, for
two arguments a and b or a table of them.]])
local CosineSimilarity = tables.CosineSimilarity
function CosineSimilarity:forward(a, b)
  if type(a) == "table" then a, b = a[1], a[2] end
  return dl.cosineSimilarity(a, b, self.dim, self.epsilon)
end

define("PairwiseDistance", { { "p", 2 }, { "epsilon", 1e-6 }, { "keepdim", false } }, [[
nn.PairwiseDistance(p = 2, epsilon = 1e-6, keepdim = false): the p-norm of a - b + epsilon over the
last dimension, for two arguments a and b or a table of them.]])
local PairwiseDistance = tables.PairwiseDistance
function PairwiseDistance:forward(a, b)
  if type(a) == "table" then a, b = a[1], a[2] end
  return dl.pairwiseDistance(a, b, self.p, self.epsilon, self.keepdim)
end

define("MixtureTable", { { "dim" } }, [[
nn.MixtureTable(dim = 2, or 1 for a single example): {weights, experts}: the sum of the experts'
outputs, each times its weight. weights: (N, k) or (k); experts: a table of k tensors (N, ...) or
(...), or one tensor that has the experts along dimension dim. Jacobs et al., 1991.]],
function(self, list)
  local weights, experts = list[1], list[2]
  local dim = self.dim or weights.ndim
  if not dl.isTensor(experts) then experts = dl.stack(experts, dim) end
  local sizes = {}
  for i = 1, experts.ndim do sizes[i] = 1 end
  sizes[dim] = weights:size(-1)
  if weights.ndim > 1 then sizes[1] = weights:size(1) end
  return (experts * weights:reshape(sizes)):sum(dim)
end)

return tables
