-- nn.LayerNorm: each example normalised by its own mean and variance.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local LayerNorm = class.new("nn.LayerNorm", Module)

LayerNorm.doc = [[
nn.LayerNorm(shape, {epsilon = 1e-5, affine = true, bias = true}): y = (x - mean) / sqrt(variance
+ epsilon) * weight + bias, over the last #shape dimensions. x, y: (..., shape); `shape` is a
number or a list; weight (ones) and bias (zeros) have that shape, and are left out with affine =
false. The variance is the biased one. Ba, Kiros, Hinton, "Layer normalization", 2016.]]

function LayerNorm:__init(shape, options)
  options = options or {}
  self.shape = type(shape) == "table" and shape or { shape }
  self.epsilon = options.epsilon or 1e-5
  if options.affine ~= false then
    self.weight = Parameter(dl.ones(self.shape))
    if options.bias ~= false then self.bias = Parameter(dl.zeros(self.shape)) end
  end
end

function LayerNorm:forward(x)
  return dl.layerNorm(x, self.shape, self.weight, self.bias, self.epsilon)
end

function LayerNorm:describe()
  return ("%s, epsilon = %g"):format(table.concat(self.shape, "x"), self.epsilon)
end

return LayerNorm
