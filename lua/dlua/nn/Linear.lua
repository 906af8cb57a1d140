-- nn.Linear: a matrix and a bias, and what may follow in the same pass.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local init = require "dlua.nn.initialisers"
local named = require "dlua.nn.options"
local Parameter = require "dlua.nn".Parameter

local Linear = class.new("nn.Linear", Module)

Linear.doc = [[
nn.Linear(inputs, outputs, bias = true) or nn.Linear(inputs, outputs, { bias = true, activation =
"none" }): y = x * weight^T + bias, and the activation of it: "relu", "gelu" or "geluTanh" (gelu
without erf). x: (..., inputs), y: (..., outputs); weight: (outputs, inputs), bias: (outputs); any
float dtype. With an activation it is the same as with the module behind it, but on CUDA relu and
geluTanh take no pass over memory of their own.

Both begin uniform in [-1/sqrt(inputs), 1/sqrt(inputs)], as in PyTorch, which gets there by
Kaiming's initialisation with a = sqrt(5) (nn.init.kaimingUniform; He et al., 2015, equation 10).]]

local defaults = { bias = true, activation = "none" }
local activations = { none = true, relu = true, gelu = true, geluTanh = true }

function Linear:__init(inputs, outputs, given)
  if math.type(inputs) ~= "integer" or math.type(outputs) ~= "integer" then
    dl.core.raise("nn.Linear: the numbers of inputs and outputs must be integers")
  end
  self.inputs, self.outputs = inputs, outputs
  self.weight = Parameter(dl.empty(outputs, inputs))
  local options = named("nn.Linear", type(given) == "boolean" and { bias = given } or given, defaults)
  if not activations[options.activation] then
    dl.core.raise(("nn.Linear: no activation %s: relu, gelu or geluTanh"):format(options.activation))
  end
  if options.bias then self.bias = Parameter(dl.empty(outputs)) end
  if options.activation ~= "none" then self.activation = options.activation end
  self:reset()
end

--- Draw the parameters anew.
function Linear:reset()
  init.kaimingUniform(self.weight, math.sqrt(5))
  local bound = self.inputs > 0 and 1 / math.sqrt(self.inputs) or 0
  if self.bias then init.uniform(self.bias, -bound, bound) end
end

local linear, linearActivation = dl.linear, dl.linearActivation

function Linear:forward(x)
  if self.activation then return (linearActivation(x, self.weight, self.bias, self.activation)) end
  return linear(x, self.weight, self.bias)
end

function Linear:describe()
  return ("%d -> %d"):format(self.inputs, self.outputs) .. (self.bias and "" or ", no bias")
    .. (self.activation and ", " .. self.activation or "")
end

return Linear
