--- Bad input: every function and method of the table with thousands of random bad arguments. Never a crash, never a
-- leak, and every failure an error message with the line of the caller.
local dl = require "dlua"

--- A small generator of its own: the one under test is drawn from by the operators. The second function begins it anew
-- by a name, so that what one operator is given does not depend on which others there are.
local function newRandom(seed)
  local state = seed
  return function(n)
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % n + 1
  end, function(name)
    state = seed
    for i = 1, #name do state = (state ~ name:byte(i)) * 1099511628211 & 0xFFFFFFFFFFFFFFFF end   -- FNV-1a
    dl.manualSeed(state >> 33)
  end
end

local closedFile = io.tmpfile()
closedFile:close()

local numbers = {
  0, 1, 2, -1, -2, 3, 7, 0.5, -0.5, 1e308, -1e308, 0 / 0, 1 / 0, -1 / 0, 1e-320, 2 ^ 31, 2 ^ 53,
  math.maxinteger, math.mininteger, 1 << 32, 1e6,
}

local strings = { "", "mean", "sum", "none", "constant", "reflect", "float32", "int64", "ij,jk->ik", "cpu", "null", "\0", ("x"):rep(600) }

--- Values that fit nowhere, and values that fit almost.
local function makePool(random)
  local shapes = { {}, { 0 }, { 1 }, { 3 }, { 2, 3 }, { 3, 2 }, { 0, 3 }, { 2, 0, 2 }, { 1, 1, 1, 1, 1, 1, 1, 1 }, { 2, 3, 4 }, { 5, 5 } }
  local dtypes = { "float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool" }

  local function tensor()
    local t = dl.rand(shapes[random(#shapes)], "float64") * 4 - 1
    local kind = random(10)
    if kind == 1 then t = t * (0 / 0) elseif kind == 2 then t = t * 1e300 end
    t = t:to(dtypes[random(#dtypes)])
    if t.ndim > 1 and random(3) == 1 then t = t:transpose(1, 2) end
    if t.ndim == 1 and random(4) == 1 then t = t:expand(2, #t) end
    if t.dtype:match("float") and random(3) == 1 then t = t:detach():requiresGrad_(true) end
    if t.requiresGrad and random(2) == 1 then t = t * 2 end
    return t
  end

  local function any(depth)
    local kind = random(depth > 2 and 8 or 12)
    if kind <= 3 then return tensor() end
    if kind <= 6 then return numbers[random(#numbers)] end
    if kind == 7 then return strings[random(#strings)] end
    if kind == 8 then return ({ true, false, print, closedFile, io.stdout, coroutine.create(print) })[random(6)] end
    local list = {}
    for i = 1, random(5) - 1 do
      if kind == 9 then list[i] = random(4) - 1 elseif kind == 10 then list[i] = any(depth + 1) else list[i] = tensor() end
    end
    if kind == 12 and random(2) == 1 then list[strings[random(#strings)]] = any(depth + 1) end
    return list
  end
  return any, tensor
end

--- Call fn with up to five values of the pool; a table of nil-holes included.
local function attack(fn, any, tensor, random, method)
  local arguments, n = {}, random(6) - 1
  for i = 1, n do
    if random(6) > 1 then arguments[i] = any(1) end
  end
  if method then
    n = math.max(n, 1)
    arguments[1] = random(20) == 1 and any(1) or tensor()
  end
  local ok, message = pcall(fn, table.unpack(arguments, 1, n))
  if not ok then
    assert(type(message) == "string", "an error that is not a string")
    assert(not message:find("there is no operator", 1, true), message)
  end
  return ok
end

-- These wait, print, or change the process; they have tests of their own.
local exempt = { setMemoryLimit = true, setNumThreads = true, setDecompose = true, failAllocation = true,
  setLibrary = true, setErrorContext = true, setPluginFolder = true, defineOperator = true, raise = true, writeFile = true,
  newWorkers = true }

local function functionsOf(t)
  local names = {}
  for name, value in pairs(t) do
    if type(name) == "string" and type(value) == "function" and not exempt[name] then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

describe("bad arguments", function()
  local random, begin = newRandom(tonumber(os.getenv("DLUA_FUZZ_SEED")) or 20)
  local any, tensor = makePool(random)
  local rounds = tonumber(os.getenv("DLUA_FUZZ_ROUNDS")) or 60
  local limit

  setup(function()
    limit = dl.memory().limit
    dl.setMemoryLimit(200 * 1000 * 1000)       -- what would be huge fails at once
  end)

  teardown(function()
    dl.setMemoryLimit(limit)
    dl.setGradEnabled(true)
  end)

  local function attackAll(t, method)
    for _, name in ipairs(functionsOf(t)) do
      begin(name)
      for _ = 1, rounds do attack(t[name], any, tensor, random, method) end
      dl.setGradEnabled(true)
    end
  end

  it("to operators give errors, not crashes", function() attackAll(dl.core.operators, false) end)
  it("to methods give errors, not crashes", function() attackAll(dl.core.methods, true) end)
  it("to the rest of the module give errors, not crashes", function() attackAll(dl.core, false) end)

  it("to indexing and assignment give errors, not crashes", function()
    for _ = 1, 20 * rounds do
      attack(function(t, key) return t[key] end, any, tensor, random, true)
      attack(function(t, key, value) t[key] = value end, any, tensor, random, true)
    end
  end)

  it("leave nothing behind", function()
    collectgarbage() collectgarbage()
    local before = dl.memory().live
    for _, name in ipairs(functionsOf(dl.core.operators)) do
      begin(name)
      for _ = 1, 10 do attack(dl.core.operators[name], any, tensor, random, false) end
    end
    collectgarbage() collectgarbage()
    assert(dl.memory().live - before < 100000, "left behind: " .. dl.memory().live - before .. " bytes")
  end)
end)

describe("messages", function()
  local function message(fn, ...)
    local ok, text = pcall(fn, ...)
    assert(not ok, "no error")
    return text
  end

  it("name the operator, the argument, what was given and what would fit, at the user's line", function()
    local line = debug.getinfo(1, "l").currentline + 1
    local text = message(function() return dl.ones(2, 3):sum(3) end)
    assert(text:find("robustness_spec.lua:" .. line .. ": sum: argument 2 'dim': dimension 3 is out of range", 1, true), text)
    assert(message(dl.add, dl.ones(2)):find("argument 2 'y': expected Tensor|number, got nothing", 1, true))
    assert(message(dl.narrow, dl.ones(2), 1, 2, "x"):find("'length': expected an integer, got string", 1, true))
    assert(message(dl.matmul, dl.ones(2, 3), dl.ones(4, 5)):find("matmul: .*3.*4"))
    assert(message(dl.zeros, 2, -3):find("zeros: .*%-3"))
    assert(message(dl.zeros, math.maxinteger, 8):find("zeros: "))
    assert(message(dl.add, dl.ones(2), 1, { alfa = 2 }):find("there is no argument 'alfa' %(it takes: x, y, alpha%)"))
    assert(message(dl.add, dl.ones(2), 1, 2, 3):find("takes 3 arguments, got 4"))
  end)

  it("say how much memory was asked for and held", function()
    local limit = dl.memory().limit
    repeat                                     -- or dlua would find room by collecting what other tests left
      local before = dl.memory().live
      collectgarbage()
    until dl.memory().live >= before
    dl.setMemoryLimit(dl.memory().live + 1000000)
    local ok, text = pcall(function() return dl.zeros(1000, 1000) end)
    dl.setMemoryLimit(limit)
    assert(not ok, "no error")
    assert(text:find("out of memory: 4.0 MB asked for", 1, true), text)
  end)

  it("for tables say where they are ragged or not numbers", function()
    assert(message(dl.tensor, { { 1, 2 }, { 3 } }):find("ragged"))
    assert(message(dl.tensor, { 1, "x" }):find("expected a number, got string"))
    assert(message(dl.tensor, { 1 }, "float31"):find("no dtype 'float31'"))
    assert(message(dl.tensor, "abc"):find("expected a number, a table or a Tensor"))
  end)
end)
