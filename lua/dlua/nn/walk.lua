-- Walking a module: its tensors and the modules below it, found by attribute, each once, in the
-- order in which they were assigned (a Lua table by itself has no order).
--
-- Plain tables are walked too (`self.blocks = { a, b }`), and a plain table with a `forward` counts
-- as a module. Names are joined by dots; the list `modules` of a container adds nothing to them:
-- the weight of the third child of `net` is "3.weight".

local dl = require "dlua"

local walk = {}

-- What forward and backward leave behind is no part of the module: their results, and Torch7's
-- gradients (gradWeight). The answer for each name is found once.
local transient = setmetatable({ _order = true, output = true, gradInput = true, tape = true }, {
  __index = function(self, key)
    local found = type(key) == "string" and key:find("^grad%u") ~= nil
    rawset(self, key, found)
    return found
  end,
})

--- Whether a field of an object is left out of walks and files.
function walk.isTransient(object, key)
  return getmetatable(object) ~= nil and transient[key]
end

--- Whether a value acts as a module: an object of nn.Module, or a plain table with a `forward`.
function walk.isModule(value)
  if type(value) ~= "table" then return false end
  local meta = getmetatable(value)
  if meta == nil then return type(rawget(value, "forward")) == "function" end
  return type(meta) == "table" and meta.isNnModule == true
end

--- The keys of a table in a fixed order: of an object, the order of assignment; of a plain table,
-- positions first and then the alphabet.
function walk.keys(object)
  if getmetatable(object) then return rawget(object, "_order") or {} end
  local keys, names, count = {}, {}, #object
  for position = 1, count do keys[position] = position end
  if next(object, count > 0 and count or nil) == nil then return keys end  -- a list and no more
  for key in pairs(object) do
    if type(key) == "string" then names[#names + 1] = key end
  end
  table.sort(names)
  return table.move(names, 1, #names, #keys + 1, keys)
end

--- The name of a field below `path`. `base` is what positions count from: 1, or 0 in files.
function walk.join(path, object, key, base)
  if key == "modules" and getmetatable(object) then return path end
  if math.type(key) == "integer" then key = key - 1 + (base or 1) end
  return path == "" and tostring(key) or path .. "." .. key
end

local isTensor = dl.isTensor

--- `path` is nil where nobody wants names: making them would cost more than the rest.
local function visit(object, path, seen, onTensor, onModule)
  if seen[object] then return end
  seen[object] = true
  if onModule and walk.isModule(object) then onModule(object, path) end
  for _, key in ipairs(walk.keys(object)) do
    local field = rawget(object, key)
    local kind = type(field)
    if kind == "userdata" and isTensor(field) then
      if not seen[field] and not walk.isTransient(object, key) then
        seen[field] = true
        if onTensor then onTensor(field, path and walk.join(path, object, key)) end
      end
    elseif kind == "table" and not walk.isTransient(object, key)
      and (getmetatable(field) == nil or walk.isModule(field)) then
      visit(field, path and walk.join(path, object, key), seen, onTensor, onModule)
    end
  end
end

--- Call onTensor(tensor, name) and onModule(module, name) for all that is in `module`, itself
-- first.
function walk.visit(module, onTensor, onModule)
  visit(module, "", {}, onTensor, onModule)
end

--- Call onTensor(tensor) for each tensor in `module`, onModule(module) for each module.
function walk.visitUnnamed(module, onTensor, onModule)
  visit(module, nil, {}, onTensor, onModule)
end

--- The modules directly below one, and their names.
function walk.children(module)
  local children, names = {}, {}
  local seen = { [module] = true }
  local function collect(object, path)
    for _, key in ipairs(walk.keys(object)) do
      local field = rawget(object, key)
      local name = walk.join(path, object, key)
      if type(field) == "table" and not seen[field] and not walk.isTransient(object, key) then
        seen[field] = true
        if walk.isModule(field) then
          children[#children + 1], names[#names + 1] = field, name
        elseif getmetatable(field) == nil then
          collect(field, name)
        end
      end
    end
  end
  collect(module, "")
  return children, names
end

return walk
