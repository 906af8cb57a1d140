--- dl.pointwise(formula, arguments?): an operator of elements from a formula in C's notation, with gradients.
--
--   local leaky = dl.pointwise "y = x > 0 ? x : a * x"
--   local y = leaky(x, 0.1)                        -- arguments in the order in which the formula names them
--   local y = leaky { x = x, a = slopes }          -- or by name
--   local both = dl.pointwise("s = sin(t); c = cos(t)", { "t" })
--   local s, c = both(t)                           -- several results
--
-- Arguments are tensors, which broadcast, and numbers, at least one a tensor; `arguments`, if given, is the list of
-- their names in the order of calls. They are computed in their common dtype, integers in float32, 16-bit floats in
-- float32 with results of 16 bits; a result that is a comparison is bool. Results are what is assigned and not read
-- again (not t in "t = exp(x); y = t / (1 + t)"), or what `arguments` says: { "x", results = { "t", "y" } }.
--
-- Operators as in C: ?: || && == != < <= > >= + - * / % (fmod) - + !; `pi`, `inf`, `nan`; functions
--   abs sign floor ceil round trunc fmod min max clamp(x, low, high) where(c, x, y) lerp(x, y, w)
--   exp exp2 expm1 log log2 log10 log1p pow sqrt rsqrt square reciprocal
--   sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh erf erfc
--   relu sigmoid silu softplus gelu isnan
--
-- The whole formula is one step of the tape and reads and writes memory once; its gradient is another formula, so there
-- are gradients of every order. The branch of ?: that is not taken has none: x > 0 ? sqrt(x) : 0 has the gradient 0
-- at 0. On CUDA it is one kernel, which NVRTC compiles when the formula meets a dtype for the first time
-- (f:cudaSource() shows it); numbers among the arguments may change without that. Without NVRTC an interpreter on the
-- device computes it.
local core = require("dlua").core
local formula = require "dlua.formula"

local Pointwise = { __name = "dlua.pointwise" }
Pointwise.__index = Pointwise

-- ---- programs: see src/engine/program.h ----

--- The program for calls in which the arguments that `isNumber` marks are numbers: they become constants.
local function compile(self, isNumber)
  local place, literals, steps, same = {}, {}, {}, {}
  local inputs, numbers = 0, 0
  for i in ipairs(self.arguments) do
    if isNumber[i] then numbers = numbers + 1 else inputs = inputs + 1 end
  end
  local nextInput, nextNumber, arguments = 0, inputs, {}
  for i in ipairs(self.arguments) do
    if isNumber[i] then
      arguments[i], nextNumber = nextNumber, nextNumber + 1
    else
      arguments[i], nextInput = nextInput, nextInput + 1
    end
  end
  local function literal(v)
    local text = ("%.17g"):format(v)
    if not same[text] then
      literals[#literals + 1] = text
      same[text] = inputs + numbers + #literals - 1
    end
    return same[text]
  end
  for n, node in ipairs(self.nodes) do
    place[n] = node.argument and arguments[node.argument] or node.number and literal(node.number) or nil
  end
  local nextStep = inputs + numbers + #literals
  for n, node in ipairs(self.nodes) do
    if node.kind then
      local words = { node.kind }
      for i, of in ipairs(node) do words[i + 1] = place[of.place] end
      local text = table.concat(words, " ")
      if not same[text] then
        steps[#steps + 1] = text
        same[text], nextStep = nextStep, nextStep + 1
      end
      place[n] = same[text]
    end
  end
  steps[#steps + 1] = "="
  for _, result in ipairs(self.resultNodes) do steps[#steps + 1] = place[result.place] end
  return { program = table.concat(steps, " "), literals = table.concat(literals, " ") }
end

local sources = { float32 = true, float64 = true, float16 = true, bfloat16 = true }

-- ---- calls ----

local function nameOf(self, i) return ("argument %d '%s'"):format(i, self.arguments[i]) end

local function fail(self, message, ...)
  core.raise(("pointwise '%s': "):format(self.source:match("^%s*([^\n]*)"):sub(1, 60)) .. message:format(...))
end

--- The arguments of a call by name, in order.
local function byName(self, given)
  local list, known = {}, {}
  for i, name in ipairs(self.arguments) do
    list[i], known[name] = given[name], true
    if given[name] == nil then fail(self, "%s is not given", nameOf(self, i)) end
  end
  for name in pairs(given) do
    if not known[name] then
      fail(self, "there is no argument '%s' (it takes: %s)", tostring(name), table.concat(self.arguments, ", "))
    end
  end
  return list
end

local function collect(self, ...)
  local count, first = select("#", ...), ...
  if count == 1 and type(first) == "table" then return byName(self, first) end
  if count ~= #self.arguments then
    fail(self, "takes %d argument%s (%s), got %d", #self.arguments, #self.arguments == 1 and "" or "s",
      table.concat(self.arguments, ", "), count)
  end
  return { ... }
end

function Pointwise:__call(...)
  local given, tensors, numbers, pattern = collect(self, ...), {}, {}, 0
  for i = 1, #self.arguments do
    local value = given[i]
    if core.isTensor(value) then
      tensors[#tensors + 1] = value
    elseif type(value) == "number" then
      numbers[#numbers + 1], pattern = ("%.17g"):format(value), pattern | 1 << (i - 1)
    else
      fail(self, "%s: expected a Tensor or a number, got %s", nameOf(self, i), type(value))
    end
  end
  if #tensors == 0 then fail(self, "at least one argument must be a Tensor") end
  local compiled = self.compiled[pattern]
  if not compiled then
    local isNumber = {}
    for i = 1, #self.arguments do isNumber[i] = pattern >> (i - 1) & 1 == 1 end
    compiled = compile(self, isNumber)
    self.compiled[pattern] = compiled
  end
  local constants = compiled.literals
  if #numbers > 0 then constants = table.concat(numbers, " ") .. " " .. constants end
  return core.operators.pointwiseProgram(tensors, compiled.program, constants)
end

--- The CUDA C++ that NVRTC compiles for calls in which all arguments are tensors of a dtype ("float32"), and a list of
-- the constants that a launch brings; if `gradient` is true, of the gradient by all of them, whose inputs are the
-- arguments and then the gradients of those results that are numbers.
function Pointwise:cudaSource(dtype, gradient)
  if not sources[dtype or "float32"] then
    fail(self, "cudaSource: expected \"float32\", \"float64\", \"float16\" or \"bfloat16\", got %s", tostring(dtype))
  end
  local compiled = compile(self, {})
  return core.programSource(compiled.program, compiled.literals, #self.arguments, dtype or "float32", gradient)
end

function Pointwise:__tostring()
  return ("dl.pointwise(%s) -> %d result%s: %s"):format(table.concat(self.arguments, ", "), #self.resultNodes,
    #self.resultNodes == 1 and "" or "s", self.source)
end

local function checkNames(what, names)
  if type(names) ~= "table" then
    core.raise(("pointwise: argument '%s': expected a list of names, got %s"):format(what, type(names)))
  end
  local seen = {}
  for i, name in ipairs(names) do
    if type(name) ~= "string" or not name:find("^[%a_][%w_]*$") or seen[name] then
      core.raise(("pointwise: argument '%s': item %d: expected a name of its own, got %s"):format(what, i,
        tostring(name)))
    end
    seen[name] = true
  end
end

return function(source, arguments)
  if type(source) ~= "string" then
    core.raise("pointwise: argument 'formula': expected a string, got " .. type(source))
  end
  local results = type(arguments) == "table" and arguments.results
  if arguments ~= nil then checkNames("arguments", arguments) end
  if results then checkNames("results", results) end
  if results and #arguments == 0 then arguments = nil end
  local read = formula.read(source, arguments, results or nil)
  if #read.arguments > 60 then core.raise("pointwise: more than 60 arguments") end
  return setmetatable({
    source = source, arguments = read.arguments, results = read.names, nodes = read.nodes,
    resultNodes = read.results, compiled = {},
  }, Pointwise)
end
