-- Where in a network an error happened. The core calls this function when it raises, and puts what
-- it returns before the message: "net.3 (nn.Linear): linear: argument 2 ...". As long as nothing
-- goes wrong it costs nothing: the modules that are running are found on the Lua stack, as the
-- `self` of their calls.

local callerName = require "dlua.nn.callerName"
local class = require "dlua.class"
local walk = require "dlua.nn.walk"

--- The modules whose functions are running, innermost first, and the level of the outermost. Those
-- that are being made are in no network yet.
local function running(level)
  local modules, outermost = {}, nil
  while debug.getinfo(level, "l") do
    if debug.getinfo(level, "f").func == class.construct then modules = {} end
    local name, value = debug.getlocal(level, 1)
    if name == "self" or name == "module" then
      if walk.isModule(value) and modules[#modules] ~= value then
        modules[#modules + 1] = value
        outermost = level
      end
    end
    level = level + 1
  end
  return modules, outermost
end

local function pathOf(root, target)
  local found
  walk.visit(root, nil, function(module, path)
    if rawequal(module, target) then found = path end
  end)
  return found
end

return function()
  local modules, level = running(3)
  local inner, root = modules[1], modules[#modules]
  if not inner then return nil end
  local kind = class.of(inner) and inner.__name or "table"
  local path = pathOf(root, inner)
  if not path then return kind .. ": " end
  local name = callerName(level, root) or root.__name or "module"
  if path ~= "" then name = name .. "." .. path end
  return ("%s (%s): "):format(name, kind)
end
