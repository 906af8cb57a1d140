--- What is only right if streams, pinned memory and recorded steps are: run by queues_spec.lua in a process of its own, where
-- the emulation does work only when the host waits for it. `dlua tests/device/scenarios.lua NAME DEVICE` prints "right".
local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

local name, device = ...
local cuda = dl.cuda.forKind((device:gsub(":.*", "")))

local function collect()
  collectgarbage()
  collectgarbage()
end

local function isAll(x, value, what)
  local most = (x:to("cpu") - value):abs():max():item()
  assert(most == 0, ("%s: off by %g"):format(what, most))
end

local isDeferred = os.getenv "CUDA_EMULATION_DEFER" == "1"   -- else nobody knows what has been done so far
local scenarios = {}

--- A block that another stream still reads is not given to who asks next.
function scenarios.memoryAcrossStreams()
  local side = cuda.stream()
  local x = dl.full({ 300, 1000 }, 1):to(device)
  local ready = cuda.currentStream():record()
  local y
  cuda.withStream(side, function()
    side:wait(ready)
    y = x + 1
  end)
  x = nil -- luacheck: ignore
  collect()
  local z = dl.full({ 300, 1000 }, 7):to(device)
  isAll(z, 7, "the new tensor")                  -- waits for the first stream alone
  side:synchronize()
  cuda.withStream(side, function() isAll(y, 2, "the tensor of the other stream") end)
  -- and when the other stream is done, the block is used again
  local before = cuda.counts().allocations
  for _ = 1, 20 do
    z = nil -- luacheck: ignore
    collect()
    z = dl.full({ 300, 1000 }, 7):to(device)
  end
  isAll(z, 7, "the last of many")
  assert(cuda.counts().allocations - before <= 1, "blocks do not come back from other streams")
end

--- The same for memory that was allocated in the other stream, and told by hand.
function scenarios.recordStream()
  local side = cuda.stream { priority = -1 }
  local x
  cuda.withStream(side, function() x = dl.full({ 300, 1000 }, 1):to(device) end)
  cuda.currentStream():wait(side)
  local y = x + 1
  x:recordStream(cuda.currentStream())
  x = nil -- luacheck: ignore
  collect()
  cuda.withStream(side, function() isAll(dl.full({ 300, 1000 }, 7):to(device), 7, "the new tensor") end)
  isAll(y, 2, "the sum")
end

function scenarios.orderByEvents()
  local side, event = cuda.stream(), cuda.event()
  assert(event:query(), "never recorded is as good as happened")
  local x = dl.full({ 1000 }, 3):to(device)
  event:record()
  assert(not isDeferred or not event:query() and not cuda.currentStream():query(), "nothing has been waited for")
  cuda.withStream(side, function()
    event:wait()
    isAll(x * 2, 6, "behind the event")
  end)
  assert(event:query(), "it has happened")
  cuda.synchronize()
  assert(side:query() and cuda.currentStream():query())
end

function scenarios.timing()
  local from, to = cuda.event { timing = true }, cuda.event { timing = true }
  from:record()
  local x = dl.zeros(100):to(device) + 1
  to:record()
  assert(not isDeferred or not pcall(from.elapsed, from, to), "it has not happened")
  to:synchronize()
  assert(from:elapsed(to) >= 0 and x)
  assert(not pcall(from.elapsed, from, cuda.event()), "without timing")
end

--- Pinned memory under way is neither lost nor given to others.
function scenarios.pinnedInFlight()
  local host = dl.full({ 5000 }, 1):pinMemory(device)
  assert(host:isPinned() and host:pinMemory(device):isSetTo(host) and not dl.zeros(2):isPinned())
  local there = host:to(device, { nonBlocking = true })
  host = nil -- luacheck: ignore
  collect()
  local other = dl.full({ 5000 }, 2):pinMemory(device)
  isAll(there, 1, "what was on its way")
  there:copy_(other, { nonBlocking = true })
  other = nil -- luacheck: ignore
  collect()
  local third = dl.full({ 5000 }, 3):pinMemory(device)
  isAll(there, 2, "what was copied in place")
  isAll(third, 3, "what lies in a block of its own")
end

--- Pageable memory may be changed as soon as the call returns.
function scenarios.pageable()
  for _, size in ipairs { 10, 5000000 } do
    local host = dl.full({ size }, 1)
    local there, later = host:to(device), host:to(device, { nonBlocking = true })
    host:fill_(2)
    isAll(there, 1, "what was copied")
    isAll(later, 1, "what was copied without waiting")
  end
end

function scenarios.back()
  local x = dl.full({ 4, 3 }, 5):to(device)
  local waits = cuda.counts().waits
  local here = x:t():to("cpu", { nonBlocking = true })
  assert(here:isPinned() and cuda.counts().waits - waits <= 1, "pinned memory is had, and that is all")
  cuda.synchronize()
  assert(here:size(1) == 3 and here:sum():item() == 60)
end

local function model()
  dl.manualSeed(5)
  return nn.Sequential():add(nn.Linear(12, 16)):add(nn.ReLU()):add(nn.Dropout(0.2)):add(nn.LayerNorm(16)):add(nn.Linear(16, 4))
end

--- No step of training makes the host wait, or asks the device for memory. (Not for deferred work, which goes on only
-- where the host waits: no pinned block would ever come back.)
function scenarios.noWaits()
  local net, criterion = model(), nn.CrossEntropyLoss()
  local x, y = dl.randn(640, 12), dl.randint(1, 5, { 640 })
  local loader = data.DataLoader { dataset = data.TensorDataset(x, y), batchSize = 32, pinMemory = device, workers = 2 }
  net:to(device)
  local optimizer = optim.AdamW(net:parameters(), { lr = 0.01 })
  local schedule = optim.CosineAnnealingLR(optimizer, 40)
  local total, step, first = dl.zeros(1):to(device), 0, nil
  for _ = 1, 2 do
    for input, target in loader:iter() do
      assert(input:isPinned() and target:isPinned())
      step = step + 1
      if step == 33 then first = cuda.counts() end
      input, target = input:to(device, { nonBlocking = true }), target:to(device, { nonBlocking = true })
      optimizer:zeroGrad()
      local loss = criterion(net(input), target) * 0.5
      loss:backward()
      optim.clipGradNorm_(net:parameters(), 1)
      optimizer:step()
      schedule:step()
      total:add_(loss:detach())
      if step == 36 then
        local last = cuda.counts()
        assert(last.waits == first.waits, "the host waited: " .. last.waits - first.waits)
        assert(last.allocations == first.allocations, "memory was had from the device")
        assert(last.kernels > first.kernels + 60, "kernels are counted")
      end
      if step % 8 == 0 then collect() end
    end
  end
  loader:close()
  assert(total:item() > 0 and cuda.counts().waits > first.waits, "reading a value waits")
end

--- A copy from the CPU, batch after batch, into a captured step: one wait for each loss that is read, and no others.
function scenarios.captured()
  local function train(captured)
    local net, criterion = model(), nn.CrossEntropyLoss()
    local batches, labels = dl.randn(10, 32, 12), dl.randint(1, 5, { 10, 32 })
    net:to(device)
    local optimizer = optim.Adam(net:parameters(), { lr = 0.05 })
    local schedule = optim.StepLR(optimizer, 3, { gamma = 0.5 })
    local x, y = dl.zeros(32, 12):to(device), dl.ones(32):long():to(device)
    local function step()
      optimizer:zeroGrad()
      local loss = criterion(net(x), y)
      loss:backward()
      optimizer:step()
      return loss
    end
    if captured then step = cuda.capture(step) end
    local losses, waits = {}, {}
    for i = 1, 10 do
      x:copy_(batches[i]:pinMemory(device), { nonBlocking = true })
      y:copy_(labels[i])
      local before = cuda.counts().waits
      losses[i] = step()
      waits[i] = cuda.counts().waits - before
      losses[i] = losses[i]:item()
      schedule:step()
      collect()
    end
    return losses, waits
  end
  local eager, captured, waits = train(false), train(true)
  waits = waits or select(2, train(true))
  for i = 1, 10 do
    assert(eager[i] == captured[i], ("step %d: %.9g eager, %.9g captured"):format(i, eager[i], captured[i]))
    assert(i <= 2 or waits[i] == 0, ("step %d waits %d times"):format(i, waits[i]))
  end
end

--- What a recorded step uses is not given to others while it may run again, whatever the script drops.
function scenarios.memoryOfStep()
  local weight = dl.full({ 300, 1000 }, 2):to(device)
  local x = dl.full({ 300, 1000 }, 1):to(device)
  local step = cuda.capture(function() return (x * weight + 1):sqrt():square() end)
  for _ = 1, 3 do step() end
  weight = nil -- luacheck: ignore
  collect()
  local others = {}
  for i = 1, 6 do others[i] = dl.full({ 300, 1000 }, 9):to(device) end
  x:fill_(4)
  local most = (step():to("cpu") - 9):abs():max():item()
  assert(most < 1e-5, most)
  for i = 1, 6 do isAll(others[i], 9, "memory of others") end
  step = nil -- luacheck: ignore
  collect()
  cuda.synchronize()
end

--- Tensors that the script drops are collected in time, though Lua sees none of their bytes.
function scenarios.garbage()
  local x = dl.zeros(1000, 250):to(device)
  for _ = 1, 500 do x = (x + 1) * 1 end
  assert(cuda.memory().peak < 200e6, cuda.memory().peak)
  isAll(x, 500, "the sum")
end

scenarios[name]()
print "right"
