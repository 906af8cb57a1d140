-- The name by which the program knows a module, for messages and for the profiler.

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

--- What the user's own code calls a module: "net", or nil. `level` is that of the function which
-- runs the module, as the caller counts them.
return function(level, module)
  level = level + 2  -- above this function and the frame of the module
  while debug.getinfo(level, "l") do
    local name = nameAt(level + 1, module)
    if name and name ~= "self" and name ~= "module" then return name end
    level = level + 1
  end
  for name, value in pairs(_G) do
    if rawequal(value, module) and type(name) == "string" then return name end
  end
end
