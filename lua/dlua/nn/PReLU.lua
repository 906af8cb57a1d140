-- nn.PReLU: a rectifier whose slope below 0 is learned.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local Parameter = require "dlua.nn".Parameter

local PReLU = class.new("nn.PReLU", Module)

PReLU.doc = [[
nn.PReLU(count = 1, start = 0.25): x for x > 0, else weight * x. The learned weight has one slope,
or one for each of `count` channels: dimension 2 of x, or 1 where it has no other. He et al.,
"Delving deep into rectifiers", 2015.]]

function PReLU:__init(count, start)
  count, start = count or 1, start or 0.25
  if math.type(count) ~= "integer" or count < 0 or type(start) ~= "number" then
    dl.core.raise("nn.PReLU: the number of slopes and their first value expected")
  end
  self.start = start
  self.weight = Parameter(dl.empty(math.max(count, 1)))  -- Torch7: 0 is one for all
  self:reset()
end

function PReLU:reset()
  init.constant(self.weight, self.start)
end

function PReLU:forward(x)
  return dl.prelu(x, self.weight)
end

return PReLU
