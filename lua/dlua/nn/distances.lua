-- Layers that compare the input with learned vectors (Torch7's names).

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local distances = {}

local function define(name, doc, forward)
  local cls = class.new("nn." .. name, Module)
  cls.doc = doc

  function cls:__init(inputs, outputs)
    if math.type(inputs) ~= "integer" or math.type(outputs) ~= "integer" then
      dl.core.raise(cls.__name .. ": the numbers of inputs and outputs must be integers")
    end
    self.inputs, self.outputs = inputs, outputs
    self.weight = Parameter(dl.empty(outputs, inputs))
    self:reset()
  end

  function cls:reset()
    local bound = self.inputs > 0 and 1 / math.sqrt(self.inputs) or 0
    init.uniform(self.weight, -bound, bound)
  end

  cls.forward = forward

  function cls:describe() return ("%d -> %d"):format(self.inputs, self.outputs) end

  distances[name] = cls
end

define("Euclidean", [[
nn.Euclidean(inputs, outputs): the distances of x from learned centres, the rows of the weight.
x: (..., inputs), y: (..., outputs); weight: (outputs, inputs), which begins uniform in
[-1/sqrt(inputs), 1/sqrt(inputs)].]],
  function(self, x)
    if x.ndim > 1 then return dl.cdist(x, self.weight) end
    return dl.cdist(x:unsqueeze(1), self.weight):squeeze(1)
  end)

define("Cosine", [[
nn.Cosine(inputs, outputs): the cosines of the angles between x and learned vectors, the rows of the
weight. x: (..., inputs), y: (..., outputs); weight: (outputs, inputs), which begins uniform in
[-1/sqrt(inputs), 1/sqrt(inputs)].]],
  function(self, x)
    local function unit(t) return t / dl.norm(t, 2, -1, true):clamp(1e-12) end
    return dl.linear(unit(x), unit(self.weight))
  end)

return distances
