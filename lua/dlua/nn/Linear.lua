-- nn.Linear: a matrix and a bias.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local init = require "dlua.nn.initialisers"
local Parameter = require "dlua.nn".Parameter

local Linear = class.new("nn.Linear", Module)

Linear.doc = [[
nn.Linear(inputs, outputs, bias = true): y = x * weight^T + bias.
x: (..., inputs), y: (..., outputs); weight: (outputs, inputs), bias: (outputs); any float dtype.

Both begin uniform in [-1/sqrt(inputs), 1/sqrt(inputs)], as in PyTorch, which gets there by
Kaiming's initialisation with a = sqrt(5) (nn.init.kaimingUniform; He et al., 2015, equation 10).]]

function Linear:__init(inputs, outputs, bias)
  if math.type(inputs) ~= "integer" or math.type(outputs) ~= "integer" then
    dl.core.raise("nn.Linear: the numbers of inputs and outputs must be integers")
  end
  self.inputs, self.outputs = inputs, outputs
  self.weight = Parameter(dl.empty(outputs, inputs))
  if bias ~= false then self.bias = Parameter(dl.empty(outputs)) end
  self:reset()
end

--- Draw the parameters anew.
function Linear:reset()
  init.kaimingUniform(self.weight, math.sqrt(5))
  local bound = self.inputs > 0 and 1 / math.sqrt(self.inputs) or 0
  if self.bias then init.uniform(self.bias, -bound, bound) end
end

local linear = dl.linear

function Linear:forward(x)
  return linear(x, self.weight, self.bias)
end

function Linear:describe()
  return ("%d -> %d"):format(self.inputs, self.outputs) .. (self.bias and "" or ", no bias")
end

return Linear
