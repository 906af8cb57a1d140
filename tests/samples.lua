--- The argument lists of operator records: what the names in `.sample` and `.error` mean.
--
-- One sample is evaluated under many conditions: in a dtype, with strided memory, with gradients, on a device. The
-- generator is seeded before each, so that the numbers are the same under all of them.
local dl = require "dlua"

local samples = {}

--- The same values in memory with gaps: every second element of a larger tensor.
local function strided(t)
  local sizes = t.shape
  sizes[#sizes + 1] = 2
  local holder = dl.zeros(sizes, t.dtype)
  local view = holder:select(-1, 2)
  view:copy_(t)
  return view
end

--- Values at least 0.1 apart, shuffled: a permutation by sorted random keys.
local function distinctValues(n)
  local keys, order = dl.rand(math.max(n, 1), "float64"):totable(), {}
  for i = 1, n do order[i] = i end
  table.sort(order, function(a, b) return keys[a] < keys[b] end)
  local values = {}
  for rank, i in ipairs(order) do values[i] = 0.1 * (rank - n / 2) + 0.03 end
  return values
end

local function sizesOf(...)
  local first = ...
  return type(first) == "table" and first or { ... }
end

local function count(sizes)
  local n = 1
  for _, size in ipairs(sizes) do n = n * size end
  return n
end

--- The names a sample may use. condition: {dtype=, strided=, requiresGrad=, device=}
local function environment(condition)
  local names = setmetatable({ dl = dl }, { __index = _G })

  local function finish(t, isConstant)
    if t.dtype:match("float") then t = t:to(condition.dtype or "float32") end
    if condition.strided then t = strided(t) end
    if condition.device then t = t:to(condition.device) end
    if condition.requiresGrad and not isConstant and t.dtype:match("float") then
      t = t:detach():requiresGrad_(true)
    end
    return t
  end

  local function random(make)
    return function(...) return finish(make(dl.rand(sizesOf(...), "float64"))) end
  end

  function names.randn(...) return finish(dl.randn(sizesOf(...), "float64")) end
  names.rand = random(function(u) return u * 0.98 + 0.01 end)
  names.positive = random(function(u) return u * 1.5 + 0.5 end)
  names.unit = random(function(u) return u * 1.8 - 0.9 end)

  --- At least 0.2 from 0 and from every multiple of a half.
  function names.away(...)
    local sizes = sizesOf(...)
    local list = {}
    local u = dl.rand(math.max(count(sizes), 1), "float64"):totable()
    for i = 1, count(sizes) do
      local cell = math.floor(u[i] * 12) - 6
      list[i] = 0.5 * cell + 0.2 + 0.1 * (u[i] * 12 % 1)
    end
    return finish(dl.tensor(list, "float64"):view(sizes))
  end

  function names.distinct(...)
    local sizes = sizesOf(...)
    return finish(dl.tensor(distinctValues(count(sizes)), "float64"):view(sizes))
  end

  function names.ints(high, ...)
    local sizes, list = sizesOf(...), {}
    local u = dl.rand(math.max(count(sizes), 1), "float64"):totable()
    for i = 1, count(sizes) do list[i] = 1 + math.floor(u[i] * high) end
    return finish(dl.tensor(list, "int64"):view(sizes))
  end

  function names.bools(...)
    local sizes, list = sizesOf(...), {}
    local u = dl.rand(math.max(count(sizes), 1), "float64"):totable()
    for i = 1, count(sizes) do list[i] = u[i] < 0.5 end
    return finish(dl.tensor(list, "bool"):view(sizes))
  end

  function names.tensor(values, dtype) return finish(dl.tensor(values, dtype or "float64")) end

  --- Square matrices whose rows are dominated by their diagonal, which is 2 to 3: regular, well conditioned.
  function names.regular(...)
    local sizes = sizesOf(...)
    local n = sizes[#sizes]
    sizes[#sizes + 1] = n
    return finish((dl.rand(sizes, "float64") - 0.5) * (2 / n) + dl.diag(dl.rand(n, "float64") + 2))
  end

  --- The same, symmetric: positive definite.
  function names.definite(...)
    local sizes = sizesOf(...)
    local n = sizes[#sizes]
    sizes[#sizes + 1] = n
    local x = (dl.rand(sizes, "float64") - 0.5) / n
    return finish(x + x:transpose(-1, -2) + dl.diag(dl.rand(n, "float64") + 1.5))
  end

  --- The lower triangles of such matrices.
  function names.triangle(...) return names.definite(...):tril() end

  --- Matrices (m x n, in batches) whose singular values are apart; symmetric ones have such eigenvalues.
  function names.apart(...)
    local sizes = sizesOf(...)
    local n = #sizes
    local m = math.min(sizes[n - 1], sizes[n])
    local x = (dl.rand(sizes, "float64") - 0.5) / (m + 1)
    x:diagonal(0, n - 1, n):add_(dl.arange(1, m + 1):double())
    return finish(x)
  end

  function names.zeros(...) return finish(dl.zeros(sizesOf(...), "float64")) end
  function names.ones(...) return finish(dl.ones(sizesOf(...), "float64")) end
  function names.cat(...) return dl.cat(...) end

  --- A tensor for which no gradient is asked for.
  function names.constant(t) return t:detach() end

  return names
end

--- Tensors that a sample computed from others become leaves.
local function cut(arguments)
  for key, a in pairs(arguments) do
    if type(a) == "table" then cut(a)
    elseif dl.isTensor(a) and not a.isLeaf then arguments[key] = a:detach():requiresGrad_(true) end
  end
end

--- The argument lists of a text under a condition.
function samples.read(text, condition)
  local chunk = assert(load("return { " .. text .. " }", "=sample", "t", environment(condition or {})))
  dl.manualSeed(20)
  local lists = chunk()
  cut(lists)
  return lists
end

--- Number of arguments, counting nils in the middle.
function samples.length(arguments)
  local n = 0
  for i in pairs(arguments) do
    if math.type(i) == "integer" and i > n then n = i end
  end
  return n
end

--- A function that calls an operator with given arguments as a function of its tensors: in-place ones on a copy.
function samples.caller(record)
  local plain = dl.core.operators[record.name]
  if not record.onlyInPlace then return plain end
  local inPlace = dl.core.operators[record.name .. "_"]
  return function(x, ...) return inPlace(x:clone(), ...) end
end

--- What an operator without results has written: the tensors of its lists.
function samples.written(arguments)
  local list = { n = 0 }
  for i = 1, samples.length(arguments) do
    for _, t in ipairs(type(arguments[i]) == "table" and arguments[i] or {}) do
      list.n = list.n + 1
      list[list.n] = t:detach()
    end
  end
  return list
end

--- Call with the generator in a known state.
function samples.call(record, arguments)
  dl.manualSeed(7)
  return samples.caller(record)(table.unpack(arguments, 1, samples.length(arguments)))
end

return samples
