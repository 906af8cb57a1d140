-- optim.groupsOf: the parameters of a module as groups, each with options of its own.

local dl = require "dlua"

--- Options as text: equal options, equal text.
local function keyOf(options)
  local parts = {}
  for name, value in pairs(options) do
    value = type(value) == "table" and table.concat(value, " ") or tostring(value)
    parts[#parts + 1] = name .. "=" .. value
  end
  table.sort(parts)
  return table.concat(parts, ";")
end

--- Groups for an optimizer. choose(name, parameter) gives a table of the options in which a
-- parameter differs, nil for none, or false to leave it out. Parameters with the same options share
-- a group.
--
--   optim.AdamW(optim.groupsOf(net, function(name, p)          -- no decay of biases and norms
--     if p.ndim < 2 then return { weightDecay = 0 } end
--   end), { lr = 1e-3, weightDecay = 0.1 })
return function(module, choose)
  if type(module) ~= "table" or type(module.namedParameters) ~= "function"
    or type(choose) ~= "function" then
    dl.core.raise("optim.groupsOf: a module and a function (name, parameter) expected")
  end
  local groups, byOptions = {}, {}
  for name, parameter in module:namedParameters() do
    local options = choose(name, parameter)
    if options ~= false then
      local key = keyOf(options or {})
      local group = byOptions[key]
      if not group then
        group = { parameters = {} }
        for option, value in pairs(options or {}) do group[option] = value end
        byOptions[key], groups[#groups + 1] = group, group
      end
      table.insert(group.parameters, parameter)
    end
  end
  return groups
end
