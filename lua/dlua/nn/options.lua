-- Options by name of a constructor: what is given, over the defaults.

local dl = require "dlua"

--- `given` may be nil. A name without a default is an error, and so is a value of another type.
return function(name, given, defaults)
  if given ~= nil and type(given) ~= "table" then
    dl.core.raise(("%s: options by name expected, as in { bias = false }, got %s")
      :format(name, type(given)))
  end
  local all = {}
  for key, value in pairs(defaults) do all[key] = value end
  for key, value in pairs(given or {}) do
    if defaults[key] == nil then
      dl.core.raise(("%s: no option %s"):format(name, tostring(key)))
    end
    if type(value) ~= type(defaults[key]) then
      dl.core.raise(("%s: option %s: expected a %s, got a %s")
        :format(name, key, type(defaults[key]), type(value)))
    end
    all[key] = value
  end
  return all
end
