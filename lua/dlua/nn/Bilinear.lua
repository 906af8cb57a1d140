-- nn.Bilinear: a form of two inputs.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local init = require "dlua.nn.initialisers"
local Parameter = require "dlua.nn".Parameter

local Bilinear = class.new("nn.Bilinear", Module)

Bilinear.doc = [[
nn.Bilinear(inputs1, inputs2, outputs, bias = true): y[k] = x1 * weight[k] * x2 + bias[k].
Called with two tensors, or as in Torch7 with a table of two: x1: (..., inputs1), x2: (..., inputs2),
y: (..., outputs); weight: (outputs, inputs1, inputs2), bias: (outputs); any float dtype.

Both begin uniform in [-1/sqrt(inputs1), 1/sqrt(inputs1)], as in PyTorch.]]

local sizes = { "inputs1", "inputs2", "outputs" }

function Bilinear:__init(inputs1, inputs2, outputs, bias)
  for i, size in ipairs { inputs1 or false, inputs2 or false, outputs or false } do
    if math.type(size) ~= "integer" or size < 0 then
      dl.core.raise(("nn.Bilinear: argument %d, %s: expected an integer, got %s")
        :format(i, sizes[i], tostring(size)))
    end
  end
  self.inputs1, self.inputs2, self.outputs = inputs1, inputs2, outputs
  self.weight = Parameter(dl.empty(outputs, inputs1, inputs2))
  if bias ~= false then self.bias = Parameter(dl.empty(outputs)) end
  self:reset()
end

--- Draw the parameters anew.
function Bilinear:reset()
  local bound = self.inputs1 > 0 and 1 / math.sqrt(self.inputs1) or 0
  init.uniform(self.weight, -bound, bound)
  if self.bias then init.uniform(self.bias, -bound, bound) end
end

local bilinear = dl.bilinear

function Bilinear:forward(x1, x2)
  if x2 == nil and type(x1) == "table" then x1, x2 = x1[1], x1[2] end
  return bilinear(x1, x2, self.weight, self.bias)
end

function Bilinear:describe()
  return ("%d, %d -> %d"):format(self.inputs1, self.inputs2, self.outputs)
    .. (self.bias and "" or ", no bias")
end

return Bilinear
