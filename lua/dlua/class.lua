-- Classes: single inheritance, one metatable for each class.
--
--   local Net, parent = class.new("Net", "nn.Module")
--   function Net:__init(hidden) ... end
--   local net = Net(30)
--
-- A class is the metatable of its objects and the table in which their methods are found.
-- Metamethods are not looked up through __index, so a class copies its parent's when it is made.

local class = {}

-- Every class by name: a parent may be given by name, and a saved model names its classes.
local known = {}

local function construct(cls, ...)
  local object = setmetatable({}, cls)
  cls.__init(object, ...)
  return object
end

class.construct = construct

local function nothing() end

local rooms = { nn = true, optim = true, data = true, train = true }

--- The class of this name or nil. Those of dlua's own rooms ("nn.Linear") are loaded on demand;
-- `published`: only those.
function class.find(name, published)
  if known[name] and not published then return known[name] end
  local room, key = name:match("^(%l+)%.(%a%w*)$")
  if rooms[room] then
    local found = require("dlua." .. room)[key]
    if class.isClass(found) then return found end
  end
end

local function resolve(parent)
  if parent == nil or class.isClass(parent) then return parent end
  if type(parent) == "string" then
    local found = class.find(parent)
    if found then return found end
  end
  error("class: there is no class " .. tostring(parent) .. " to inherit from", 4)
end

local function make(name, parent)
  if type(name) ~= "string" or name == "" then
    error("class: the name must be a string that is not empty, got " .. type(name), 3)
  end
  parent = resolve(parent)
  local cls = {}
  for key, value in pairs(parent or {}) do
    if type(key) == "string" and key:find("^__") then cls[key] = value end
  end
  cls.__name = name
  if type(cls.__index) ~= "function" then cls.__index = cls end
  cls.__init = cls.__init or nothing
  setmetatable(cls, {
    __index = parent,
    __newindex = cls.__define,  -- a room may take note of the methods its classes define
    __call = construct,
    __tostring = function() return "class " .. name end,
    parent = parent or false,
  })
  known[name] = cls
  return cls, parent
end

--- A new class, and its parent. `parent` is a class, the name of one, or nil.
-- A name that is taken is taken over: a class may be defined anew at the prompt.
function class.new(name, parent)
  return make(name, parent)
end

--- A class for some objects of `cls`, which behave in another way: it has the same name and is
-- found under none.
function class.variant(cls)
  local variant = {}
  for key, value in pairs(cls) do
    if type(key) == "string" and key:find("^__") then variant[key] = value end
  end
  if type(variant.__index) ~= "function" then variant.__index = variant end
  local meta = getmetatable(cls)
  return setmetatable(variant, {
    __index = cls, __call = construct, __tostring = meta.__tostring, parent = cls, variantOf = cls,
  })
end

--- The class behind a variant; any other class or metatable as it is.
function class.plain(cls)
  local meta = cls and getmetatable(cls)
  return type(meta) == "table" and meta.variantOf or cls
end

--- Whether a value is a class made here.
function class.isClass(value)
  local meta = type(value) == "table" and getmetatable(value)
  return type(meta) == "table" and rawget(meta, "__call") == construct
end

--- The class of an object, or nil when it has none.
function class.of(object)
  local cls = type(object) == "table" and getmetatable(object)
  return class.isClass(cls) and cls or nil
end

--- The parent of a class, or nil.
function class.parent(cls)
  return getmetatable(cls).parent or nil
end

--- Whether `object` belongs to `wanted` (a class, or the name of one) or to a class below it.
function class.isA(object, wanted)
  local cls = class.of(object)
  while cls do
    if cls == wanted or cls.__name == wanted then return true end
    cls = class.parent(cls)
  end
  return false
end

return class
