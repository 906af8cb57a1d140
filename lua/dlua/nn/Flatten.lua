-- nn.Flatten: many dimensions into one.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"

local Flatten = class.new("nn.Flatten", Module)

Flatten.doc = [[
nn.Flatten(start = 2, stop = -1): dimensions start to stop become one; the batch (1) stays apart.
x: (N, a, b, c) gives (N, a*b*c). Any dtype. A view where the memory allows it.]]

function Flatten:__init(start, stop)
  self.start, self.stop = start or 2, stop or -1
end

function Flatten:forward(x)
  return dl.flatten(x, self.start, self.stop)
end

function Flatten:describe()
  return ("%d, %d"):format(self.start, self.stop)
end

return Flatten
