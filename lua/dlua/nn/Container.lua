-- nn.Container: the parent of modules which hold a list of others.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local walk = require "dlua.nn.walk"

local Container = class.new("nn.Container", Module)

Container.doc = [[
nn.Container(modules...): the parent of modules which hold a list of others.

  container:add(module)               at the end; returns the container, so that calls chain
  container:insert(module, position)  before what is there; the position may come first
  container:remove(position)          the last one by default; returns the module
  container:get(position), container[position], container[position] = module
  container:replace(position, module), or Module's container:replace(fn)
  #container, container:size(), for position, module in ipairs(container)

Positions count from 1, or from the end when negative. A module is an object of nn.Module or any
table with a `forward(self, x)`. A child class defines `compute(self, run, input)`, which calls
run(module, ...) for each module in its turn; nn.Container alone computes nothing.]]

function Container:__init(...)
  self.modules = {}
  for _, module in ipairs({ ... }) do self:add(module) end
end

local function call(module, ...)
  return (module.__forward or module.forward)(module, ...)
end

local function callForward(module, ...)
  return module:forward(...)
end

--- Defining `compute` gives the forward of both ways: in Torch7's protocol each child keeps its
-- output too (net:get(2).output).
function Container.__define(cls, key, value)
  if key ~= "compute" then return Module.__define(cls, key, value) end
  rawset(cls, key, value)
  Module.__define(cls, "forward", function(self, ...) return value(self, call, ...) end,
    Module.__entry(function(self, ...) return value(self, callForward, ...) end))
end
getmetatable(Container).__newindex = Container.__define

local function check(self, module)
  if walk.isModule(module) then return module end
  dl.core.raise(("%s: a module or a table with `forward` expected, got %s")
    :format(self.__name, type(module)))
end

--- A position as it was given, as one from 1 to `last`.
local function place(self, position, last)
  if math.type(position) ~= "integer" then
    dl.core.raise(("%s: a position expected, got %s"):format(self.__name, tostring(position)))
  end
  local count = #self.modules
  local at = position < 0 and count + 1 + position or position
  if at < 1 or at > last then
    dl.core.raise(("%s: position %d of %d modules"):format(self.__name, position, count))
  end
  return at
end

function Container:add(module)
  table.insert(self.modules, check(self, module))
  return self
end

function Container:insert(module, position)
  if type(module) == "number" then module, position = position, module end
  local modules = self.modules
  local last = #modules + 1
  table.insert(modules, place(self, position or last, last), check(self, module))
  return self
end

function Container:remove(position)
  local modules = self.modules
  return table.remove(modules, place(self, position or #modules, #modules))
end

--- The module at a position; nil where there is none.
function Container:get(position)
  return self.modules[position < 0 and #self.modules + 1 + position or position]
end

function Container:replace(position, module)
  if type(position) == "function" then return Module.replace(self, position) end
  self.modules[place(self, position, #self.modules)] = check(self, module)
  return self
end

function Container:size()
  return #self.modules
end

Container.__len = Container.size

function Container:__index(key)
  if math.type(key) == "integer" then return Container.get(self, key) end
  return getmetatable(self)[key]
end

function Container:__newindex(key, value)
  if math.type(key) ~= "integer" then return Module.__newindex(self, key, value) end
  local at = place(self, key, #self.modules + 1)
  self.modules[at] = check(self, value)
end

return Container
