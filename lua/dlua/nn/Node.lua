-- Nodes: places in a graph of modules. See nn.Graph.

local dl = require "dlua"

local Node = {}
Node.__index = Node
Node.__name = "nn.Node"

local function isNode(value)
  return getmetatable(value) == Node
end

--- Whether a value is a node, or a (nested) list of values of which the first is one.
function Node.isIn(value)
  while type(value) == "table" and getmetatable(value) == nil do value = value[1] end
  return isNode(value)
end

local function check(module, value)
  if isNode(value) then return end
  if type(value) == "table" and getmetatable(value) == nil then
    for _, item in ipairs(value) do check(module, item) end
  else
    dl.core.raise(("%s: a node is called with nodes, or tables of them, got %s"):format(
      module.__name or "module", dl.typename(value)))
  end
end

--- The node of what `module` gives for these nodes; without a module, that of an input.
local function new(_, module, ...)
  local arguments = { ... }
  for i = 1, select("#", ...) do check(module, arguments[i]) end
  return setmetatable({ module = module, arguments = arguments }, Node)
end

--- nngraph: nodes for each of the first `count` items of this node's output, a table.
function Node:split(count)
  local nodes = {}
  for i = 1, count do nodes[i] = new(Node, require "dlua.nn".SelectTable(i), self) end
  return table.unpack(nodes)
end

--- nngraph: call the module of this node by a name in the graph: node:annotate{name = "hidden"}.
function Node:annotate(notes)
  local name = type(notes) == "table" and notes.name
  if type(name) ~= "string" or not name:find("^%a[%w_]*$") then
    dl.core.raise("annotate: a name of letters and digits expected, as in {name = \"hidden\"}")
  end
  self.name = name
  return self
end

--- Sums, differences, products and quotients of nodes, and with numbers.
local function arithmetic(table2, constant)
  return function(a, b)
    local nn = require "dlua.nn"
    if isNode(a) and isNode(b) then return new(Node, nn[table2](), { a, b }) end
    return constant(nn, a, b)
  end
end

Node.__add = arithmetic("CAddTable", function(nn, a, b)
  if isNode(a) then return new(Node, nn.AddConstant(b), a) end
  return new(Node, nn.AddConstant(a), b)
end)
Node.__sub = arithmetic("CSubTable", function(nn, a, b)
  if isNode(a) then return new(Node, nn.AddConstant(-b), a) end
  return new(Node, nn.AddConstant(a), -b)
end)
Node.__mul = arithmetic("CMulTable", function(nn, a, b)
  if isNode(a) then return new(Node, nn.MulConstant(b), a) end
  return new(Node, nn.MulConstant(a), b)
end)
Node.__div = arithmetic("CDivTable", function(nn, a, b)
  if isNode(a) then return new(Node, nn.MulConstant(1 / b), a) end
  return new(Node, nn.MulConstant(a), new(Node, nn.Reciprocal(), b))
end)
Node.__unm = function(a) return new(Node, require "dlua.nn".MulConstant(-1), a) end

return setmetatable(Node, { __call = new })
