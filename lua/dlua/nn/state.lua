-- The state of a module: its parameters and buffers by name, as a plain table which dl.save takes.
--
--   dl.save("weights.safetensors", net:stateDict())
--   net:loadStateDict(dl.load("weights.safetensors"))

local dl = require "dlua"
local learned = require "dlua.nn.learned"
local text = require "dlua.nn.text"
local walk = require "dlua.nn.walk"

local state = {}

--- Whether a tensor in a field is part of the state: not what was computed from parameters, nor a
-- buffer that was registered as passing.
local function belongs(tensor, owner, key)
  local passing = rawget(owner, "_passing")
  return (tensor.isLeaf or not tensor.requiresGrad) and not (passing and passing[key])
end

local function baseOf(options)
  local base = options and options.base or 1
  if base ~= 0 and base ~= 1 then
    dl.core.raise("stateDict: base is 1 or 0 (as in PyTorch), got " .. tostring(base))
  end
  return base
end

--- Every parameter and buffer by its name, without a gradient. They share memory with the module:
-- save them, or clone them.
function state.of(module, options)
  local found = {}
  walk.visit(module, function(tensor, name, owner, key)
    if belongs(tensor, owner, key) then found[name] = tensor:detach() end
  end, nil, { base = baseOf(options) })
  return found
end

--- The tensors of a module by name, their names in order, and the further names of what is shared:
-- aliases["2"] is the module (or tensor) which has a first name already.
local function inventory(module, base)
  local here = { tensors = {}, names = {}, firstName = {}, aliases = {} }
  local function note(object, name) here.firstName[object] = name end
  walk.visit(module, function(tensor, name, owner, key)
    note(tensor, name)
    if belongs(tensor, owner, key) then
      here.tensors[name] = tensor
      here.names[#here.names + 1] = name
    end
  end, note, { base = base, onAgain = function(value, name) here.aliases[name] = value end })
  return here
end

--- The tensor for a name, which may be a further name of something that is shared.
local function lookUp(here, name)
  if here.tensors[name] then return here.tensors[name], name end
  local prefix, rest = name, ""
  while prefix do
    local first = here.aliases[prefix] and here.firstName[here.aliases[prefix]]
    if first then return here.tensors[first .. rest], first .. rest end
    local head, tail = prefix:match("^(.*)(%.[^.]*)$")
    prefix, rest = head, tail and tail .. rest
  end
end

local function misfit(name, tensor, value)
  if not dl.isTensor(value) then return ("%s is a %s, no tensor"):format(name, type(value)) end
  local given, wanted = text.shape(value), text.shape(tensor)
  if given ~= wanted then return ("%s is %s, wanted %s"):format(name, given, wanted) end
end

--- What of `values` goes where: pairs of tensor and value; and what does not fit.
local function match(here, values)
  local report, pairsFound, found = { missing = {}, unexpected = {}, misshapen = {} }, {}, {}
  local given = {}
  for name in pairs(values) do given[#given + 1] = name end
  table.sort(given, function(a, b) return tostring(a) < tostring(b) end)
  for _, name in ipairs(given) do
    local tensor, first = lookUp(here, tostring(name))
    local wrong = tensor and misfit(name, tensor, values[name])
    if not tensor then
      table.insert(report.unexpected, tostring(name))
    else
      found[first] = true
      table.insert(wrong and report.misshapen or pairsFound, wrong or { tensor, values[name] })
    end
  end
  for _, name in ipairs(here.names) do
    if not found[name] then table.insert(report.missing, name) end
  end
  return report, pairsFound
end

local function complain(module, report, strict)
  local parts = {}
  for _, kind in ipairs { "missing", "unexpected", "misshapen" } do
    if report[kind][1] and (strict or kind == "misshapen") then
      parts[#parts + 1] = kind .. ": " .. table.concat(report[kind], ", ")
    end
  end
  if parts[1] then
    dl.core.raise(("%s: loadStateDict: %s"):format(module.__name or "table",
      table.concat(parts, "; ")))
  end
end

--- Copy values into a module by name: all of them, or on an error none.
function state.load(module, values, options)
  if type(values) ~= "table" then
    dl.core.raise("loadStateDict: a table of tensors by name expected, got " .. type(values))
  end
  options = options or {}
  if type(options) ~= "table" then options = { strict = options } end
  local report, found = match(inventory(module, baseOf(options)), values)
  complain(module, report, options.strict ~= false)
  dl.noGrad(function()
    for _, pair in ipairs(found) do pair[1]:detach():copy_(pair[2]:detach():to(pair[1].device)) end
  end)
  return report
end

--- See Module:registerBuffer.
function state.registerBuffer(module, name, tensor, options)
  local function refuse(message) dl.core.raise("registerBuffer: " .. message) end
  if type(name) ~= "string" or name == "" or name:find(".", 1, true) then
    refuse("a name without dots expected, got " .. tostring(name))
  end
  if not dl.isTensor(tensor) then refuse(name .. ": a tensor expected, got " .. type(tensor)) end
  local held = rawget(module, name)
  if module[name] ~= nil and not (dl.isTensor(held) and not learned.ever(held)) then
    refuse(("%s has a %s already"):format(module.__name, name))
  end
  if tensor.requiresGrad then refuse(name .. ": a buffer is not learned: use tensor:detach()") end
  local passing = rawget(module, "_passing") or {}
  passing[name] = options and options.persistent == false or nil
  rawset(module, "_passing", next(passing) and passing or nil)
  module[name] = tensor
  return tensor
end

return state
