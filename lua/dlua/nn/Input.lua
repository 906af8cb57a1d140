-- nn.Input: where a graph begins.

local Node = require "dlua.nn.Node"

--- A node for an input of nn.Graph.
return function()
  return Node()
end
