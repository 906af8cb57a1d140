-- nn.Identity: the input itself, where a module is asked for and nothing is to be done.

local class = require "dlua.class"

local Module = require "dlua.nn.Module"
local Node = require "dlua.nn.Node"

local Identity = class.new("nn.Identity", Module)

Identity.doc = [[
nn.Identity(...): y = x. Takes and forgets any arguments, so that it can stand for any module.
nn.Identity()() is the node of an input of nn.Graph.]]

function Identity:forward(x)
  return x
end

function Identity:__call(...)
  if select("#", ...) == 0 then return Node() end
  return Module.__call(self, ...)
end

return Identity
