-- nn.Module: what every module can do. Children and parameters are found by attribute.

local dl = require "dlua"
local calls = require "dlua.calls"
local class = require "dlua.class"
local convert = require "dlua.nn.convert"
local flat = require "dlua.nn.flat"
local gradients = require "dlua.nn.gradients"
local learned = require "dlua.nn.learned"
local Node = require "dlua.nn.Node"
local protocol = require "dlua.nn.protocol"
local walk = require "dlua.nn.walk"

local Module = class.new("nn.Module")

Module.doc = [[
nn.Module(): the parent of every module.

  local Net = nn.class("Net", "nn.Module")
  function Net:__init() self.hidden, self.out = nn.Linear(2, 8), nn.Linear(8, 1) end
  function Net:forward(x) return self.out(self.hidden(x):tanh()) end

Autograd: net(x) computes, loss:backward() fills p.grad of each of net:parameters(). Torch7:
net:forward(x) computes the same and keeps net.output; net:backward(x, gradOutput) returns the
gradient of x (net.gradInput) and adds to those of the parameters, which then have Torch7's names,
too: linear.gradWeight is linear.weight.grad. Inputs and outputs may be (nested) tables of tensors,
gradOutput has the form of the output, and what is missing in it is zero. A module which defines
updateOutput and updateGradInput (and accGradParameters) by itself works in both ways too, and so
does one that changes a single one of them and calls its parent's: parent.updateOutput(self, x).
After Collobert, Kavukcuoglu, Farabet, "Torch7: A Matlab-like environment for machine learning",
2011.]]

Module.isNnModule = true
Module.training = true

--- Methods that a class defines as `forward` lie in a layer between the class and its parent, never
-- in the class itself: so a later redefinition passes through __define again.
local function layerOf(cls)
  local meta = getmetatable(cls)
  if not meta.layer then
    meta.layer = setmetatable({}, { __index = meta.parent or nil })
    meta.__index = meta.layer
  end
  return meta.layer
end

--- What module:forward(input) runs, given what module(input) runs. Criterions have another.
function Module.__entry(compute)
  return function(self, input, ...)
    return protocol.forward(self, compute, input, ...)
  end
end

local torch7Methods = { updateOutput = true, updateGradInput = true, accGradParameters = true }

--- A class takes one of Torch7's methods into its own hand that its parent's forward implied: from
-- now on Torch7's methods are what it consists of.
local function becomeManual(cls)
  local manual, layer = cls.__manual, getmetatable(cls).layer
  if not manual or cls.__plainForward == manual.compute then return end
  if layer and rawget(layer, "__plainForward") then return end  -- it has a forward of its own
  layer = layerOf(cls)
  layer.__forward, layer.__plainForward = manual.compute, manual.compute
  layer.forward, layer.__inherits = manual.entry, true
  calls.note(layer, "module")
end

--- Defining `forward` gives three methods: `__forward`, the function as it was written, which
-- module(x) calls; `forward`, the same in Torch7's protocol, which `entry` may replace; and Torch7's
-- name for it. Hooks replace the first two, and find what was written as `__plainForward`.
function Module.__define(cls, key, value, entry)
  if key ~= "forward" then
    rawset(cls, key, value)
    if torch7Methods[key] then
      becomeManual(cls)
      calls.note(cls, "module")
    end
  else
    local layer = layerOf(cls)
    layer.__forward, layer.__plainForward, layer.__inherits = value, value, false
    layer.forward = entry or cls.__entry(value)
    layer.updateOutput = layer.forward
    calls.note(layer, "module")
  end
end
getmetatable(Module).__newindex = Module.__define

--- The first assignment of a field: remember its place (see walk.lua). A `forward` for one object
-- only is allowed where its class has none.
function Module:__newindex(key, value)
  local kind = type(value)
  if key == "forward" and kind == "function" then
    if getmetatable(self).__plainForward ~= Module.__plainForward then
      dl.core.raise(("%s has a forward of its own: make a class with nn.class to change it")
        :format(self.__name))
    end
    if not rawget(self, "_hooks") then rawset(self, "__forward", value) end
    return rawset(self, "__plainForward", value)
  end
  if kind == "table" or kind == "userdata" then
    local order = rawget(self, "_order")
    if not order then
      order = {}
      rawset(self, "_order", order)
    end
    for _, known in ipairs(order) do
      if known == key then return rawset(self, key, value) end
    end
    order[#order + 1] = key
  end
  rawset(self, key, value)
end

local computeByUpdateOutput

--- Does the module compute its own gradients, as Torch7's do?
local function isManual(self)
  return self.__plainForward == computeByUpdateOutput
    and (self.updateGradInput ~= Module.updateGradInput
      or self.accGradParameters ~= Module.accGradParameters)
end

--- Without a forward of its own a module is one in Torch7's protocol, or nothing yet.
function computeByUpdateOutput(self, input)
  if self.updateOutput == Module.updateOutput then
    dl.core.raise(("%s defines neither forward nor updateOutput"):format(self.__name))
  end
  if isManual(self) then return protocol.compute(self, input) end
  return self:updateOutput(input)
end

--- A manual module needs the tape only where others do: below it something asks for a gradient.
local function forward(self, input, ...)
  if not isManual(self) then return protocol.forward(self, self.__forward, input, ...) end
  if dl.isGradEnabled() and protocol.asks(input) then return protocol.compute(self, input) end
  self:bindGradients()
  return self:updateOutput(input)
end

Module.__define(Module, "forward", computeByUpdateOutput, forward)
Module.__manual = { compute = computeByUpdateOutput, entry = forward }

--- module(x). Of nodes it makes another one: see nn.Graph.
function Module:__call(input, ...)
  if type(input) == "table" and Node.isIn(input) then return Node(self, input, ...) end
  return self:__forward(input, ...)
end

--- Torch7: compute the output, which is kept as `output`.
function Module:updateOutput(input)
  return self:forward(input)
end

--- Torch7: the gradient of the input of the last forward; the parameters' are left alone.
function Module:updateGradInput(_, gradOutput)
  return protocol.gradInput(self, gradOutput)
end

--- The same for a module with hooks, which are called on the tape only.
function Module:__backward(_, gradOutput, scale)
  return protocol.backward(self, gradOutput, scale)
end

--- The gradients of all parameters get Torch7's names: module.gradWeight, ...
local function expose(module)
  walk.visitUnnamed(module, nil, gradients.expose)
end

--- Torch7: add scale * the gradients of the parameters to p.grad; the input's is not computed.
function Module:accGradParameters(_, gradOutput, scale)
  if isManual(self) and not self.__inherits then return end  -- it has no parameters
  protocol.accumulate(self, gradOutput, scale, self:parameters())
  expose(self)
end

--- Torch7: the gradient of the input of the last forward, returned and kept as `gradInput`; those
-- of the parameters, times `scale` (1), are added to p.grad. Frees the tape.
function Module:backward(input, gradOutput, scale)
  if isManual(self) then
    local gradInput = self:updateGradInput(input, gradOutput)
    self:accGradParameters(input, gradOutput, scale or 1)
    return gradInput
  end
  return protocol.backward(self, gradOutput, scale)
end

--- Torch7's pairs of weight and gradWeight become parameters before anybody asks for them. Called
-- where it matters; a module that computes its own gradients and is used in no other way needs not.
function Module:bindGradients()
  if rawget(self, "gradWeight") or rawget(self, "gradBias") or isManual(self) then
    gradients.expose(self)
  end
end

local function bind(module)
  if getmetatable(module) then module:bindGradients() end
end

--- The parameters, each once: a list of the tensors which ask for a gradient.
function Module:parameters()
  local list = {}
  walk.visitUnnamed(self, function(tensor)
    if learned.now(tensor) then list[#list + 1] = tensor end
  end, bind)
  return list
end

--- Iterate over the names and tensors for which `accepts(tensor)` holds.
local function named(self, accepts)
  local names, list, position = {}, {}, 0
  walk.visit(self, function(tensor, name)
    if accepts(tensor) then names[#names + 1], list[#list + 1] = name, tensor end
  end, bind)
  return function()
    position = position + 1
    return names[position], list[position]
  end
end

--- Iterate over the names and the parameters: `for name, p in net:namedParameters() do`.
function Module:namedParameters()
  return named(self, learned.now)
end

local function isBuffer(tensor)
  return not tensor.requiresGrad and not learned.ever(tensor)
end

--- The buffers, each once: the tensors in the fields of modules that are no parameters.
function Module:buffers()
  local list = {}
  for _, tensor in self:namedBuffers() do list[#list + 1] = tensor end
  return list
end

--- Iterate over the names and the buffers.
function Module:namedBuffers()
  return named(self, isBuffer)
end

--- Keep a tensor that is not learned, such as a running mean, under self[name]: to() moves it,
-- files and stateDict() hold it. With { persistent = false } stateDict() leaves it out. Returns it. (A
-- tensor that is only assigned to a field is a buffer, too.)
function Module:registerBuffer(name, tensor, options)
  return require "dlua.nn.state".registerBuffer(self, name, tensor, options)
end

--- Parameters and buffers by name, a plain table for dl.save: {["1.weight"] = tensor, ...}. They
-- share memory with the module. What is shared inside the module is there once, under its first
-- name. With { base = 0 } positions in names count from 0 as PyTorch's do.
function Module:stateDict(options)
  return require "dlua.nn.state".of(self, options)
end

--- Copy the tensors of a stateDict into those of the module; dtypes are converted. An error lists
-- all names that are missing, unexpected or misshapen, and then nothing is copied. Options: strict
-- (true; false takes what is there and fits a name), base (1). Returns the lists that the error
-- would show: { missing =, unexpected =, misshapen = }.
function Module:loadStateDict(state, options)
  return require "dlua.nn.state".load(self, state, options)
end

--- Whether the parameters learn from now on. Buffers never do. Parameters that do not are still
-- saved and moved, but are none of parameters() and have no gradient. Returns the module.
function Module:requiresGrad_(flag)
  walk.visitUnnamed(self, function(tensor)
    if not learned.ever(tensor) then return end
    learned.mark(tensor)
    if flag == false then gradients.zero { tensor } end
    tensor.requiresGrad = flag ~= false
  end, bind)
  return self
end

function Module:freeze() return self:requiresGrad_(false) end
function Module:unfreeze() return self:requiresGrad_(true) end

--- All parameters as one flat tensor and all gradients as another, which share their memory: what a
-- solver writes into the first, the module computes with. See flat.lua.
function Module:getParameters()
  local values, flatGradients = flat.of(self:parameters())
  expose(self)
  return values, flatGradients
end

--- The modules directly below this one: a list, and the list of their names.
function Module:children()
  return walk.children(self)
end

--- This module and all below it: a list.
function Module:listModules()
  local list = {}
  self:apply(function(module) list[#list + 1] = module end)
  return list
end

--- Iterate over names and modules: this one (its name is "") and all below it.
function Module:namedModules()
  local names, list, position = {}, {}, 0
  self:apply(function(module, name) names[#names + 1], list[#list + 1] = name, module end)
  return function()
    position = position + 1
    return names[position], list[position]
  end
end

--- Torch7: the modules of a class (or of one below it; also by name, "nn.Linear") in this one: a
-- list, and the list of the modules which hold them.
function Module:findModules(kind)
  local name = class.isClass(kind) and kind or tostring(kind)
  local found, holders = {}, {}
  local holderOf = {}
  self:apply(function(module)
    for _, child in ipairs((walk.children(module))) do
      holderOf[child] = holderOf[child] or module
    end
    if class.isA(module, name) then
      found[#found + 1], holders[#holders + 1] = module, holderOf[module] or module
    end
  end)
  return found, holders
end

--- Put fn(module) in the place of each module below this one, and of itself; where fn gives nil the
-- module stays. What fn gives is not searched. Returns what stands in the place of this module.
function Module:replace(fn)
  return walk.replace(self, fn)
end

--- Torch7: a deep copy. What is shared inside is shared inside the copy; its parameters, buffers
-- and gradients are its own, but those with the names given are shared with this module:
-- net:clone("weight", "bias"). Hooks are not copied.
function Module:clone(...)
  local copy = require "dlua.nn.copy"
  local other = copy.of(self)
  return select("#", ...) > 0 and copy.share(other, self, ...) or other
end

--- Torch7: a copy that has this module's parameters: net:clone() and share.
function Module:sharedClone()
  return self:clone():share(self)
end

--- Torch7: use the same tensors as another module of the same build, for the fields with these
-- names ("weight", "bias"), or for all parameters. Returns the module. Make optimizers afterwards.
function Module:share(other, ...)
  return require "dlua.nn.copy".share(self, other, ...)
end

--- Call fn(module, input) before the module computes; what it returns, if not nil, replaces the
-- input. Returns a handle: handle:remove(). Hooks are not saved.
function Module:registerForwardPreHook(fn)
  return require "dlua.nn.hooks".add(self, "pre", fn)
end

--- Call fn(module, input, output) when the module has computed; what it returns, if not nil,
-- replaces the output.
function Module:registerForwardHook(fn)
  return require "dlua.nn.hooks".add(self, "forward", fn)
end

--- Call fn(module, gradInput, gradOutput) when the gradients of the module's input and output are
-- known; each has the form of its tensor or table, with nil for what has none. What fn returns, if
-- not nil, replaces gradInput, which is nil when nothing in the input asks for one.
function Module:registerBackwardHook(fn)
  return require "dlua.nn.hooks".add(self, "backward", fn)
end

--- What the module and those below it make of an input of this shape (the batch included), and what
-- that costs: a table that prints. Also takes a list of shapes, or the input: see summary.lua.
function Module:summary(inputShape)
  return require "dlua.nn.summary"(self, inputShape)
end

--- How many products the module alone needs for an input and its output: summary() adds them up.
-- Counted is a product with `weight` for each output, and with any other matrix for each position of
-- the input. A class whose work is another defines it anew.
function Module:multiplyAdds(input, output)
  local count = 0
  for _, key in ipairs(walk.keys(self)) do
    local matrix = rawget(self, key)
    if dl.isTensor(matrix) and (key == "weight" or learned.ever(matrix)) and matrix:numel() > 0 then
      if key == "weight" and dl.isTensor(output) then
        count = count + output:numel() * math.max(1, matrix:numel() // matrix:size(1))
      elseif matrix.ndim > 1 and dl.isTensor(input) and input:numel() > 0 then
        count = count + input:numel() // input:size(-1) * matrix:numel()
      end
    end
  end
  return count
end

--- Draw the parameters anew, in this module and all below it.
function Module:reset(...)
  for _, child in ipairs((self:children())) do
    if getmetatable(child) then child:reset(...) end
  end
  return self
end

--- Call fn(module, name) for this module (its name is "") and all below it. Returns the module.
function Module:apply(fn)
  walk.visit(self, nil, fn)
  return self
end

--- Behave as in training: dropout drops. Torch7's net:training() does the same.
function Module:train()
  return self:apply(function(module) module.training = true end)
end

--- `training` is the flag of PyTorch and the method of Torch7. For it to be both, a boolean that is
-- called with a module as its argument, as in net:training(), switches that to training.
if debug.getmetatable(true) == nil then
  debug.setmetatable(true, { __call = function(_, module)
    if type(module) == "table" and module.isNnModule then return module:train() end
    error("attempt to call a boolean value", 2)
  end })
end

--- Behave as in use: dropout does nothing.
function Module:evaluate()
  return self:apply(function(module) module.training = false end)
end

--- Forget the gradients of all parameters.
function Module:zeroGrad()
  gradients.zero(self:parameters())
  return self
end

--- Torch7: the same, but the gradients are there afterwards, full of zeros.
function Module:zeroGradParameters()
  for _, gradient in ipairs(gradients.of(self:parameters())) do gradient:zero_() end
  expose(self)
end

--- Torch7: p = p - rate * gradient, for each parameter.
function Module:updateParameters(rate)
  dl.noGrad(function()
    for _, parameter in ipairs(self:parameters()) do
      if parameter.grad then parameter:add_(parameter.grad, -rate) end
    end
  end)
end

--- Change the dtype ("float64", "double") or the device ("cuda") of all tensors of the module, which
-- stay the same objects: an optimizer that holds them goes on. Tensors of integers keep their dtype.
function Module:to(target)
  convert(self, target)
  walk.visitUnnamed(self, nil, bind)  -- gradWeight follows the gradient of weight
  return self
end

function Module:float() return self:to("float32") end
function Module:double() return self:to("float64") end
function Module:half() return self:to("float16") end
function Module:bfloat16() return self:to("bfloat16") end
function Module:cuda(number) return self:to(number and "cuda:" .. number or "cuda") end
function Module:cpu() return self:to("cpu") end

--- Torch7: without an argument the dtype of the module's floats (nil when it has none), else to().
function Module:type(target)
  if target then return self:to(target) end
  local found
  walk.visitUnnamed(self, function(tensor)
    found = found or tensor.dtype:find("float", 1, true) and tensor.dtype
  end)
  return found
end

--- Drop what forward and backward keep (output, gradInput) in this module and all below it.
function Module:clearState()
  return self:apply(function(module)
    module.output, module.gradInput, module.tape = nil, nil, nil
  end)
end

--- The arguments as shown in print(module): "64 -> 30". Empty by default.
function Module:describe()
  return ""
end

function Module:__tostring()
  return require "dlua.nn.describe"(self)
end

return Module
