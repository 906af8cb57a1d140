-- The options of solvers: which there are, and whether what is given fits.

local dl = require "dlua"

local options = {}

-- What every solver takes, with its default.
local common = {
  weightDecay = 0, decoupled = false, l1 = 0, maximize = false, masterWeights = false,
}

--- The options of a solver and, where it does not name them itself, those of all.
function options.withCommon(defaults)
  for key, value in pairs(common) do
    if defaults[key] == nil then defaults[key] = value end
  end
  return defaults
end

--- "a number", "true or false", "a list of 2 numbers": what stands for an option with this default.
local function expected(default)
  if type(default) == "table" then return ("a list of %d numbers"):format(#default) end
  if type(default) == "boolean" then return "true or false" end
  return "a " .. type(default)
end

--- As a default: values of every kind fit, the solver or schedule looks at them itself.
options.anything = setmetatable({}, { __name = "anything" })

local function fits(value, default)
  if default == options.anything then return true end
  if type(value) ~= type(default) then return false end
  for i in ipairs(type(default) == "table" and default or {}) do
    if type(value[i]) ~= "number" then return false end
  end
  return true
end

--- An error unless each option that is given is one of `defaults` and of the kind of its default.
function options.check(name, given, defaults)
  if type(given) ~= "table" then
    dl.core.raise(("%s: a table of options expected, got a %s"):format(name, type(given)))
  end
  for key, value in pairs(given) do
    if type(key) == "string" and key ~= "parameters" then
      if defaults[key] == nil then dl.core.raise(("%s: no option %s"):format(name, key)) end
      if not fits(value, defaults[key]) then
        dl.core.raise(("%s: %s must be %s, got %s"):format(name, key, expected(defaults[key]),
          type(value) == "table" and "another list" or tostring(value)))
      end
    end
  end
end

return options
