-- train.NaNGuard: where numbers that are not finite come from.

local dl = require "dlua"
local class = require "dlua.class"
local Callback = require "dlua.train.Callback"
local walk = require "dlua.nn.walk"

local NaNGuard = class.new("train.NaNGuard", Callback)

NaNGuard.doc = [[
train.NaNGuard{gradients = false}: an error when the loss becomes NaN or infinite, which says where
that began: in the batch, in a parameter (the step before went wrong), or in the output of a module,
the first in the order of computing, whose name it gives. With gradients = true every gradient is
looked at before each step, too, and the first parameter named whose gradient is not finite.]]

function NaNGuard:__init(options)
  self:take(options, { gradients = false })
end

--- "3 of 8 numbers are nan", or nil when a tensor (or each of a table) is finite.
local function flaw(value)
  if type(value) == "table" and getmetatable(value) == nil then
    for _, item in pairs(value) do
      local found = flaw(item)
      if found then return found end
    end
  elseif dl.isTensor(value) and value.dtype:find("float", 1, true) then
    local x = value:detach()
    local finite = x:isfinite()
    if finite:all():item() then return nil end
    local nan = x:isnan():any():item()
    return ("%d of %d numbers are not finite (%s)"):format(x:numel() - finite:sum():item(),
      x:numel(), nan and "nan" or "inf")
  end
end

local function describe(name, module)
  local kind = module.__name or "table"
  return name == "" and ("the model (%s)"):format(kind) or ("model.%s (%s)"):format(name, kind)
end

--- Call fn(output) whenever a module has computed. Returns a function that ends this.
local function watch(module, fn)
  if module.registerForwardHook then
    local handle = module:registerForwardHook(function(_, _, output) fn(output) end)
    return function() handle:remove() end
  end
  local forward = module.forward  -- a plain table with a function
  module.forward = function(...)
    local results = table.pack(forward(...))
    fn(results[1])
    return table.unpack(results, 1, results.n)
  end
  return function() module.forward = forward end
end

--- The first module whose output is not finite, when the loss is computed once more.
local function firstModule(trainer, batch)
  local found
  local endings = {}
  walk.visit(trainer.model, nil, function(module, name)
    endings[#endings + 1] = watch(module, function(output)
      local wrong = not found and flaw(output)
      if wrong then found = ("%s: %s"):format(describe(name, module), wrong) end
    end)
  end)
  local ok, message = pcall(dl.noGrad, trainer.compute, trainer, table.unpack(batch, 1, batch.n))
  for _, ending in ipairs(endings) do ending() end
  if not ok then error(message, 0) end
  return found and "the first output that is not finite is that of " .. found
end

local function ofBatch(batch)
  for i = 1, batch.n do
    local wrong = flaw(batch[i])
    if wrong then return ("in tensor %d of the batch %s"):format(i, wrong) end
  end
end

local function ofParameters(trainer)
  for name, parameter in trainer.model:namedParameters() do
    local wrong = flaw(parameter)
    if wrong then
      return ("in the parameter %s %s: the step before went too far"):format(name, wrong)
    end
  end
end

local function report(trainer, what, where)
  dl.core.raise(("train.NaNGuard: epoch %d, step %d: %s: %s"):format(trainer.epoch,
    trainer.steps + 1, what, where))
end

function NaNGuard:lossComputed(trainer, loss, batch)
  local value = dl.isTensor(loss) and loss:item() or loss
  if value == value and value > -math.huge and value < math.huge then return end
  report(trainer, "the loss is " .. tostring(value), ofBatch(batch) or ofParameters(trainer)
    or firstModule(trainer, batch) or "all modules are finite, the criterion is not")
end

function NaNGuard:gradientsReady(trainer)
  if not self.gradients then return end
  for name, parameter in trainer.model:namedParameters() do
    local wrong = parameter.grad and flaw(parameter.grad)
    if wrong then report(trainer, "in the gradient of " .. name, wrong) end
  end
end

return NaNGuard
