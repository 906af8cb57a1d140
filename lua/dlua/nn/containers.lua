-- Containers besides nn.Sequential: lists of modules whose inputs and outputs are tables (Torch7's
-- table containers) or parts of one tensor; and those that only hold modules.

local dl = require "dlua"
local class = require "dlua.class"
local Container = require "dlua.nn.Container"
local Module = require "dlua.nn.Module"
local walk = require "dlua.nn.walk"

local containers = {}

local function define(name, doc, parent)
  local cls = class.new("nn." .. name, parent or Container)
  cls.doc = doc
  containers[name] = cls
  return cls
end

local ConcatTable = define("ConcatTable", [[
nn.ConcatTable(modules...): every module gets the input; the outputs are a table, in order.]])

function ConcatTable:compute(run, x)
  local outputs = {}
  for i, module in ipairs(self.modules) do outputs[i] = run(module, x) end
  return outputs
end

local function checkCount(self, count, what)
  if count ~= #self.modules then
    dl.core.raise(("%s: %d %s for %d modules"):format(self.__name, count, what, #self.modules))
  end
end

local function checkTable(self, input)
  if type(input) ~= "table" then
    dl.core.raise(("%s: a table of inputs expected, got %s"):format(self.__name,
      dl.typename(input)))
  end
end

local function need(self, count)
  if #self.modules ~= count then
    dl.core.raise(("%s: %d of the %d modules that it needs"):format(self.__name, #self.modules,
      count))
  end
end

local ParallelTable = define("ParallelTable", [[
nn.ParallelTable(modules...): module i gets item i of the input, a table; the outputs are one.]])

function ParallelTable:compute(run, inputs)
  checkTable(self, inputs)
  checkCount(self, #inputs, "inputs")
  local outputs = {}
  for i, module in ipairs(self.modules) do outputs[i] = run(module, inputs[i]) end
  return outputs
end

local MapTable = define("MapTable", [[
nn.MapTable(module): the one module gets every item of the input, a table of any length; the
outputs are a table. (Torch7 clones the module and shares its parameters: the same.)]])

function MapTable:add(module)
  if self.modules[1] then dl.core.raise("nn.MapTable: it takes one module") end
  return Container.add(self, module)
end

function MapTable:compute(run, inputs)
  checkTable(self, inputs)
  need(self, 1)
  local outputs = {}
  for i, input in ipairs(inputs) do outputs[i] = run(self.modules[1], input) end
  return outputs
end

local Concat = define("Concat", [[
nn.Concat(dim, modules...): every module gets the input; the outputs, tensors, are joined along
dimension dim.]])

function Concat:__init(dim, ...)
  if math.type(dim) ~= "integer" then
    dl.core.raise("nn.Concat: a dimension expected, got " .. type(dim))
  end
  self.dim = dim
  Container.__init(self, ...)
end

function Concat:compute(run, x)
  return dl.cat(ConcatTable.compute(self, run, x), self.dim)
end

function Concat:describe() return "dim = " .. self.dim end

local DepthConcat = define("DepthConcat", [[
nn.DepthConcat(dim, modules...): nn.Concat of outputs which need not have the same sizes in the
other dimensions: the smaller ones get zeros around them, up to the largest. Szegedy et al., "Going
deeper with convolutions", 2014.]], Concat)

--- x with zeros around it to the given sizes, but for dimension dim; where they are odd in number
-- there is one more behind it.
local function padded(x, sizes, dim)
  local widths, any = {}, false
  for d = x.ndim, 1, -1 do
    local lacks = d == dim and 0 or sizes[d] - x:size(d)
    widths[#widths + 1] = lacks // 2
    widths[#widths + 1] = lacks - lacks // 2
    any = any or lacks > 0
  end
  return any and dl.pad(x, widths) or x
end

function DepthConcat:compute(run, x)
  local outputs, sizes = ConcatTable.compute(self, run, x), {}
  for _, output in ipairs(outputs) do
    for d, size in ipairs(output.shape) do sizes[d] = math.max(sizes[d] or 0, size) end
  end
  local dim = self.dim < 0 and #sizes + 1 + self.dim or self.dim
  for i, output in ipairs(outputs) do outputs[i] = padded(output, sizes, dim) end
  return dl.cat(outputs, dim)
end

local Parallel = define("Parallel", [[
nn.Parallel(inputDim, outputDim, modules...): module i gets slice i of the input along dimension
inputDim, which has as many as there are modules; the outputs are joined along outputDim.]])

function Parallel:__init(inputDim, outputDim, ...)
  if math.type(inputDim) ~= "integer" or math.type(outputDim) ~= "integer" then
    dl.core.raise("nn.Parallel: two dimensions expected")
  end
  self.inputDim, self.outputDim = inputDim, outputDim
  Container.__init(self, ...)
end

function Parallel:compute(run, x)
  checkCount(self, x:size(self.inputDim), "slices")
  local outputs = {}
  for i, module in ipairs(self.modules) do outputs[i] = run(module, x:select(self.inputDim, i)) end
  return dl.cat(outputs, self.outputDim)
end

function Parallel:describe()
  return ("inputDim = %d, outputDim = %d"):format(self.inputDim, self.outputDim)
end

local Bottle = define("Bottle", [[
nn.Bottle(module, inputDims = 2, outputDims = inputDims): lets a module that takes inputDims
dimensions work on more: the first ones are made one, and come back in the output.
x: (a, b, c, d) with inputDims = 2 goes through as (a*b*c, d).]])

function Bottle:__init(module, inputDims, outputDims)
  self.inputDims = inputDims or 2
  self.outputDims = outputDims or self.inputDims
  Container.__init(self, module)
  need(self, 1)
end

--- The sizes of the dimensions of x from first to last.
local function sizesOf(x, first, last)
  return table.move(x.shape, first, last, 1, {})
end

function Bottle:compute(run, x)
  local extra = x.ndim - self.inputDims + 1
  if extra < 1 then
    dl.core.raise(("nn.Bottle: an input of %d dimensions or more expected, got %d"):format(
      self.inputDims, x.ndim))
  end
  if extra == 1 then return run(self.modules[1], x) end
  local y = run(self.modules[1], dl.flatten(x, 1, extra))
  local sizes = sizesOf(x, 1, extra)
  for i = 2, y.ndim do sizes[#sizes + 1] = y:size(i) end
  if y.ndim ~= self.outputDims then
    dl.core.raise(("nn.Bottle: an output of %d dimensions expected, got %d"):format(
      self.outputDims, y.ndim))
  end
  return y:reshape(sizes)
end

local Residual = define("Residual", [[
nn.Residual(body, shortcut = nil): body(x) + x, or body(x) + shortcut(x). Several modules in a body
go into an nn.Sequential. He et al., "Deep residual learning for image recognition", 2015.]])

function Residual:__init(body, shortcut)
  Container.__init(self, body, shortcut)
  need(self, shortcut and 2 or 1)
end

function Residual:compute(run, x)
  local body, shortcut = self.modules[1], self.modules[2]
  return run(body, x) + (shortcut and run(shortcut, x) or x)
end

define("ModuleList", [[
nn.ModuleList(modules...): a list of modules which are found as children (a list of them may also
be given). It computes nothing: for i, block in ipairs(self.blocks) do x = block(x) end. A plain
table of modules in a field does the same; this one checks what it is given.]])

function containers.ModuleList:__init(...)
  local given = { ... }
  if #given == 1 and type(given[1]) == "table" and not walk.isModule(given[1]) then
    given = given[1]
  end
  Container.__init(self, table.unpack(given))
end

--- Append all modules of a list.
function containers.ModuleList:extend(list)
  for _, module in ipairs(list) do self:add(module) end
  return self
end

local ModuleDict = define("ModuleDict", [[
nn.ModuleDict(modules = {}): modules by name, which are found as children, in the order in which
they were added (those of a table given here, by the alphabet). It computes nothing.

  local heads = nn.ModuleDict():add("digit", nn.Linear(30, 10)):add("parity", nn.Linear(30, 2))
  heads.digit(x), heads:get("digit"), heads:remove("digit"), #heads, heads:names()
  for name, module in heads:iter() do ... end]], Module)

function ModuleDict:__init(modules)
  for _, name in ipairs(walk.keys(modules or {})) do self:add(name, modules[name]) end
end

function ModuleDict:add(name, module)
  if type(name) ~= "string" or name == "" or name:find("[.]") then
    dl.core.raise("nn.ModuleDict: a name without dots expected, got " .. tostring(name))
  end
  if ModuleDict[name] ~= nil or name:find("^_") or walk.isTransient(self, name) then
    dl.core.raise(("nn.ModuleDict: the name %s is taken by a method"):format(name))
  end
  if not walk.isModule(module) then
    dl.core.raise(("nn.ModuleDict: %s: a module or a table with `forward` expected, got %s")
      :format(name, type(module)))
  end
  self[name] = module
  return self
end

function ModuleDict:get(name)
  return rawget(self, name)
end

--- Take a module out and return it.
function ModuleDict:remove(name)
  local module = rawget(self, name)
  self[name] = nil
  return module
end

--- The names, in order.
function ModuleDict:names()
  local names = {}
  for _, name in ipairs(walk.keys(self)) do
    if rawget(self, name) ~= nil then names[#names + 1] = name end
  end
  return names
end

--- Iterate over names and modules, in order.
function ModuleDict:iter()
  local names, position = self:names(), 0
  return function()
    position = position + 1
    return names[position], self[names[position]]
  end
end

function ModuleDict:__len()
  return #self:names()
end

return containers
