-- Families of small classes that share a file: each is a name, its options and a forward. Options
-- go by position or by name: nn.LeakyReLU(0.2), nn.LeakyReLU{slope = 0.2}.

local dl = require "dlua"
local arguments = require "dlua.nn.arguments"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"

local family = {}

local function show(value)
  if type(value) == "number" then return ("%g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = show(item) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- Whether the arguments of a constructor are one table with names.
local function isNamed(first, ...)
  return type(first) == "table" and select("#", ...) == 0 and #first == 0
    and getmetatable(first) == nil
end

--- The arguments of a constructor as a list in the order of the options.
local function settings(name, options, ...)
  if not isNamed(...) then return { ... } end
  local first, given, known = (...), {}, {}
  for i, option in ipairs(options) do
    given[i], known[option[1]] = first[option[1]], true
  end
  for key in pairs(first) do
    if not known[key] then dl.core.raise(("%s: no option %s"):format(name, tostring(key))) end
  end
  return given
end

local function describe(self, options)
  local parts = {}
  for _, option in ipairs(options) do
    local value = self[option[1]]
    if value ~= nil and not dl.isTensor(value) then
      parts[#parts + 1] = option[1] .. " = " .. show(value)
    end
  end
  return table.concat(parts, ", ")
end

--- Define nn.`name` in `members`. `options`: {name, default} each, which become fields; `forward`:
-- function(self, x); `doc`: the manual. Returns the class, for methods of its own; `prepare(self)`,
-- where there is one, is called last by the constructor.
function family.define(members, name, options, doc, forward, parent)
  local cls = class.new("nn." .. name, parent or Module)
  cls.doc = doc

  function cls:__init(...)
    local given = settings(cls.__name, options, ...)
    for i, option in ipairs(options) do
      local value = given[i]
      if value == nil then value = option[2] end
      self[option[1]] = value
    end
    if self.prepare then self:prepare() end
  end

  function cls:describe() return describe(self, options) end
  if forward then cls.forward = forward end
  members[name] = cls
  return cls
end

--- Define Torch7's nn.`name` below members.`parent`. `signature`: its arguments, for the manual;
-- translate(...) makes of them those of that class.
function family.alias(members, name, parent, signature, translate)
  local cls, above = class.new("nn." .. name, members[parent])
  cls.doc = arguments.filled(("nn.%s(%s): nn.%s with Torch7's arguments.")
    :format(name, signature, parent))
  function cls:__init(...) above.__init(self, translate(...)) end
  members[name] = cls
end

return family
