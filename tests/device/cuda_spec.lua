--- The CUDA device as it is emulated: which operators it has, what it says of bad data, and that a model learns on it. What a
-- GPU does is tested by `./dev test --device cuda` where there is one.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim
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
    cuda.emptyCache()
    assert(cuda.memory().cached < 4000000)
    local ok, message = pcall(function() cuda.memory(99) end)
    assert(not ok and message:find("argument 'device': expected 1 to", 1, true), message)
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
    local file = assert(io.open("tests/device/UNVERIFIED.md"))
    local text = file:read("a")
    file:close()
    assert.are.equal(require("tests.device.unverified").text(), text)
  end)
end)
