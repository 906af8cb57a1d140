-- nn.Sequential: one module after the other.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local walk = require "dlua.nn.walk"

local Sequential = class.new("nn.Sequential", Module)

Sequential.doc = [[
nn.Sequential(modules...): the output of each module is the input of the next.

  local net = nn.Sequential(nn.Linear(64, 30), nn.ReLU()):add(nn.Linear(30, 10))
  net[1].weight, net[-1], #net

A module is an object of nn.Module or any table with a `forward(self, x)`. Without modules: the
input.]]

function Sequential:__init(...)
  self.modules = {}
  for _, module in ipairs({ ... }) do self:add(module) end
end

local function check(module)
  if walk.isModule(module) then return module end
  dl.core.raise(("nn.Sequential: a module or a table with `forward` expected, got %s")
    :format(type(module)))
end

--- Append a module. Returns the container, so that calls chain.
function Sequential:add(module)
  table.insert(self.modules, check(module))
  return self
end

--- The module at a position, from 1, or from the end when negative.
function Sequential:get(position)
  return self.modules[position < 0 and #self.modules + 1 + position or position]
end

function Sequential:forward(x)
  local modules = self.modules
  for i = 1, #modules do
    local module = modules[i]
    x = (module.__forward or module.forward)(module, x)
  end
  return x
end

--- In Torch7's protocol each child keeps its output too (net:get(2).output).
Module.__define(Sequential, "forward", Sequential.__forward, Module.__entry(function(self, x)
  for _, module in ipairs(self.modules) do x = module:forward(x) end
  return x
end))

function Sequential:__len()
  return #self.modules
end

function Sequential:__index(key)
  if math.type(key) == "integer" then return Sequential.get(self, key) end
  return getmetatable(self)[key]
end

function Sequential:__newindex(key, value)
  if math.type(key) ~= "integer" then return Module.__newindex(self, key, value) end
  local count = #self.modules
  if key < 0 then key = count + 1 + key end
  if key < 1 or key > count + 1 then
    dl.core.raise(("nn.Sequential: position %d of %d modules"):format(key, count))
  end
  self.modules[key] = check(value)
end

return Sequential
