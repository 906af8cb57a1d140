--- Streams, events, pinned memory: what they say of wrong use here, and in tests/device/scenarios.lua, each in a process of
-- its own, that nothing depends on luck: the emulation does its work only when the host waits for it.
local dl = require "dlua"
local program = require "tests.program.support"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"
if not device:find("^cuda") or not support.hasDevice(device) then return end

local cuda = dl.cuda.forKind((device:gsub(":.*", "")))

describe("streams of " .. device, function()
  for _, name in ipairs {
    "memoryAcrossStreams", "recordStream", "orderByEvents", "timing", "pinnedInFlight", "pageable", "back", "noWaits",
    "captured", "memoryOfStep", "garbage",
  } do
    it("are right: " .. name, function()
      local result = program.run(("CUDA_EMULATION_DEFER=%d OMP_NUM_THREADS=1 %s tests/device/scenarios.lua %s %s")
        :format(name == "noWaits" and 0 or 1, program.program, name, device))
      assert.are.equal("right\n", result.out, result.err)
    end)
  end

  local function fails(pattern, fn, ...)
    local ok, message = pcall(fn, ...)
    assert(not ok, "no error")
    assert(tostring(message):find(pattern, 1, true), message)
  end

  it("are in use as long as a function runs, and not behind its error", function()
    local own, side = cuda.currentStream(), cuda.stream()
    assert.are.equal(own, cuda.defaultStream())
    local a, b = cuda.withStream(side, function(x, y)
      assert.are.equal(side, cuda.currentStream())
      cuda.withStream(own, function() assert.are.equal(own, cuda.currentStream()) end)
      assert.are.equal(side, cuda.currentStream())
      return x, y
    end, 1, 2)
    assert.are.same({ 1, 2 }, { a, b })
    fails("inside", cuda.withStream, side, function() error "inside" end)
    assert.are.equal(own, cuda.currentStream())
  end)

  it("of a stream that is gone, what it was given is done all the same", function()
    local x
    do
      local side = cuda.stream()
      cuda.withStream(side, function() x = dl.ones(3):to(device) + 1 end)
      cuda.currentStream():wait(side)
    end
    collectgarbage() collectgarbage()
    support.close(x:to("cpu"), { 2, 2, 2 })
    assert(cuda.stream())
  end)

  it("say what is wrong", function()
    fails("withStream: expected a cuda.Stream, got nil", cuda.withStream, nil, print)
    fails("stream: no option 'prio'", cuda.stream, { prio = 1 })
    fails("stream: argument 'device': expected 1 to", cuda.stream, { device = 99 })
    fails("wait: expected a cuda.Event, got number", function() cuda.stream():wait(3) end)
    fails("recordStream: expected a cuda.Stream", function() dl.zeros(2):to(device):recordStream() end)
    fails("recordStream: device 'cpu' does its work at once: it has no streams", function()
      dl.zeros(2):recordStream(cuda.stream())
    end)
    fails("to: no option 'blocking'", function() dl.zeros(2):to(device, { blocking = false }) end)
    fails("pinMemory: the tensor is on '" .. device, function() dl.zeros(2):to(device):pinMemory(device) end)
    fails("pinMemory: device 'null' does its work at once", function() dl.zeros(2):pinMemory("null") end)
    fails("data.DataLoader: pinMemory: device 'nothing' is not available", function()
      dl.data.DataLoader { dataset = dl.data.TensorDataset(dl.zeros(2)), pinMemory = "nothing" }
    end)
  end)

  it("get batches that the loader pins, however it gets them", function()
    local data = dl.data
    local x = dl.arange(1, 9):reshape(8, 1)
    local examples = { get = function(_, i) return { x = x[i], name = "n" .. i }, i end, size = function() return 8 end }
    local stream = { iter = function()
      local i = 0
      return function()
        i = i + 1
        if i <= 8 then return x[i] end
      end
    end }
    for workers = 0, 2, 2 do
      local function first(dataset)
        local loader = data.DataLoader { dataset = dataset, batchSize = 4, workers = workers, pinMemory = device }
        local next = loader:iter()
        local results = table.pack(next())
        loader:close()
        return table.unpack(results)
      end
      local batch = first(data.TensorDataset(x))
      assert(batch:isPinned())
      support.close(batch, { { 1 }, { 2 }, { 3 }, { 4 } })
      local fields, numbers = first(examples)
      assert(fields.x:isPinned() and numbers:isPinned() and fields.name[3] == "n3")
      support.close(numbers, dl.tensor({ 1, 2, 3, 4 }, "int64"))
      assert(first(stream):isPinned())
    end
  end)

  it("copies into tensors of other devices, of other shapes and dtypes, with gradients", function()
    local x = dl.zeros(2, 3):to(device)
    x:copy_(dl.tensor { 1, 2, 3 })
    support.close(x:to("cpu"), { { 1, 2, 3 }, { 1, 2, 3 } })
    x:t():copy_(dl.tensor({ { 1, 2 }, { 3, 4 }, { 5, 6 } }, "int64"), { nonBlocking = true })
    support.close(x:to("cpu"), { { 1, 3, 5 }, { 2, 4, 6 } })
    local here = dl.zeros(2, 3):copy_(x)
    support.close(here, { { 1, 3, 5 }, { 2, 4, 6 } })
    fails("copy_: argument 2 'source': shape 4 does not broadcast to 2x3", function() x:copy_(dl.zeros(4)) end)
    local leaf = dl.tensor({ 1, 2, 3 }, { requiresGrad = true })
    local y = dl.zeros(3):to(device):copy_(leaf)
    y:mul(2):sum():backward()
    support.close(leaf.grad, { 2, 2, 2 })
    local version = x:version()
    x:copy_(dl.zeros(2, 3))
    assert(x:version() > version)
  end)
end)
