-- Torch7's protocol on top of autograd: forward keeps its output, backward(input, gradOutput)
-- returns the gradient of the input and adds to those of the parameters. And the other way about:
-- a module that defines updateOutput, updateGradInput and accGradParameters becomes one step of
-- the tape.

local dl = require "dlua"
local gradients = require "dlua.nn.gradients"
local walk = require "dlua.nn.walk"

local protocol = {}

--- Apply fn to a tensor, or to each tensor of (nested) lists of them.
local function map(value, fn)
  if dl.isTensor(value) then return fn(value) end
  if type(value) ~= "table" then return value end
  local result = {}
  for _, key in ipairs(walk.keys(value)) do result[key] = map(value[key], fn) end
  return result
end

local function collect(value, list)
  map(value, function(tensor) list[#list + 1] = tensor end)
  return list
end

--- A tensor whose gradient backward can be asked for: itself if it has one, else a leaf of its
-- values.
local function attach(tensor)
  if tensor.requiresGrad or not tensor.dtype:find("float", 1, true) then return tensor end
  local leaf = tensor:detach()
  leaf.requiresGrad = true
  return leaf
end

--- `own`: the tape begins at a leaf that was made here, and so holds nothing but this module.
local function keep(module, input, leaf, output, ...)
  rawset(module, "tape", {
    leaf = leaf, output = output,
    own = dl.isTensor(leaf) and dl.isTensor(output) and not rawequal(leaf, input),
  })
  rawset(module, "output", output)
  return output, ...
end

--- module:forward(input, ...): compute, and keep what backward will need. What a module returns behind
-- its output, such as the last state of a recurrent one, is passed on.
function protocol.forward(module, compute, input, ...)
  local leaf = dl.isGradEnabled() and map(input, attach) or input
  return keep(module, input, leaf, compute(module, leaf, ...))
end

local function tapeOf(module)
  local tape = rawget(module, "tape")
  if not tape then
    dl.core.raise(tostring(module.__name) .. ": backward needs a forward(input) before it")
  end
  return tape
end

--- The gradients of a list of tensors, those that have one, given that of the module's output.
local function differentiate(tape, tensors, gradOutput, retainGraph)
  return dl.grad(collect(tape.output, {}), tensors, {
    gradOutputs = collect(gradOutput, {}), allowUnused = true, retainGraph = retainGraph,
  })
end

--- Add scale * their gradients to those of the parameters.
function protocol.accumulate(module, gradOutput, scale, parameters)
  local found = differentiate(tapeOf(module), parameters, gradOutput, true)
  for i, parameter in ipairs(parameters) do
    if found[i] then gradients.add(parameter, found[i], scale or 1) end
  end
end

--- The gradient of the input: of the same form as the input, nil for tensors of integers.
function protocol.gradInput(module, gradOutput)
  local tape = tapeOf(module)
  local asking, places = {}, {}
  for _, tensor in ipairs(collect(tape.leaf, {})) do
    if tensor.requiresGrad then
      asking[#asking + 1] = tensor
      places[tensor] = #asking
    end
  end
  local found = asking[1] and differentiate(tape, asking, gradOutput, true) or {}
  local gradInput = map(tape.leaf, function(tensor)
    return places[tensor] and found[places[tensor]]
  end)
  rawset(module, "gradInput", gradInput)
  return gradInput
end

--- module:backward(input, gradOutput, scale): both, in one walk of the tape where it is our own.
function protocol.backward(module, gradOutput, scale, parametersOf)
  local tape = tapeOf(module)
  if not tape.own or (scale or 1) ~= 1 then
    protocol.accumulate(module, gradOutput, scale, parametersOf(module))
    local gradInput = protocol.gradInput(module, gradOutput)
    rawset(module, "tape", nil)
    return gradInput
  end
  tape.leaf.grad = nil
  tape.output:backward(gradOutput)
  rawset(module, "gradInput", tape.leaf.grad)
  return module.gradInput
end

-- What the operators below are about to run, with its arguments as the user gave them: a module is
-- no value that a signature knows.
local pending

-- The operators are made when they are first needed: they are rows of the table only then.
local manualModule, manualLoss

local function defineModule()
  return dl.operator {
    name = "torch7Module",
    sig = "inputs: Tensors, parameters: Tensors",
    doc = "The step of the tape for a module that computes its own gradients in Torch7's protocol.",
    forward = function(ctx)
      ctx.module, ctx.input = pending.module, pending.input
      -- A module may give its own buffer back: the tape needs a tensor of its own.
      return ctx.module:updateOutput(ctx.input):detach()
    end,
    backward = function(ctx, gradOutput)
      local gradInput = ctx.module:updateGradInput(ctx.input, gradOutput)
      ctx.module:accGradParameters(ctx.input, gradOutput, 1)
      return collect(gradInput, {})
    end,
  }
end

local function defineLoss()
  return dl.operator {
    name = "torch7Criterion",
    sig = "output: Tensor",
    doc = "The step of the tape for a loss that computes its own gradient in Torch7's protocol.",
    forward = function(ctx, output)
      ctx.criterion, ctx.target, ctx.output = pending.criterion, pending.target, output:detach()
      local loss = ctx.criterion:updateOutput(ctx.output, ctx.target)
      return dl.tensor(loss, { dtype = output.dtype, device = output.device })
    end,
    backward = function(ctx, gradLoss)
      return ctx.criterion:updateGradInput(ctx.output, ctx.target) * gradLoss
    end,
  }
end

--- Promote weight/gradWeight pairs of Torch7's protocol to parameters.
function protocol.bind(module)
  for _, key in ipairs(walk.keys(module)) do
    local value = rawget(module, key)
    if type(key) == "string" and dl.isTensor(value) and not walk.isTransient(module, key) then
      gradients.bind(module, key, value)
    end
  end
end

--- Whether any tensor of an input asks for a gradient.
function protocol.asks(input)
  for _, tensor in ipairs(collect(input, {})) do
    if tensor.requiresGrad then return true end
  end
  return false
end

local function detached(tensor) return tensor:detach() end

--- Run a module that defines updateOutput and updateGradInput, as one step of the tape.
function protocol.compute(module, input)
  manualModule = manualModule or defineModule()
  protocol.bind(module)
  local inputs, parameters = collect(input, {}), module:parameters()
  pending = { module = module, input = map(input, detached) }
  return manualModule(inputs, parameters)
end

--- Run a criterion that defines updateOutput (a number) and updateGradInput, as one step of the
-- tape.
function protocol.criterion(criterion, output, target)
  manualLoss = manualLoss or defineLoss()
  pending = { criterion = criterion, target = target }
  return manualLoss(output)
end

return protocol
