--- Several streams in one recorded step: they part at events and come back, and what cannot be says so.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"
if not device:find("^cuda") or not support.hasDevice(device) then return end

local cuda = dl.cuda.forKind((device:gsub(":.*", "")))

local function collect()
  collectgarbage()
  collectgarbage()
end

describe("streams in a recorded step on " .. device, function()
  it("part and come back", function()
    local x, weight = dl.randn(6, 8):to(device), dl.randn(8, 8):to(device)
    local side, other = cuda.stream(), cuda.stream()
    local function compute(parted)
      local main = cuda.currentStream()
      local function on(stream, fn)
        if not parted then return fn() end
        stream:wait(main)
        return cuda.withStream(stream, fn)
      end
      local first = (x * 2):exp()
      local y = on(side, function() return first:matmul(weight):tanh() end)
      local z = on(other, function() return (first + 1):log():matmul(weight) end)
      local w = (first * 3):sqrt()
      if parted then
        main:wait(side)
        main:wait(other)
      end
      local sum = y + z + w
      local again = on(side, function() return sum:sigmoid():matmul(weight) end)       -- and once more
      local here = sum:cos()
      if parted then main:wait(side) end
      return again + here
    end
    local step = cuda.capture(function() return compute(true) end)
    for i = 1, 5 do
      x:copy_(dl.randn(6, 8))
      local got = step():to "cpu"
      assert((got - compute(false):to "cpu"):abs():max():item() == 0, i)
    end
    assert(step.recorded)
    assert.are.equal(cuda.defaultStream(), cuda.currentStream())
  end)

  it("train as they would without", function()
    local function train(captured)
      dl.manualSeed(11)
      local left, right = nn.Linear(5, 7), nn.Linear(5, 7)
      local net = nn.Sequential():add(left):add(right):to(device)
      local optimizer = optim.Adam(net:parameters(), { lr = 0.05 })
      local inputs, x = dl.randn(6, 10, 5), dl.zeros(10, 5):to(device)
      local side = cuda.stream()
      local function step()
        optimizer:zeroGrad()
        local main, y = cuda.currentStream(), nil
        side:wait(main)
        cuda.withStream(side, function() y = left(x):tanh() end)
        local z = right(x):sigmoid()
        main:wait(side)
        local loss = (y - z):square():mean()
        loss:backward()
        optimizer:step()
        return loss
      end
      if captured then step = cuda.capture(step) end
      local losses = {}
      for i = 1, 6 do
        x:copy_(inputs[i])
        losses[i] = step():item()
        collect()
      end
      return losses
    end
    assert.are.same(train(false), train(true))
  end)

  it("use what was released again when all have come back, and not before", function()
    local x, side = dl.ones(300000):to(device), cuda.stream()
    local before, parted, joined
    local function makeAndRelease()
      for _ = 1, 8 do
        local z = x * 2 -- luacheck: ignore
        z = nil
        collect()
      end
    end
    local step = cuda.capture(function()
      local main, y = cuda.currentStream(), nil
      collect()
      before = cuda.memory()
      side:wait(main)
      cuda.withStream(side, function() y = x + 1 end)
      makeAndRelease()
      parted = cuda.memory()
      main:wait(side)
      makeAndRelease()
      joined = cuda.memory()
      return y
    end)
    step()
    step()
    local function held(memory) return memory.live + memory.cached end
    assert(held(parted) - held(before) >= 8 * 1200000, held(parted) - held(before))
    assert.are.equal(held(parted), held(joined))
    assert.are.equal(2, step():to("cpu"):max():item())
  end)

  it("must take part, and come back", function()
    local x, side, outside = dl.ones(10):to(device), cuda.stream(), cuda.event()
    outside:record()
    local function captured(fn)
      collect()
      return pcall(cuda.capture(fn, { warmUp = 0 }))
    end
    local function refused(pattern, fn)
      local ok, message = captured(fn)
      assert(not ok and tostring(message):find(pattern, 1, true), tostring(message))
      assert.is_false(cuda.isCapturing())
      assert.are.equal(cuda.defaultStream(), cuda.currentStream())
      assert.are.equal(11, (x + 10)[1]:item())                     -- and it goes on
    end
    refused("this stream has no part in the step", function() cuda.withStream(side, function() return x + 1 end) end)
    refused("record: ", function() side:record() end)
    refused("a stream waits for events alone that were recorded in it", function() side:wait(outside) end)
    refused("another stream has work in the step at its end", function()
      side:wait(cuda.currentStream())
      cuda.withStream(side, function() return x + 1 end)
      return x * 2
    end)
    refused("another stream has work in the step at its end", function()
      side:wait(cuda.currentStream())
      cuda.withStream(side, function() return x + 1 end)
      cuda.uncaptured(function() end)
    end)
    refused("this stream has no part in the step", function()
      local main = cuda.currentStream()
      side:wait(main)
      main:wait(side)
      cuda.withStream(side, function() return x + 1 end)
    end)
    refused("since its streams were last joined", function()
      local main = cuda.currentStream()
      local early = main:record()
      side:wait(main)
      main:wait(side)
      side:wait(early)
    end)
    refused("a part of the step ends within withStream", function()
      local main = cuda.currentStream()
      side:wait(main)
      cuda.withStream(side, function()
        main:wait(side)
        cuda.uncaptured(function() end)
      end)
    end)
    refused("needs the host to wait", function()
      side:wait(cuda.currentStream())
      side:synchronize()
    end)
  end)
end)
