--- dlua: tensors, operators and automatic differentiation; nn, optim, data and the rest on first use.
-- Every operator of the table is a function here and, when it begins with a Tensor, a method of tensors.

local core = require "dlua.core"

local dl = { core = core, version = core.version }

-- Errors are reported at the user's line: frames of files below this folder are passed over.
local here = debug.getinfo(1, "S").source:match("^@(.*)init%.lua$") or ""
core.setLibrary(here)
core.setPluginFolder(package.searchpath("dlua.core", package.cpath) and
  package.searchpath("dlua.core", package.cpath):match("^(.*)/[^/]*$") or here)

for name, operator in pairs(core.operators) do dl[name] = operator end

for _, name in ipairs {
  "isTensor", "isGradEnabled", "setGradEnabled", "noGrad", "autocast", "autocastDtype",
  "manualSeed", "getRNGState", "setRNGState",
  "setNumThreads", "getNumThreads", "memory", "emptyCache", "setMemoryLimit", "isInterrupted",
} do
  dl[name] = core[name]
end

for _, dtype in ipairs { "float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool" } do
  dl[dtype] = dtype
end

--- A tensor of a number or a nested table of numbers or booleans (equal lengths at each depth).
-- `options` is a dtype or {dtype=, device=, requiresGrad=}; the default is float32, bool for booleans.
-- A tensor as the source is copied.
function dl.tensor(source, options)
  if type(options) == "string" then options = { dtype = options } end
  options = options or {}
  if type(options) ~= "table" then
    core.raise("tensor: argument 'options': expected a dtype or a table, got " .. type(options))
  end
  local t
  if core.isTensor(source) then
    t = options.dtype and source:detach():to(options.dtype) or source:detach():clone()
  elseif type(source) == "table" or type(source) == "number" or type(source) == "boolean" then
    t = core.fromTable(source, options.dtype)
  else
    core.raise("tensor: argument 'source': expected a number, a table or a Tensor, got " .. type(source))
  end
  if options.device and options.device ~= "cpu" then t = t:toDevice(options.device) end
  if options.requiresGrad then t.requiresGrad = true end
  return t
end

--- Gradients of outputs with respect to inputs, without touching `.grad`.
-- options: {gradOutputs=, createGraph=, retainGraph=, allowUnused=}. One input gives one tensor, a list a list.
dl.grad = core.gradients

-- Parts that are scripts come when they are first asked for, so that starting costs nothing.
local parts = {
  nn = "dlua.nn", optim = "dlua.optim", data = "dlua.data", train = "dlua.train", cuda = "dlua.cuda",
  ops = "dlua.reference", doc = "dlua.reference",
  operator = "dlua.operator", profiler = "dlua.profiler", gradcheck = "dlua.gradcheck", drawGraph = "dlua.drawGraph",
  plot = "dlua.plot", pointwise = "dlua.pointwise",
  save = "dlua.io.archive", load = "dlua.io.archive", init = "dlua.nn",
  fromFunction = "dlua.tensor", seed = "dlua.tensor", typename = "dlua.tensor",
}

require "dlua.tensor"

local wish = os.getenv "DLUA_PROFILE"
if wish then require "dlua.profiler".startFromEnvironment(wish) end

return setmetatable(dl, {
  __methods = parts,                         -- for the REPL: the names that __index knows
  __index = function(_, name)
    local part = parts[name]
    if not part then return nil end
    local module = require(part)
    local value = part == "dlua." .. name and module or module[name]
    rawset(dl, name, value)
    return value
  end,
})
