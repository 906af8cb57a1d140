-- nn.Embedding: a learned row for each symbol.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local Embedding = class.new("nn.Embedding", Module)

Embedding.doc = [[
nn.Embedding(count, size, paddingIndex = nil): row x of the weight for each index x. x: integers
1..count of any shape (...), y: (..., size); weight: (count, size), which begins as draws from
N(0, 1). The row at paddingIndex begins as zeros and gets no gradient.]]

function Embedding:__init(count, size, paddingIndex)
  if math.type(count) ~= "integer" or math.type(size) ~= "integer" then
    dl.core.raise("nn.Embedding: the count and the size must be integers")
  end
  self.count, self.size, self.paddingIndex = count, size, paddingIndex
  self.weight = Parameter(dl.empty(count, size))
  self:reset()
end

--- Draw the rows anew.
function Embedding:reset()
  init.normal(self.weight)
  if self.paddingIndex then self.weight:detach()[self.paddingIndex] = 0 end
end

function Embedding:forward(index)
  return dl.embedding(index, self.weight, self.paddingIndex)
end

function Embedding:multiplyAdds() return 0 end

function Embedding:describe()
  local padding = self.paddingIndex and (", padding %d"):format(self.paddingIndex) or ""
  return ("%d x %d%s"):format(self.count, self.size, padding)
end

return Embedding
