-- nn.EmbeddingBag: a learned row for each symbol, and one result for each bag of symbols.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local named = require "dlua.nn.options"
local Parameter = require "dlua.nn".Parameter

local EmbeddingBag = class.new("nn.EmbeddingBag", require "dlua.nn.Module")

EmbeddingBag.doc = [[
nn.EmbeddingBag(count, size, {mode = "mean", includeLastOffset = false, paddingIndex =}): the mean,
the "sum" or the "max" of the rows of each bag, without the rows in between.
y = bag(index, offsets, perSampleWeights)

index: integers 1..count, (bags, n), or a vector in which bag b begins at position offsets[b] (the
first at 1; with includeLastOffset the last one is where the last bag ends). perSampleWeights:
factors of the shape of index, for sums. y: (bags, size); an empty bag gives zeros. weight: (count,
size), which begins as draws from N(0, 1). The row at paddingIndex begins as zeros, counts nothing
and gets no gradient.]]

local modes = { mean = true, sum = true, max = true }

function EmbeddingBag:__init(count, size, given)
  if math.type(count) ~= "integer" or math.type(size) ~= "integer" then
    dl.core.raise("nn.EmbeddingBag: the count and the size must be integers")
  end
  local options = named("nn.EmbeddingBag", given,
    { mode = "mean", includeLastOffset = false, paddingIndex = 0 })
  if not modes[options.mode] then
    dl.core.raise(("nn.EmbeddingBag: no mode %s: mean, sum or max"):format(options.mode))
  end
  self.count, self.size, self.mode = count, size, options.mode
  self.includeLastOffset = options.includeLastOffset
  if options.paddingIndex ~= 0 then self.paddingIndex = options.paddingIndex end
  self.weight = Parameter(dl.empty(count, size))
  self:reset()
end

--- Draw the rows anew.
function EmbeddingBag:reset()
  init.normal(self.weight)
  if self.paddingIndex then self.weight:detach()[self.paddingIndex] = 0 end
end

function EmbeddingBag:forward(index, offsets, perSampleWeights)
  return dl.embeddingBag(index, self.weight, offsets, self.mode, perSampleWeights,
    self.includeLastOffset, self.paddingIndex)
end

function EmbeddingBag:describe()
  local padding = self.paddingIndex and (", padding %d"):format(self.paddingIndex) or ""
  return ("%d x %d, %s%s"):format(self.count, self.size, self.mode, padding)
end

return EmbeddingBag
