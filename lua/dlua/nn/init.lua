-- nn: neural network modules in Torch7's style. A class is a file of its own name in this folder
-- and is loaded when it is first used, so that a program pays only for what it names.

local dl = require "dlua"
local class = require "dlua.class"
local learned = require "dlua.nn.learned"

local nn = {}

--- A leaf that asks for its gradient: a tensor which a module learns. Shares the values of
-- `tensor`. With requiresGrad = false it begins frozen (see nn.Module:freeze).
function nn.Parameter(tensor, requiresGrad)
  local leaf = tensor:detach()
  leaf.requiresGrad = requiresGrad ~= false
  return learned.mark(leaf)
end

--- A new class of modules and its parent: `local Net, parent = nn.class("Net", "nn.Module")`.
-- `parent` is a class or the name of one; without it nn.Module. Define `forward` alone (autograd),
-- or Torch7's updateOutput, updateGradInput and accGradParameters.
function nn.class(name, parent)
  return class.new(name, parent or nn.Module)
end

--- Give a function a name by which files refer to it, and return it: see dlua.named.
function nn.named(name, fn)
  return require "dlua.named".define(name, fn)
end

--- Whether a value is a module: an object of nn.Module or of a class below it.
function nn.isModule(value)
  return class.isA(value, nn.Module)
end

--- A module whose weight is learned as length and direction: see nn.WeightNorm.
function nn.weightNorm(module, name, dim)
  return nn.WeightNorm(module, name, dim)
end

--- A module whose weight has the largest singular value 1: see nn.SpectralNorm.
function nn.spectralNorm(module, name, options)
  return nn.SpectralNorm(module, name, options)
end

-- Names whose file is called otherwise. `init` cannot be: that is this file.
local elsewhere = { init = "initialisers" }

-- Families that share one file: a table of classes by name.
local families = {
  "activations",
  "arithmetic",
  "containers",
  "convolutions",
  "criterions",
  "distances",
  "dropouts",
  "normalisations",
  "pairCriterions",
  "parametrisations",
  "pooling",
  "positions",
  "recurrent",
  "resampling",
  "shapes",
  "sumCriterions",
  "tables",
  "transformer",
}

local function exists(name)
  return package.loaded[name] or package.preload[name] or package.searchpath(name, package.path)
end

local function find(key)
  -- A saved model may ask for any name: nothing but a word may reach the file system.
  if type(key) ~= "string" or not key:find("^%a%w*$") then return nil end
  local name = "dlua.nn." .. (elsewhere[key] or key)
  if exists(name) then return require(name) end
  for _, family in ipairs(families) do
    local member = require("dlua.nn." .. family)[key]
    if member then return member end
  end
  return require "dlua.nn.aliases"[key]
end

setmetatable(nn, {
  __families = families,  -- for the completion of names at the prompt
  __index = function(self, key)
    local found = find(key)
    rawset(self, key, found)
    return found
  end,
})

if dl.core.setErrorContext then
  dl.core.setErrorContext(function() return require "dlua.nn.context"() end)
end

return nn
