-- nn.Maxout: the largest of several linear functions.

local class = require "dlua.class"
local Linear = require "dlua.nn.Linear"
local Module = require "dlua.nn.Module"

local Maxout = class.new("nn.Maxout", Module)

Maxout.doc = [[
nn.Maxout(inputs, outputs, pieces): for each output the largest of `pieces` linear functions of the
input. x: (..., inputs), y: (..., outputs); the learned `linear` is an nn.Linear(inputs, outputs *
pieces). Goodfellow et al., "Maxout networks", ICML 2013.]]

function Maxout:__init(inputs, outputs, pieces)
  self.outputs, self.pieces = outputs, pieces or 2
  self.linear = Linear(inputs, outputs * self.pieces)
end

function Maxout:forward(x)
  local y = self.linear(x)
  local sizes = y.shape
  sizes[#sizes], sizes[#sizes + 1] = self.outputs, self.pieces
  return y:view(sizes):amax(-1)
end

function Maxout:describe()
  return ("pieces = %d"):format(self.pieces)
end

return Maxout
