-- Torch7's protocol on top of autograd: forward keeps its output, backward(input, gradOutput)
-- returns the gradient of the input and adds to those of the parameters. And the other way about:
-- a module that defines updateOutput, updateGradInput and accGradParameters becomes one step of
-- the tape.

local dl = require "dlua"
local forms = require "dlua.nn.forms"
local gradients = require "dlua.nn.gradients"
local walk = require "dlua.nn.walk"

local protocol = {}

local isTensor = dl.isTensor

--- Apply fn to a tensor, or to each tensor of (nested) lists of them.
local function map(value, fn)
  if isTensor(value) then return fn(value) end
  if type(value) ~= "table" then return value end
  local result = {}
  for _, key in ipairs(walk.keys(value)) do result[key] = map(value[key], fn) end
  return result
end

protocol.map = map

local function collect(value, list)
  map(value, function(tensor) list[#list + 1] = tensor end)
  return list
end

--- A tensor whose gradient backward can be asked for: itself if it has one, else a leaf of its
-- values. What other modules computed keeps its gradient for the `gradInput` of this one.
local function attach(tensor)
  if tensor.requiresGrad then return tensor:retainGrad() end
  if not tensor.dtype:find("float", 1, true) then return tensor end
  local leaf = tensor:detach()
  leaf.requiresGrad = true
  return leaf
end

--- Whether all of `leaf`, a tensor or (nested) lists of them, was made here or has no gradient.
local function isApart(leaf, input)
  if isTensor(leaf) then return not rawequal(leaf, input) or not leaf.requiresGrad end
  if type(leaf) ~= "table" then return true end
  for key, item in pairs(leaf) do
    if not isApart(item, input[key]) then return false end
  end
  return true
end

-- The tape of the forward that is running, if any: modules which run within it belong to it.
local running

local Tape = { __close = function(tape) running = tape.outer end }

--- `own`: the tape begins at leaves that were made here, and so holds nothing but this module.
local function keep(module, tape, input, output, ...)
  local outer = tape.outer
  tape.output, tape.own = output, isTensor(output) and isApart(tape.leaf, input)
  if outer then outer[#outer + 1] = tape end
  rawset(module, "tape", tape)
  rawset(module, "output", output)
  return output, ...
end

--- module:forward(input, ...): compute, and keep what backward will need. What a module returns behind
-- its output, such as the last state of a recurrent one, is passed on. The tape lists the tapes of
-- those modules which ran forward within it.
function protocol.forward(module, compute, input, ...)
  local leaf = dl.isGradEnabled() and map(input, attach) or input
  local tape <close> = setmetatable({
    module = module, leaf = leaf, outer = running, output = false, own = false,
    recorded = dl.isGradEnabled(),
  }, Tape)
  running = tape
  return keep(module, tape, input, compute(module, leaf, ...))
end

local function tapeOf(module)
  local tape = rawget(module, "tape")
  if not tape then
    dl.core.raise(tostring(module.__name) .. ": backward needs a forward(input) before it")
  elseif not tape.recorded then
    dl.core.raise(tostring(module.__name) .. ": backward needs a forward that ran with gradients")
  end
  return tape
end

--- The tensors of an output that have a gradient to pass on, and the items of gradOutput in the same
-- places. Where gradOutput has nothing the gradient is zero.
local function match(module, output, gradOutput, path, outputs, upstream)
  if gradOutput == nil then return end
  local single = isTensor(output)
  if single ~= isTensor(gradOutput) or type(output) ~= type(gradOutput) then
    dl.core.raise(("%s: gradOutput%s: a %s expected as in the output, got %s"):format(
      module.__name, path, single and "tensor" or "table", dl.typename(gradOutput)))
  elseif not single then
    for _, key in ipairs(walk.keys(output)) do
      match(module, output[key], gradOutput[key], ("%s[%s]"):format(path, key), outputs, upstream)
    end
  elseif output.requiresGrad then
    outputs[#outputs + 1], upstream[#upstream + 1] = output, gradOutput
  end
end

--- gradOutput as it was given; it may be left out where the output is a number.
local function given(module, output, gradOutput)
  if gradOutput ~= nil then return gradOutput end
  if isTensor(output) and output:numel() == 1 then return dl.onesLike(output:detach()) end
  dl.core.raise(module.__name .. ": backward needs gradOutput, the gradient of the output")
end

--- The gradients of a list of tensors, nil for those that have none, in one walk of the tape.
local function differentiate(module, tensors, gradOutput, retainGraph)
  local output, outputs, upstream = tapeOf(module).output, {}, {}
  match(module, output, given(module, output, gradOutput), "", outputs, upstream)
  if not outputs[1] or not tensors[1] then return {} end
  return dl.grad(outputs, tensors, {
    gradOutputs = upstream, allowUnused = true, retainGraph = retainGraph,
  })
end

local function addTo(parameters, found, scale)
  for i, parameter in ipairs(parameters) do
    if found[i] then gradients.add(parameter, found[i], scale or 1) end
  end
end

--- Add scale * their gradients to those of the parameters.
function protocol.accumulate(module, gradOutput, scale, parameters)
  addTo(parameters, differentiate(module, parameters, gradOutput, true), scale)
end

--- The tensors of the input that ask for a gradient.
local function asking(tape)
  local list = {}
  for _, tensor in ipairs(collect(tape.leaf, {})) do
    if tensor.requiresGrad then list[#list + 1] = tensor end
  end
  return list
end

--- Set module.gradInput: of the same form as the input, nil for tensors of integers. A table has no
-- holes: what the output does not depend on has a gradient of zeros.
local function keepGradInput(module, tape, gradientOf)
  local leaf, gradInput = tape.leaf
  if isTensor(leaf) then
    gradInput = gradientOf(leaf)
  else
    gradInput = map(leaf, function(tensor)
      return gradientOf(tensor) or tensor.requiresGrad and dl.zerosLike(tensor:detach()) or nil
    end)
  end
  rawset(module, "gradInput", gradInput)
  return gradInput
end

protocol.keepGradInput = keepGradInput

--- The gradient of the input.
function protocol.gradInput(module, gradOutput)
  local tape = tapeOf(module)
  local list = asking(tape)
  local found, of = differentiate(module, list, gradOutput, true), {}
  for i, tensor in ipairs(list) do of[tensor] = found[i] end
  return keepGradInput(module, tape, function(tensor) return of[tensor] end)
end

local function gradientOf(tensor) return tensor.grad end

--- After backward: the modules which ran within this one have their gradInput, too, and nothing left
-- of their tapes.
local function settle(tape)
  for i = 1, #tape do
    local part = tape[i]
    local inner = part.module
    settle(part)
    if not isTensor(part.leaf) or part.leaf.grad then keepGradInput(inner, part, gradientOf) end
    if rawget(inner, "tape") == part then rawset(inner, "tape", nil) end
  end
end

--- The first time parameters get the names of Torch7's gradients; then these are there to stay.
local function finish(module, tape)
  if rawget(module, "gradInput") == nil then
    walk.visitUnnamed(module, nil, gradients.expose)
  end
  settle(tape)
  rawset(module, "tape", nil)
end

--- module:backward(input, gradOutput, scale): both, in one walk of the tape.
function protocol.backward(module, gradOutput, scale)
  local tape = tapeOf(module)
  if tape.own and (scale or 1) == 1 and isTensor(gradOutput) then
    if tape.output.requiresGrad then tape.output:backward(gradOutput) end
    finish(module, tape)
    return keepGradInput(module, tape, gradientOf)
  end
  local parameters, list, of = module:parameters(), asking(tape), {}
  local wanted = table.move(parameters, 1, #parameters, 1, {})
  table.move(list, 1, #list, #wanted + 1, wanted)
  local found = differentiate(module, wanted, gradOutput)
  addTo(parameters, found, scale)
  for i, tensor in ipairs(list) do of[tensor] = found[#parameters + i] end
  finish(module, tape)
  return keepGradInput(module, tape, function(tensor) return of[tensor] end)
end

-- What the operators below are about to run, with its arguments as the user gave them: a module is
-- no value that a signature knows.
local pending

-- The operators are made when they are first needed: they are rows of the table only then.
local manualModule, manualLoss

local GradMode = { __close = function(mode) dl.setGradEnabled(mode.before) end }

--- A module that runs others by their updateOutput, or its parent's, needs their tapes for its own
-- updateGradInput; the tape itself does not look inside of its steps.
local function updateOutput(module, ...)
  if not module.__inherits and not walk.children(module)[1] then
    return module:updateOutput(...)
  end
  local _ <close> = setmetatable({ before = dl.setGradEnabled(true) }, GradMode)
  return module:updateOutput(...)
end

local function defineModule()
  return dl.operator {
    name = "torch7Module",
    sig = "inputs: Tensors, parameters: Tensors",
    doc = "The step of the tape for a module that computes its own gradients in Torch7's protocol.",
    forward = function(ctx)
      local step, results = pending, {}
      ctx.module, ctx.input, ctx.inputForm = step.module, step.input, step.inputForm
      step.output = updateOutput(ctx.module, ctx.input)
      step.form = forms.dissect(step.output, results)
      ctx.form = step.form
      -- A module may give its own buffer back: the tape needs a tensor of its own.
      for i, result in ipairs(results) do results[i] = result:detach() end
      return table.unpack(results)
    end,
    backward = function(ctx, ...)
      local gradOutput = forms.assemble(ctx.form, { ... })
      local gradInput = ctx.module:updateGradInput(ctx.input, gradOutput)
      ctx.module:accGradParameters(ctx.input, gradOutput, 1)
      return forms.collect(ctx.inputForm, gradInput, {})
    end,
  }
end

local function defineLoss()
  return dl.operator {
    name = "torch7Criterion",
    sig = "outputs: Tensors",
    doc = "The step of the tape for a loss that computes its own gradient in Torch7's protocol.",
    forward = function(ctx, outputs)
      ctx.criterion, ctx.target, ctx.output = pending.criterion, pending.target, pending.output
      local loss = updateOutput(ctx.criterion, ctx.output, ctx.target)
      return dl.tensor(loss, { dtype = outputs[1].dtype, device = outputs[1].device })
    end,
    backward = function(ctx, gradLoss)
      local list = collect(ctx.criterion:updateGradInput(ctx.output, ctx.target), {})
      for i, gradient in ipairs(list) do list[i] = gradient * gradLoss end
      return list
    end,
  }
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
  module:bindGradients()
  local inputs, parameters = {}, module:parameters()
  local step = { module = module, input = map(input, detached) }
  step.inputForm = forms.dissect(input, inputs)
  pending = step
  local results = { manualModule(inputs, parameters) }
  return forms.assemble(step.form, results, step.output)
end

--- Run a criterion that defines updateOutput (a number) and updateGradInput, as one step of the
-- tape.
function protocol.criterion(criterion, output, target)
  manualLoss = manualLoss or defineLoss()
  pending = { criterion = criterion, target = target, output = map(output, detached) }
  return manualLoss(collect(output, {}))
end

return protocol
