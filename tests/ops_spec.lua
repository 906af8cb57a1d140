--- The operator table is the test plan: every row is put through every mode from its own samples.
-- `./dev test 'operator relu:'` runs one operator, `./dev test ': gradients'` one mode.
local dl = require "dlua"
local samples = require "tests.samples"
local support = require "tests.support"

local function pack(...) return { n = select("#", ...), ... } end

local function isFloat(t) return t.dtype:match("float") ~= nil end

--- All samples of a record under a condition, each called; fn(arguments, results, text).
local function eachSample(record, condition, fn)
  for i, arguments in ipairs(samples.read(record.sample, condition)) do
    local results = pack(samples.call(record, arguments))
    if results.n == 0 then results = samples.written(arguments) end
    fn(arguments, results, string.format("%s, sample %d", record.name, i))
  end
end

local function assertSame(actual, expected, tolerance, what)
  assert.are.equal(expected.n, actual.n, what .. ": number of results")
  for i = 1, expected.n do
    local difference = support.difference(actual[i], expected[i], tolerance)
    assert(not difference, string.format("%s, result %d: %s", what, i, difference))
  end
end

local modes = {}

-- Operators that CUDA has not yet, by name; tests/device/cuda_spec.lua sees that no other is missing.
local withoutCuda = {}
for _, name in ipairs(require "tests.device.without_cuda") do withoutCuda[name] = true end

-- asStrided reads the memory behind a tensor, so other strides are another meaning.
local readsMemory = { asStrided = true }

function modes.documented(record)
  assert(record.doc and #record.doc > 10, "no documentation")
  assert(record.sample, "no sample")
  assert(#samples.read(record.sample) > 0, "an empty sample")
  assert(record.noGrad or record.hasGrad or record.hasDecomp, "no gradient, and no word that there is none")
  assert(not (record.noGrad and record.hasGrad), "a gradient, and a word that there is none")
  assert(record.view or record.hasKernel or record.hasDecomp, "nothing that computes it")
end

function modes.forward(record)
  local expected = {}
  eachSample(record, { dtype = "float64" }, function(_, results) expected[#expected + 1] = results end)

  local function compare(condition, tolerance, what)
    local i = 0
    eachSample(record, condition, function(_, results, text)
      i = i + 1
      local wanted = pack(table.unpack(expected[i], 1, expected[i].n))
      for k = 1, wanted.n do
        if isFloat(wanted[k]) and isFloat(results[k]) then results[k] = results[k]:to(wanted[k].dtype) end
      end
      assertSame(results, wanted, tolerance, text .. ", " .. what)
    end)
  end

  if not record.random then
    if not readsMemory[record.name] then compare({ dtype = "float64", strided = true }, 1e-12, "strided") end
    compare({ dtype = "float32" }, 2e-4, "in float32")
    compare({ dtype = "float16" }, 4e-2, "in float16")
    compare({ dtype = "bfloat16" }, 2.5e-1, "in bfloat16")
    if record.hasKernel and record.hasDecomp then
      local before = dl.core.setDecompose(true)
      local ok, message = pcall(compare, { dtype = "float64" }, 1e-10, "by its decomposition")
      dl.core.setDecompose(before)
      assert(ok, message)
    end
  end
  if record.name ~= "empty" and record.name ~= "emptyLike" then
    local threads = dl.getNumThreads()
    dl.setNumThreads(threads == 1 and 2 or 1)
    local ok, message = pcall(compare, { dtype = "float64" }, 0, "with another number of threads")
    dl.setNumThreads(threads)
    assert(ok, message)
  end
end

--- Arguments keep their values; the in-place form gives what the plain one gives.
function modes.effects(record)
  eachSample(record, { dtype = "float64" }, function(arguments, results, text)
    local copies = samples.read(record.sample, { dtype = "float64" })
    local index = tonumber(text:match("(%d+)$"))
    for i, argument in pairs(arguments) do
      if dl.isTensor(argument) then
        local difference = support.difference(argument, copies[index][i], 0)
        assert(not difference, string.format("%s: argument %s was changed: %s", text, i, difference))
      end
    end
    local x, y = arguments[1], results[1]
    if not record.inPlace or record.onlyInPlace or not dl.isTensor(x) then return end
    if x.dtype ~= y.dtype or table.concat(x.shape, "x") ~= table.concat(y.shape, "x") then return end
    local target = x:clone()
    local version = target:version()
    dl.manualSeed(7)
    local returned = target[record.name .. "_"](target, table.unpack(arguments, 2, samples.length(arguments)))
    assert.are.equal(target, returned, text .. ": the in-place form returns its target")
    assert(target:version() > version, text .. ": the version did not rise")
    local difference = support.difference(target, y, 0)
    assert(not difference, text .. ", in place: " .. tostring(difference))
  end)
end

function modes.gradients(record)
  if record.noGrad then
    eachSample(record, { dtype = "float64", requiresGrad = true }, function(_, results, text)
      assert(not results[1].requiresGrad, text .. ": requires gradients although it has none")
    end)
    return
  end
  for i, arguments in ipairs(samples.read(record.sample, { dtype = "float64", requiresGrad = true })) do
    local inputs, places, n = {}, {}, samples.length(arguments)
    for k = 1, n do
      local a = arguments[k]
      if dl.isTensor(a) then
        inputs[#inputs + 1], places[#places + 1] = a, { k }
      elseif type(a) == "table" then
        for j, item in ipairs(a) do
          if dl.isTensor(item) then inputs[#inputs + 1], places[#places + 1] = item, { k, j } end
        end
      end
    end
    local function fn(...)
      local given, now = { ... }, table.move(arguments, 1, n, 1, {})
      for at, place in ipairs(places) do
        if place[2] then
          now[place[1]] = table.move(now[place[1]], 1, #now[place[1]], 1, {})
          now[place[1]][place[2]] = given[at]
        else
          now[place[1]] = given[at]
        end
      end
      return samples.call(record, now)
    end
    local atol = record.tolerance > 0 and record.tolerance or 2e-5
    local ok, message = pcall(dl.gradcheck, fn, inputs, { order = 2, atol = atol })
    assert(ok, string.format("%s, sample %d: %s", record.name, i, tostring(message)))
  end
end

--- On another device: the same results and gradients as on the CPU, in this dtype.
local function compareDevices(record, device, dtype, tolerance)
  local needsGrad = dtype == "float64" or dtype == "float32"
  local function gradientsOf(arguments, results)
    local gradients = {}
    for i = 1, results.n do
      local y = results[i]
      if isFloat(y) and y.requiresGrad then
        y:backward(dl.ones(y.shape, y.dtype):to(y.device), { retainGraph = true })
      end
    end
    for i, a in pairs(arguments) do
      if dl.isTensor(a) and a.grad then gradients[i] = a.grad:to("cpu") end
    end
    return gradients
  end
  local expected = {}
  eachSample(record, { dtype = dtype, requiresGrad = needsGrad }, function(arguments, results)
    expected[#expected + 1] = { results = results, gradients = gradientsOf(arguments, results) }
  end)
  local i = 0
  eachSample(record, { dtype = dtype, requiresGrad = needsGrad, device = device }, function(arguments, results, text)
    i = i + 1
    text = text .. ", " .. dtype
    local gradients = gradientsOf(arguments, results)
    for k = 1, results.n do
      if not record.creates and record.name ~= "toDevice" then
        assert.are.equal(device, results[k].device, text .. ": device of result " .. k)
      end
      results[k] = results[k]:detach():to("cpu")
    end
    if record.name ~= "empty" and record.name ~= "emptyLike" then
      assertSame(results, expected[i].results, tolerance, text .. " on " .. device)
    end
    for k, gradient in pairs(expected[i].gradients) do
      local difference = gradients[k] and support.difference(gradients[k], gradient, tolerance) or not gradients[k] and "none"
      assert(not difference, string.format("%s on %s, gradient of argument %d: %s", text, device, k, tostring(difference)))
    end
  end)
end

--- On a CUDA device, or one that is emulated. Random operators draw float32 and float64.
local function compareCuda(record, device)
  if withoutCuda[record.name] then return end
  compareDevices(record, device, "float64", 1e-10)
  compareDevices(record, device, "float32", 1e-4)
  if record.random then return end
  compareDevices(record, device, "float16", 4e-2)
  compareDevices(record, device, "bfloat16", 2.5e-1)
end

--- `null` is host memory that the host cannot read by mistake; its kernels are the CPU's own.
function modes.device(record)
  local device = os.getenv("DLUA_TEST_DEVICE") or "null"
  if device:find("^cuda") then compareCuda(record, device)
  else compareDevices(record, device, "float64", 1e-12) end
end

--- The CUDA device's own kernels, compiled for the CPU (tests/device/emulation).
modes["emulated CUDA"] = function(record) compareCuda(record, "cuda-emu") end

--- Errors name the operator and the line of the caller.
local function assertFails(record, arguments, text)
  local ok, message = pcall(function() return samples.call(record, arguments) end)
  assert(not ok, text .. ": no error")
  assert(type(message) == "string" and message:find(record.name, 1, true),
    text .. ": the message does not name the operator: " .. tostring(message))
  assert(message:match("^[^:]+:%d+: "), text .. ": the message has no line: " .. message)
end

function modes.errors(record)
  if record.error then
    for i, arguments in ipairs(samples.read(record.error)) do
      assertFails(record, arguments, string.format("%s, error sample %d", record.name, i))
    end
  end
  local first = record.parameters[1]
  if first and not record.onlyInPlace then
    assertFails(record, { function() end }, record.name .. " of a function")
    assertFails(record, { dl.ones(2), { noSuchArgument = 1 } }, record.name .. " with an unknown name")
  end
end

--- The n-th allocation and all behind it fail, for n = 1, 2, 3 ... until nothing fails: a clean error each time,
-- and nothing is left behind. Second derivatives have the most allocations, so they are part of the call.
modes["allocation failure"] = function(record)
  local function attempt(arguments)
    local results = pack(samples.call(record, arguments))
    local y = results[1]
    if not y or not isFloat(y) or not y.requiresGrad then return end
    y:backward(dl.ones(y.shape, y.dtype))
    for _, a in pairs(arguments) do
      if dl.isTensor(a) then a.grad = nil end
    end
  end
  for i, arguments in ipairs(samples.read(record.sample, { dtype = "float64", requiresGrad = true })) do
    attempt(arguments)
    collectgarbage() collectgarbage()
    local live = dl.memory().live
    for n = 1, 100000 do
      dl.core.failAllocation(n)
      local ok, message = pcall(attempt, arguments)
      local left = dl.core.failAllocation(0)
      for _, a in pairs(arguments) do
        if dl.isTensor(a) then a.grad = nil end
      end
      if ok and left > 0 then break end
      assert(ok or tostring(message):match("out of memory"),
        string.format("%s, sample %d, allocation %d: %s", record.name, i, n, tostring(message)))
    end
    collectgarbage() collectgarbage()
    assert.are.equal(live, dl.memory().live, string.format("%s, sample %d: memory was left behind", record.name, i))
  end
end

local names = { "documented", "forward", "effects", "gradients", "device", "errors", "allocation failure" }
if support.hasDevice "cuda-emu" then names[#names + 1] = "emulated CUDA"
else print("the CUDA device is not tested by emulation: dlua_cuda-emu.so is not there (./dev test builds it)") end

for _, name in ipairs(names) do
  describe("operator", function()
    for _, record in ipairs(dl.ops()) do
      if not record.inLua then
        it(record.name .. ": " .. name, function() modes[name](record) end)
      end
    end
  end)
end
