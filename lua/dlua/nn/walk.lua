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
local transient = setmetatable({
  _order = true, _hooks = true, output = true, gradInput = true, tape = true,
}, {
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

local visit

--- A tensor in a field of `object`, or a table that may hold some.
local function visitField(visitor, object, key, field, path)
  local isTable = type(field) == "table"
  if not isTable and not isTensor(field) or walk.isTransient(object, key) then return end
  if isTable and getmetatable(field) ~= nil and not walk.isModule(field) then return end
  local name = path and walk.join(path, object, key, visitor.base)
  if visitor.seen[field] then
    if visitor.onAgain then visitor.onAgain(field, name) end
  elseif isTable then
    visit(visitor, field, name)
  else
    visitor.seen[field] = true
    if visitor.onTensor then visitor.onTensor(field, name, object, key) end
  end
end

--- `path` is nil where nobody wants names: making them would cost more than the rest.
function visit(visitor, object, path)
  visitor.seen[object] = true
  if visitor.onModule and walk.isModule(object) then visitor.onModule(object, path) end
  for _, key in ipairs(walk.keys(object)) do
    local field = rawget(object, key)
    local kind = type(field)
    if kind == "userdata" or kind == "table" then visitField(visitor, object, key, field, path) end
  end
end

--- Call onTensor(tensor, name, owner, key) and onModule(module, name) for all that is in `module`,
-- itself first. More in `options`: base (what positions in names count from, 1) and onAgain(value,
-- name), called for what was seen before under another name.
function walk.visit(module, onTensor, onModule, options)
  options = options or {}
  visit({ seen = {}, onTensor = onTensor, onModule = onModule, onAgain = options.onAgain,
    base = options.base }, module, "")
end

--- Call onTensor(tensor, nil, owner, key) for each tensor in `module`, onModule(module) for each
-- module.
function walk.visitUnnamed(module, onTensor, onModule)
  visit({ seen = {}, onTensor = onTensor, onModule = onModule }, module)
end

--- Put fn(module) in the place of each module below `object` (nil: it stays), then of itself.
function walk.replace(object, fn)
  local done = {}
  local visitAll

  local function replaced(module)
    if done[module] == nil then
      local new = walk.isModule(module) and fn(module) or nil
      done[module] = new or module
      if new == nil or rawequal(new, module) then visitAll(module) end
    end
    return done[module]
  end

  function visitAll(holder)
    for _, key in ipairs(walk.keys(holder)) do
      local field = rawget(holder, key)
      if type(field) == "table" and not walk.isTransient(holder, key)
        and (getmetatable(field) == nil or walk.isModule(field)) then
        rawset(holder, key, replaced(field))
      end
    end
  end

  return replaced(object)
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
