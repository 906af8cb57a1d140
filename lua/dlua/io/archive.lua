-- dl.save and dl.load: models, tensors and tables of them in one safetensors file.
--
--   dl.save("digits.safetensors", net)
--   local net = dl.load("digits.safetensors")
--   dl.save("last.safetensors", { net = net, optimizer = optimizer:stateDict(), epoch = 3 })
--
-- The tensors lie in the file under names that PyTorch would give them: their path, with positions
-- counted from 0 ("0.weight"). What they belong to is JSON in the file's metadata under "dlua":
--
--   {"$class": "nn.Linear", "$order": ["weight", "bias"], "fields": {"inputs": 64, ...}}  an object
--   {"$tensor": "0.weight", "requiresGrad": true}    a tensor of the file ("frozen": a parameter)
--   [...], {...}                                     a list, a table with strings as keys
--   {"$pairs": [[key, value], ...]}                  any other table
--   {"$list": [...], "$id": 1}, {"$ref": 1}          a table that is there twice, the second time
--   {"$number": "nan"}, {"$bytes": "ff00"}           what JSON cannot say
--   {"$function": "shift"}                           a function that has a name (nn.named)
--
-- Loading builds objects of classes which exist already and fills in their fields. It runs no code
-- of the file and none of the classes' constructors.

local dl = require "dlua"
local class = require "dlua.class"
local json = require "dlua.io.json"
local learned = require "dlua.nn.learned"
local named = require "dlua.named"
local safetensors = require "dlua.io.safetensors"
local walk = require "dlua.nn.walk"

local archive = {}

local version = 1
local jsonDepth = 1000

-- ---- saving ----

--- Which tables are there more than once (or inside themselves): shared[t] is true.
local function findShared(value, shared)
  if type(value) ~= "table" then return end
  if shared[value] ~= nil then
    shared[value] = true
    return
  end
  shared[value] = false
  for key, item in pairs(value) do
    if not walk.isTransient(value, key) then findShared(item, shared) end
  end
end

local function refuse(path, message)
  dl.core.raise(("dl.save: %s %s"):format(path == "" and "the value" or path, message))
end

--- A name of its own for a tensor at `path`.
local function nameFor(state, path)
  local base = utf8.len(path) and path or "tensor"
  if base == "" then base = "tensor" end
  local name, count = base, 1
  while state.names[name] or name == "__metadata__" do
    count = count + 1
    name = base .. "_" .. count
  end
  state.names[name] = true
  return name
end

local function encodeTensor(state, tensor, path)
  local name = state.nameOf[tensor]
  if not name then
    name = nameFor(state, path)
    state.nameOf[tensor] = name
    table.insert(state.entries, { name = name, tensor = tensor })
  end
  local asks = tensor.isLeaf and tensor.requiresGrad or nil
  return { ["$tensor"] = name, requiresGrad = asks, frozen = learned.isFrozen(tensor) or nil }
end

local function encodeNumber(value)
  if value ~= value then return { ["$number"] = "nan" } end
  if value == math.huge then return { ["$number"] = "inf" } end
  if value == -math.huge then return { ["$number"] = "-inf" } end
  return value
end

local function encodeString(text)
  if utf8.len(text) then return text end
  return { ["$bytes"] = text:gsub(".", function(c) return ("%02x"):format(c:byte()) end) }
end

--- "list", "names" (strings as keys, none like the forms above) or "pairs", and the keys in order.
local function shapeOf(object)
  local keys, names, last = {}, true, 0
  for key in pairs(object) do
    if not walk.isTransient(object, key) then keys[#keys + 1] = key end
    if type(key) ~= "string" or key:find("^%$") or not utf8.len(key) then names = false end
    last = math.type(key) == "integer" and key > 0 and last and math.max(last, key) or nil
  end
  if last and last > 0 and #keys == last then return "list", keys end
  table.sort(keys, function(a, b)
    if type(a) ~= type(b) then return type(a) < type(b) end
    if type(a) == "boolean" then return a and not b end
    return a < b
  end)
  return names and "names" or "pairs", keys
end

local encode

local function encodeItems(state, object, path)
  local form, keys = shapeOf(object)
  local node = form == "names" and {} or json.array {}
  for i, key in ipairs(keys) do
    local kind = type(key)
    if kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
      refuse(path, ("has a %s as a key, which cannot be saved"):format(kind))
    end
    if form == "list" then key = i end
    local name = kind == "boolean" and tostring(key) or key
    local item = encode(state, object[key], walk.join(path, object, name, 0))
    if form == "pairs" then item = { encode(state, key, path), item } end
    node[form == "names" and key or i] = item
  end
  return node, form
end

--- An object of a class: its fields, and the order in which its parameters and children came.
local function encodeObject(state, object, path)
  if object.isNnModule then object:bindGradients() end  -- what is a parameter is known without them
  local order
  for _, key in ipairs(rawget(object, "_order") or {}) do
    if type(key) == "string" and rawget(object, key) ~= nil
      and not walk.isTransient(object, key) then
      order = order or {}
      order[#order + 1] = key
    end
  end
  local fields, form = encodeItems(state, object, path)
  if form ~= "names" then fields = { ["$pairs"] = fields } end
  return { ["$class"] = object.__name, ["$order"] = order, fields = fields }
end

local function encodeTable(state, object, path)
  local id = state.ids[object]
  if id then return { ["$ref"] = id } end
  if state.shared[object] then
    state.count = state.count + 1
    id = state.count
    state.ids[object] = id
  end
  local node, form
  if class.of(object) then
    node = encodeObject(state, object, path)
  elseif getmetatable(object) == nil or getmetatable(object) == getmetatable(json.array {}) then
    node, form = encodeItems(state, object, path)
    if form == "pairs" then node = { ["$pairs"] = node } end
    if form == "list" and id then node = { ["$list"] = node } end
  else
    refuse(path, "is an object whose class dlua does not know")
  end
  node["$id"] = id
  return node
end

local function encodeFunction(fn, path)
  if named.nameOf[fn] then return { ["$function"] = named.nameOf[fn] } end
  return refuse(path, "is a function, which cannot be saved unless nn.named gives it a name")
end

function encode(state, value, path)
  local kind = type(value)
  if kind == "boolean" then return value end
  if kind == "number" then return encodeNumber(value) end
  if kind == "string" then return encodeString(value) end
  if dl.isTensor(value) then return encodeTensor(state, value, path) end
  if value == json.null then return value end
  if kind == "table" then return encodeTable(state, value, path) end
  if kind == "function" then return encodeFunction(value, path) end
  return refuse(path, ("is a %s, which cannot be saved"):format(kind))
end

--- Write a model, a tensor, or a table of these and of numbers, strings and booleans to a file. The
-- old file stays whole until the new one is.
function archive.save(path, value)
  if type(path) ~= "string" then
    dl.core.raise("dl.save: the path must be a string, got " .. type(path))
  end
  if value == nil then dl.core.raise("dl.save: nothing to save (nil)") end
  local state = { entries = {}, names = {}, nameOf = {}, ids = {}, shared = {}, count = 0 }
  findShared(value, state.shared)
  local tree = { version = version, value = encode(state, value, "") }
  safetensors.write(path, state.entries, { dlua = json.encode(tree, { depth = jsonDepth }) })
end

-- ---- loading ----

local numbers = { nan = 0 / 0, inf = math.huge, ["-inf"] = -math.huge }

local decode

local function remember(state, node, object)
  local id = node["$id"]
  if id ~= nil then state.byId[id] = object end
  return object
end

local function need(state, value, kind, what)
  if type(value) ~= kind then state.fail(("%s: a %s expected, got a %s"):format(what, kind,
    type(value))) end
  return value
end

local function decodeTensor(state, node)
  local tensor = state.tensors[node["$tensor"]]
  if not tensor then state.fail("there is no tensor " .. tostring(node["$tensor"])) end
  if node.requiresGrad == true and not tensor.requiresGrad then
    if not tensor.dtype:find("float", 1, true) then
      state.fail("a tensor of integers asks for a gradient: " .. node["$tensor"])
    end
    tensor.requiresGrad = true
  end
  if node.frozen == true then learned.mark(tensor) end
  return tensor
end

local function decodePairs(state, list, into)
  for _, pair in ipairs(need(state, list, "table", "$pairs")) do
    need(state, pair, "table", "a pair")
    local key = decode(state, pair[1])
    if key == nil or key ~= key or type(key) == "table" then state.fail("a key that is none") end
    rawset(into, key, decode(state, pair[2]))
  end
  return into
end

local function decodeFields(state, node, into)
  if node["$pairs"] ~= nil then return decodePairs(state, node["$pairs"], into) end
  local keys = {}
  for key in pairs(node) do
    if type(key) ~= "string" or key:find("^%$") and key ~= "$id" then
      state.fail(("the form %s is not known: from a newer dlua?"):format(tostring(key)))
    end
    if key ~= "$id" then keys[#keys + 1] = key end
  end
  table.sort(keys)  -- the order of saving: what a $ref refers to comes before it
  for _, key in ipairs(keys) do rawset(into, key, decode(state, node[key])) end
  return into
end

--- Restore the order of the fields; those it does not name follow by the alphabet.
local function restoreOrder(state, object, order)
  local known, list, more = {}, {}, {}
  for _, key in ipairs(need(state, order or {}, "table", "$order")) do
    if rawget(object, key) ~= nil and not known[key] then
      known[key] = true
      list[#list + 1] = key
    end
  end
  for key, value in pairs(object) do
    local kind = type(value)
    if not known[key] and type(key) == "string" and (kind == "table" or kind == "userdata") then
      more[#more + 1] = key
    end
  end
  table.sort(more)
  rawset(object, "_order", table.move(more, 1, #more, #list + 1, list))
end

local function decodeObject(state, node)
  local name = need(state, node["$class"], "string", "$class")
  local cls = class.find(name)
  if not cls then
    state.fail(("it holds an object of class %s, which does not exist here: define or require the "
      .. "class before dl.load"):format(name))
  end
  local object = remember(state, node, setmetatable({}, cls))
  decodeFields(state, need(state, node.fields, "table", "fields"), object)
  if cls.isNnModule then restoreOrder(state, object, node["$order"]) end
  return object
end

--- A file names functions which the program has; it brings none.
local function decodeFunction(state, name)
  return named.byName[name] or state.fail(("it needs the function %s, which does not exist here: "
    .. "call nn.named before dl.load"):format(tostring(name)))
end

local function decodeList(state, list, into)
  for i, item in ipairs(need(state, list, "table", "$list")) do into[i] = decode(state, item) end
  return into
end

function decode(state, node)
  if type(node) ~= "table" or node == json.null then return node end
  if node["$tensor"] ~= nil then return decodeTensor(state, node) end
  if node["$class"] ~= nil then return decodeObject(state, node) end
  if node["$ref"] ~= nil then
    return state.byId[node["$ref"]] or state.fail("a $ref to nothing")
  end
  if node["$function"] ~= nil then return decodeFunction(state, node["$function"]) end
  if node["$number"] ~= nil then
    return numbers[node["$number"]] or state.fail("a $number that is none")
  end
  if node["$bytes"] ~= nil then
    local hex = need(state, node["$bytes"], "string", "$bytes")
    return (hex:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end))
  end
  if node["$list"] ~= nil then
    return decodeList(state, node["$list"], remember(state, node, {}))
  end
  if #node > 0 then return decodeList(state, node, {}) end
  return decodeFields(state, node, remember(state, node, {}))
end

local function parse(text, fail)
  local ok, tree = pcall(json.decode, text, { depth = jsonDepth })
  if not ok then fail("what it holds: " .. tree) end
  if type(tree) ~= "table" or tree.value == nil then fail("what it holds is not said") end
  if tree.version ~= version then
    fail(("version %s of its form is not known, only %d"):format(tostring(tree.version), version))
  end
  return tree.value
end

--- What dl.save wrote to a file. A file from elsewhere gives a table of its tensors by name, and
-- its metadata. Option: device ("cpu").
function archive.load(path, options)
  if type(path) ~= "string" then
    dl.core.raise("dl.load: the path must be a string, got " .. type(path))
  end
  local tensors, metadata = safetensors.read(path)
  local device = options and options.device
  if device then
    for name, tensor in pairs(tensors) do tensors[name] = tensor:to(device) end
  end
  if not metadata.dlua then return tensors, metadata end
  local function fail(message) dl.core.raise(("%s: %s"):format(path, message)) end
  return decode({ tensors = tensors, byId = {}, fail = fail }, parse(metadata.dlua, fail))
end

return archive
