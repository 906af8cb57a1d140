-- Follows modules and optimizers for the profiler: while it watches, a function stands before each
-- function that computes a module (dlua.calls), and tells the core which module that is. What the
-- tape records meanwhile keeps the module, so that its gradients are found under it as well.
--
-- A module is known by its path: the name of the variable that holds the network, or its class, and
-- the places below, as in "net.3" or "net.encoder.layers.2.attention". What a module lacks there,
-- since it is made anew for each call, has its class in place of a place.

local native = require "dlua.core".profile
local calls = require "dlua.calls"

local modules = {}

local places      -- of modules, in this profile: { number, class, path }
local rootOf      -- of paths: the network; weakly
local taken       -- names of networks: a second one of the same name is "net#2"
local order, count = {}, 0  -- of paths: their place in tables, also those of earlier profiles

--- Numbers of paths, in the order in which they stand in their network.
function modules.order() return order end

local function classOf(module)
  return getmetatable(module) and module.__name or "table"
end

local function shortClass(module) return (classOf(module):match "[^.]*$") end

local put

local function settle(module, path, root)
  if not order[path] then
    count = count + 1
    order[path] = count
  end
  places[module] = { number = native.place(path), class = classOf(module), path = path }
  rootOf[path] = root
  if rawget(module, "__forward") or getmetatable(module) == nil then put(module) end
end

--- Give a place to each module of a network that has none.
local function settleAll(root, name)
  require "dlua.nn.walk".visit(root, nil, function(part, path)
    if not places[part] then settle(part, path == "" and name or name .. "." .. path, root) end
  end)
end

--- A name that no other network has.
local function unique(name)
  local candidate, n = name, 1
  while taken[candidate] do
    n = n + 1
    candidate = name .. "#" .. n
  end
  taken[candidate] = true
  return candidate
end

--- A module that is called for the first time: the outermost one is a network of its own. Within
-- another it came to that network later, or belongs to no field of it.
local function discover(module, outer)
  local root = outer and rootOf[outer]
  if root then settleAll(root, places[root].path) end
  if places[module] then return end
  if outer then return settle(module, outer .. "." .. shortClass(module), root) end
  local name = require "dlua.nn.callerName"(3, module)
  settleAll(module, unique(name or shortClass(module)))
end

local function placeOf(module)
  local place = places[module]
  if place then return place end
  local current = native.currentPlace()
  discover(module, current ~= 0 and native.pathOf(current) or nil)
  return places[module]
end

--- The entries of a module call each other: only the first is a frame.
local function aroundModule(fn)
  return function(self, ...)
    if not native.isRunning() or type(self) ~= "table" then return fn(self, ...) end
    local place = placeOf(self)
    if place.number == native.currentPlace() then return fn(self, ...) end
    local _ <close> = native.frame(place.class, place.number)
    return fn(self, ...)
  end
end

local function aroundStep(fn)
  return function(self, ...)
    local _ <close> = native.frame(self.__name .. ".step")
    return fn(self, ...)
  end
end

local wrappers = setmetatable({}, { __mode = "k" })  -- of functions: what stands before them

local function wrapperOf(key, fn)
  if not wrappers[fn] then
    local wrapper = (key:find "^step" and aroundStep or aroundModule)(fn)
    local named = package.loaded["dlua.named"]         -- a network can be saved under a profile
    if named then named.nameOf[wrapper] = named.nameOf[fn] end
    wrappers[fn] = wrapper
  end
  return wrappers[fn]
end

local replaced = setmetatable({}, { __mode = "k" })  -- of holders: what stood there, by key

function put(holder)
  local before = replaced[holder] or {}
  replaced[holder] = before
  for _, key in ipairs(calls.keys[calls.holders[holder] or "module"]) do
    local fn = rawget(holder, key)
    if type(fn) == "function" and not (before[key] and before[key].wrapper == fn) then
      before[key] = { fn = fn, wrapper = wrapperOf(key, fn) }
      rawset(holder, key, before[key].wrapper)
    end
  end
end

--- From now on; undone by unwatch.
function modules.watch()
  places, rootOf = setmetatable({}, { __mode = "k" }), setmetatable({}, { __mode = "v" })
  taken = {}
  calls.noted = put
  for holder in pairs(calls.holders) do put(holder) end
end

function modules.unwatch()
  calls.noted = nil
  for holder, before in pairs(replaced) do
    for key, was in pairs(before) do
      if rawget(holder, key) == was.wrapper then rawset(holder, key, was.fn) end
    end
  end
  replaced = setmetatable({}, { __mode = "k" })
end

return modules
