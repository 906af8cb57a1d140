-- Where in a network an error happened. The core calls this function when it raises, and puts what
-- it returns before the message: "net.3 (nn.Linear): linear: argument 2 ...". As long as nothing
-- goes wrong it costs nothing: the modules that are running are found on the Lua stack, as the
-- `self` of their calls.

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

--- The name under which the function at `level` knows a value: a local, or an upvalue.
local function nameAt(level, value)
  local index, found = 1, nil
  while true do
    local name, held = debug.getlocal(level, index)
    if not name then break end
    if rawequal(held, value) and not name:find("^%(") then found = name end
    index = index + 1
  end
  if found then return found end
  local fn = debug.getinfo(level, "f").func
  for upvalue = 1, 255 do
    local name, held = debug.getupvalue(fn, upvalue)
    if not name then return nil end
    if rawequal(held, value) and name ~= "" then return name end
  end
end

--- What the user's own code calls the outermost module: "net". Without a name, its class.
local function rootName(level, module)
  level = level + 2  -- above this function and the frame of the module
  while debug.getinfo(level, "l") do
    local name = nameAt(level + 1, module)
    if name and name ~= "self" and name ~= "module" then return name end
    level = level + 1
  end
  for name, value in pairs(_G) do
    if rawequal(value, module) and type(name) == "string" then return name end
  end
  return module.__name or "module"
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
  local name = rootName(level, root)
  if path ~= "" then name = name .. "." .. path end
  return ("%s (%s): "):format(name, kind)
end
