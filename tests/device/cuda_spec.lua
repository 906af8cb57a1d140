--- The CUDA device as it is emulated: which operators it has, what it says of bad data, and that a model learns on it. What a
-- GPU does is tested by `./dev test --device cuda` where there is one.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim
local files = require "tests.data.files"
local samples = require "tests.samples"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"

if device:find("^cuda") and support.hasDevice(device) then describe("the device " .. device, function()
  it("has every operator but those that are listed", function()
    local missing = {}
    for _, record in ipairs(dl.ops()) do
      if not record.inLua and record.sample then
        for _, arguments in ipairs(samples.read(record.sample, { dtype = "float64", device = device })) do
          local ok, message = pcall(samples.call, record, arguments)
          if not ok and tostring(message):find("has no kernel for device", 1, true) then
            missing[#missing + 1] = record.name
            break
          end
        end
      end
    end
    table.sort(missing)
    assert.are.equal(table.concat(require "tests.device.without_cuda", "\n"), table.concat(missing, "\n"))
  end)

  -- The kernel runs behind the call: the complaint comes with the call or where the host next waits.
  local function complaint(fn)
    local ok, message = pcall(function()
      local y = fn()
      return y:to("cpu")
    end)
    assert(not ok, "no complaint")
    return message
  end

  it("names operator, argument and value of a bad index", function()
    local x = dl.randn(3, 4):to(device)
    local index = dl.tensor({ 1, 5 }, "int64"):to(device)
    assert.matches("indexSelect: argument 3 'index': index 5 is out of range for 3 elements", complaint(function()
      return x:indexSelect(1, index)
    end), 1, true)
    assert.matches("not in 1 to 3", complaint(function()
      return dl.crossEntropy(dl.randn(2, 3):to(device), dl.tensor({ 1, 7 }, "int64"):to(device))
    end), 1, true)
    assert.matches("division of integers by 0", complaint(function()
      local n = dl.tensor({ 1, 2 }, "int64"):to(device)
      return n:floorDivide(n - 1)
    end), 1, true)
    assert.matches("inverse: argument 1 'x': a matrix is singular", complaint(function()
      return dl.zeros(2, 2):to(device):inverse()
    end), 1, true)
    assert.are.equal(12, #x:reshape(-1))           -- and it goes on
  end)

  it("tells what it is and what it holds", function()
    local cuda = dl.cuda.forKind((device:gsub(":.*", "")))
    assert(cuda.isAvailable())
    assert(cuda.deviceCount() >= 1)
    assert.matches("compute capability %d", cuda.name())
    collectgarbage() collectgarbage()              -- what earlier tests left is not to go in between
    local before = cuda.memory().live
    local x = dl.zeros(1000, 1000):to(device)
    assert(cuda.memory().live >= before + 4000000)
    assert.are.equal(1000, x.shape[1])
    cuda.synchronize()
    x = nil                                        -- luacheck: ignore
    collectgarbage() collectgarbage()
    assert(cuda.memory().live < before + 4000000)
    local kept = cuda.memory().cached
    cuda.emptyCache()
    assert(cuda.memory().cached <= kept - 4000000)   -- other tests may still hold a part of a segment
    local ok, message = pcall(function() cuda.memory(99) end)
    assert(not ok and message:find("argument 'device': expected 1 to", 1, true), message)
  end)

  it("trains within dl.autocast, with a scaler, to about the loss of float32", function()
    local function train(dtype)
      dl.manualSeed(5)
      local x = dl.randn(32, 8)
      local y = x:matmul(dl.randn(8, 3)):argmax(-1):to(device)
      x = x:to(device)
      local net = nn.Sequential():add(nn.Linear(8, 16)):add(nn.LayerNorm(16)):add(nn.GELU()):add(nn.Linear(16, 3)):to(device)
      local optimizer, criterion = optim.Adam(net:parameters(), { lr = 0.03 }), nn.CrossEntropyLoss()
      local scaler = optim.GradScaler { enabled = dtype == "float16" }
      local loss, seen
      for _ = 1, 25 do
        optimizer:zeroGrad()
        loss = dl.autocast(device, { dtype = dtype, enabled = dtype ~= nil }, function()
          local output = net(x)
          seen = output.dtype
          return criterion(output, y)
        end)
        assert.are.equal("float32", loss.dtype)
        scaler:scale(loss):backward()
        scaler:step(optimizer)
        scaler:update()
      end
      assert.are.equal(dtype or "float32", seen)
      assert.are.equal("float32", net[1].weight.grad.dtype)
      return loss:item()
    end
    local exact = train()
    assert(exact < 0.5, exact)
    for _, dtype in ipairs { "float16", "bfloat16" } do
      local loss = train(dtype)
      assert(math.abs(loss - exact) < 0.06, dtype .. ": " .. loss .. " and " .. exact)
    end
  end)

  it("computes formulas of users as the CPU does", function()
    local x, a = dl.randn(5, 7), dl.randn(7)
    local f = dl.pointwise "s = x > 0 ? x * exp(-a) : tanh(a * x) + atan2(x, a); t = x > a"
    for _, dtype in ipairs { "float32", "float64", "float16", "bfloat16" } do
      local function run(place)
        local v = x:to(dtype):to(place):detach():clone():requiresGrad_(true)
        local s, t = f(v, a:to(dtype):to(place))
        s:sum():backward()
        return { s:detach():to "cpu", t:to "cpu", v.grad:to "cpu" }
      end
      local here, there = run "cpu", run(device)
      for i = 1, 3 do
        local difference = (here[i]:double() - there[i]:double()):abs():max():item()
        assert(difference <= (dtype:find "64" and 1e-12 or dtype:find "32" and 1e-5 or 0.02), dtype .. ": " .. difference)
      end
    end
    local terms = { "t1 = x" }                     -- more values than a launch has room for
    for i = 2, 150 do terms[i] = ("t%d = sin(t%d + x)"):format(i, i - 1) end
    for i = 1, 150 do terms[#terms + 1] = i == 1 and "y = t1" or ("y = y + t%d"):format(i) end
    local large = dl.pointwise(table.concat(terms, "\n"))
    assert((large(x) - large(x:to(device)):to "cpu"):abs():max():item() < 1e-3)
  end)

  it("trains a model as the CPU does", function()
    local function train(place)
      dl.manualSeed(3)
      local net = nn.Sequential():add(nn.Linear(6, 16)):add(nn.Tanh()):add(nn.LayerNorm(16)):add(nn.Linear(16, 3))
      local criterion = nn.CrossEntropyLoss()
      local x, y = dl.randn(20, 6), dl.randint(1, 4, { 20 })
      net:to(place)
      x, y = x:to(place), y:to(place)
      local optimizer = optim.Adam(net:parameters(), { lr = 0.02 })
      local loss
      for _ = 1, 30 do
        optimizer:zeroGrad()
        loss = criterion(net(x), y)
        loss:backward()
        optimizer:step()
      end
      return loss:item()
    end
    local here, there = train("cpu"), train(device)
    assert(here < 0.5, here)
    assert(math.abs(here - there) < 1e-3, here .. " and " .. there)
  end)
end) end

describe("dl.cuda", function()
  it("says why there is no device", function()
    local available, reason = dl.cuda.isAvailable()
    if available then return end
    assert.matches("^device 'cuda' is not available: ", reason)
    local ok, message = pcall(function() dl.zeros(2):to("cuda") end)
    assert(not ok and message:find("device 'cuda' is not available", 1, true), message)
    assert.are.equal(0, dl.cuda.deviceCount())
    assert(reason:find("was built without it", 1, true) or not reason:find(".so:", 1, true),
      "the plug-in is there and cannot be loaded: " .. reason)
  end)
end)

describe("the list of what no GPU has run", function()
  it("is the one that a run would write", function()
    assert.are.equal(require("tests.device.unverified").text(), files.read "tests/device/UNVERIFIED.md")
  end)
end)
