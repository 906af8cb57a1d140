-- nn.Swish: a gate by the sigmoid of the input, as steep as is learned.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local Swish = class.new("nn.Swish", Module)

Swish.doc = [[
nn.Swish(start = 1): x * sigmoid(weight * x), for one learned number, the weight. nn.SiLU is the
same with a weight of 1 which is not learned. Ramachandran, Zoph, Le, "Searching for activation
functions", 2017.]]

function Swish:__init(start)
  self.start = start or 1
  self.weight = Parameter(dl.empty(1))
  self:reset()
end

function Swish:reset()
  init.constant(self.weight, self.start)
end

function Swish:forward(x)
  return x * dl.sigmoid(x * self.weight)
end

return Swish
