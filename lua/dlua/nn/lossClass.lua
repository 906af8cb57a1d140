-- How the classes of losses are made of operators: options by name, checked, with their defaults.

local dl = require "dlua"
local class = require "dlua.class"
local Criterion = require "dlua.nn.Criterion"

local lossClass = {}

local reductions = { mean = true, sum = true, none = true }

local function check(name, options, given)
  if type(given) ~= "table" then
    dl.core.raise(("%s: options by name expected, as in {reduction = \"sum\"}, got %s")
      :format(name, type(given)))
  end
  local known = {}
  for _, option in ipairs(options) do known[option] = true end
  for key in pairs(given) do
    if not known[key] then dl.core.raise(("%s: no option %s"):format(name, tostring(key))) end
  end
  local reduction = given.reduction
  if reduction and not reductions[reduction]
    and not (reduction == "batchmean" and name == "nn.KLDivLoss") then
    dl.core.raise(("%s: no reduction %s: mean, sum or none"):format(name, tostring(reduction)))
  end
end

--- A function (self, output, target) that calls `run` with these fields of self behind.
local function caller(run, a, b, c, d)
  if d then
    return function(self, output, target)
      return run(output, target, self[a], self[b], self[c], self[d])
    end
  elseif c then
    return function(self, output, target)
      return run(output, target, self[a], self[b], self[c])
    end
  elseif b then
    return function(self, output, target) return run(output, target, self[a], self[b]) end
  end
  return function(self, output, target) return run(output, target, self[a]) end
end

--- The same for operators of three tensors.
local function threefold(run, arrange, options)
  return function(self, ...)
    local x, y, z = arrange(...)
    local values = {}
    for i, option in ipairs(options) do values[i] = self[option] end
    return run(x, y, z, table.unpack(values, 1, #options))
  end
end

--- A class `name` around `operator`. `options`: the operator's arguments after output and target, in
-- their order; `defaults`: their values. `arrange`, when there, makes the operator's first three
-- arguments of what the loss is called with.
function lossClass.define(name, operator, options, defaults, doc, arrange)
  local cls = class.new("nn." .. name, Criterion)
  cls.doc = doc
  defaults.reduction = "mean"

  function cls:__init(given)
    given = given or {}
    check(cls.__name, options, given)
    for _, option in ipairs(options) do
      local value = given[option]
      if value == nil then value = defaults[option] end
      self[option] = value
    end
  end

  cls.forward = arrange and threefold(dl[operator], arrange, options)
    or caller(dl[operator], table.unpack(options))
  return cls
end

return lossClass
