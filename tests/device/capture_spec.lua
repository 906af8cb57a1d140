--- Recorded steps: training goes on as it would without, and what cannot be recorded says so.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim
local program = require "tests.program.support"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"
if not device:find("^cuda") or not support.hasDevice(device) then return end

local cuda = dl.cuda.forKind((device:gsub(":.*", "")))

local function fails(pattern, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(tostring(message):find(pattern, 1, true), message)
end

--- Eight steps of a small network: the losses. `make(net)` gives the optimizer, `around` changes what is done.
local function train(captured, make, around)
  around = around or {}
  dl.manualSeed(7)
  local net = nn.Sequential():add(nn.Linear(5, 9)):add(nn.BatchNorm1d(9)):add(nn.GELU()):add(nn.Dropout(0.3)):add(nn.Linear(9, 3))
  local criterion = nn.CrossEntropyLoss { labelSmoothing = 0.1 }
  local inputs, labels = dl.randn(8, 10, 5), dl.randint(1, 4, { 8, 10 })
  net:to(device)
  if around.convert then around.convert(net) end
  local optimizer = make(net)
  local schedule = optim.ExponentialLR(optimizer, 0.8)
  local x, y = dl.zeros(10, 5):to(device), dl.ones(10):long():to(device)
  local function step()
    optimizer:zeroGrad()
    local loss = criterion(net(x), y)
    loss:backward()
    if around.clip then optim.clipGradNorm_(net:parameters(), 0.1) end
    optimizer:step()
    if around.inside then schedule:step() end
    return loss, 17
  end
  if captured then step = cuda.capture(step) end
  local losses = {}
  for i = 1, 8 do
    x:copy_(inputs[i])
    y:copy_(labels[i])
    local loss, constant = step()
    assert.are.equal(17, constant)
    losses[i] = loss:item()
    if not around.inside then schedule:step() end
    if around.outside then around.outside(i, optimizer) end
  end
  assert(not captured or step.recorded)
  return losses, dl.getRNGState()
end

local function compare(make, around)
  local eager, eagerState = train(false, make, around)
  local captured, capturedState = train(true, make, around)
  assert.are.same(eager, captured)
  assert.are.equal(eagerState, capturedState)
  for i = 2, 8 do assert(captured[i] ~= captured[i - 1]) end
end

describe("a recorded step on " .. device, function()
  local solvers = {
    ["SGD"] = function(net) return optim.SGD(net:parameters(), { lr = 0.2, weightDecay = 0.01 }) end,
    ["SGD with momentum"] = function(net)
      return optim.SGD(net:parameters(), { lr = 0.1, momentum = 0.9, nesterov = true })
    end,
    ["Adam"] = function(net) return optim.Adam(net:parameters(), { lr = 0.05 }) end,
    ["AdamW in two groups"] = function(net)
      local list = net:parameters()
      return optim.AdamW({ { parameters = { list[1], list[2] }, lr = 0.1 }, { parameters = { table.unpack(list, 3) } } }, { lr = 0.02 })
    end,
    ["Adam with amsgrad"] = function(net) return optim.Adam(net:parameters(), { lr = 0.05, amsgrad = true }) end,
    ["RMSprop"] = function(net) return optim.RMSprop(net:parameters(), { lr = 0.01 }) end,
    ["Adagrad"] = function(net) return optim.Adagrad(net:parameters(), { lr = 0.1, l1 = 0.001 }) end,
  }
  for name, make in pairs(solvers) do
    it("trains as it would without: " .. name, function() compare(make) end)
  end

  it("trains so with gradients that are clipped, and a schedule inside the step", function()
    compare(solvers.Adam, { clip = true, inside = true })
    compare(solvers.RMSprop, { clip = true, inside = true })
  end)

  it("trains so when gradients are dropped, options set and random numbers drawn outside", function()
    local function outside(i, optimizer)
      optimizer:zeroGrad()
      if i == 5 then optimizer.groups[1].weightDecay = 0.1 end
      dl.randn(i)
      if i == 6 then dl.manualSeed(99) end
    end
    compare(solvers.Adam, { outside = outside })
    compare(solvers.RMSprop, { outside = outside })
  end)

  it("trains so with parameters of 16 bits and master weights", function()
    local function convert(net) net:to("bfloat16") end
    local function make(net) return optim.Adam(net:parameters(), { lr = 0.05, masterWeights = true }) end
    local ok, problem = pcall(train, false, make, { convert = convert })
    if not ok then return pending("a network in bfloat16: " .. problem) end
    compare(make, { convert = convert })
  end)

  it("accumulates gradients when nobody drops them", function()
    local w = dl.ones(2):to(device)
    w.requiresGrad = true
    local x = dl.ones(2):to(device)
    local step = cuda.capture(function() (w * x):sum():backward() end)
    for _ = 1, 4 do step() end
    support.close(w.grad:to("cpu"), { 4, 4 })
    x:fill_(2)
    step()
    support.close(w.grad:to("cpu"), { 6, 6 })
  end)

  it("draws new random numbers each time, as many as without", function()
    for _, draw in ipairs {
      function() return dl.randn(6, { device = device }), dl.rand({ 3 }, { device = device, dtype = "float64" }) end,
      function() return dl.randint(0, 1000, { 8 }, { device = device }), dl.randperm(9, { device = device }) end,
      function()
        local p = dl.full({ 16 }, 0.5, { device = device })
        return p:bernoulli(), p:multinomial(5), p:clone():uniform_(-1, 1), p:clone():normal_(), p:dropout(0.5)
      end,
    } do
      local function run(step)
        dl.manualSeed(11)
        local all = {}
        for _ = 1, 5 do
          for _, t in ipairs { step() } do all[#all + 1] = t:to("cpu"):double():reshape(-1) end
        end
        return dl.cat(all, 1)
      end
      local eager, captured = run(draw), run(cuda.capture(draw))
      support.close(captured, eager, 0)
      assert(captured[{ { 1, captured:numel() // 5 } }]:ne(captured[{ { -(captured:numel() // 5), -1 } }]):any():item())
    end
  end)

  it("calls what is uncaptured each time, at its place", function()
    local x = dl.zeros(1):to(device)
    local seen = {}
    local step = cuda.capture(function()
      x:add_(1)
      cuda.uncaptured(function() seen[#seen + 1] = x:item() end)
      x:add_(1)
      return x
    end)
    for i = 1, 5 do assert.are.equal(2 * i, step():item()) end
    assert.are.same({ 1, 3, 5, 7, 9 }, seen)
  end)

  it("takes the numbers of the moment", function()
    local x, weight = dl.ones(3):to(device), 1
    local step = cuda.capture(function()
      return x * cuda.number(function() return weight end) + cuda.number(function() return -weight / 2 end)
    end)
    for i = 1, 5 do
      weight = i
      support.close(step():to("cpu"), { i / 2, i / 2, i / 2 })
    end
    assert.are.equal(2.5, cuda.number(function() return 2.5 end):item())
  end)

  it("trains so with a GradScaler, which leaves out a step whose gradients are not finite", function()
    local function run(captured)
      local w = dl.ones(3):to(device)
      w.requiresGrad = true
      local optimizer = optim.Adam({ w }, { lr = 0.1 })
      local scaler = optim.GradScaler { initScale = 64, growthInterval = 3 }
      local x = dl.ones(3):to(device)
      local function step()
        optimizer:zeroGrad()
        local loss = (w * x):square():sum()
        scaler:scale(loss):backward()
        scaler:unscale_(optimizer)
        optim.clipGradNorm_({ w }, 1)
        scaler:step(optimizer)
        scaler:update()
        return loss
      end
      if captured then step = cuda.capture(step) end
      local seen = {}
      for i = 1, 9 do
        x:fill_(i == 5 and math.huge or i)
        step()
        seen[#seen + 1] = scaler:getScale()
        for _, value in ipairs(w:totable()) do seen[#seen + 1] = value end
      end
      return seen
    end
    assert.are.same(run(false), run(true))
  end)

  it("says what needs the host, and which call asked", function()
    local x = dl.ones(4):to(device)
    local recording = "a step is being recorded"
    local cases = {
      ["item: "] = function() return x:sum():item() end,
      ["nonzero: "] = function() return x:nonzero() end,
      ["nonzero: device"] = function() return x[x:gt(0)] end,
      ["toDevice: "] = function() return x:to("cpu") end,
      ["toDevice: a step is being recorded (dl.cuda.capture), and what comes from 'cpu'"] = function()
        return x + dl.ones(4):to(device)
      end,
      ["copy_: "] = function() x:copy_(dl.ones(4)) end,
      ["synchronize: "] = function() cuda.synchronize() end,
      ["comparison: "] = function() return x:sum() > 3 end,
      ["manualSeed or setRNGState was called"] = function() dl.manualSeed(3) return x end,
      ["another step is being recorded"] = function() cuda.capture(function() end)() end,
      ["its numbers would be the same each time"] = function() dl.sgdStep({ x }, { x:clone() }, {}, 0.1) end,
      ["this very error"] = function() error "this very error" end,
    }
    for pattern, fn in pairs(cases) do
      local step = cuda.capture(function() x:mul_(2):div_(2) return fn() end, { warmUp = 0 })
      fails(pattern, step)
      if pattern:find(": $") then fails(recording, step) end
      assert(not step.recorded and not cuda.isCapturing())
      support.close((x + 1):to("cpu"), { 2, 2, 2, 2 })     -- and all goes on
    end
  end)

  it("asks for a state of the optimizer", function()
    local p = dl.ones(3):to(device)
    p.requiresGrad = true
    local optimizer = optim.Adam({ p })
    fails("parameter 1 has no state yet", cuda.capture(function()
      p:sum():backward()
      optimizer:step()
    end, { warmUp = 0 }))
  end)

  it("notices an optimizer that goes on in another way", function()
    local p = dl.ones(3):to(device)
    p.requiresGrad = true
    local optimizer = optim.SGD({ p }, { lr = 0.1 })
    local step = cuda.capture(function()
      optimizer:zeroGrad()
      p:sum():backward()
      optimizer:step()
    end)
    for _ = 1, 3 do step() end
    optimizer.groups[1].l1 = 0.1
    fails("is called where only the numbers of a recorded step are renewed", step)
    optimizer.groups[1].l1 = 0
    local q = dl.ones(2):to(device)
    q.requiresGrad = true
    q:sum():backward()
    optimizer:addGroup { parameters = { q } }
    fails("capture the step anew", step)
    step:reset()
    assert(not step.recorded)
    for _ = 1, 3 do step() end
    assert(step.recorded and tostring(step):find("recorded", 1, true))
  end)

  it("takes no arguments, and only options that it knows", function()
    fails("capture: a function expected, got a nil", cuda.capture)
    fails("capture: no option 'warmup'", cuda.capture, print, { warmup = 2 })
    fails("warmUp must be an integer", cuda.capture, print, { warmUp = -1 })
    fails("takes no arguments", cuda.capture(function() end), 3)
  end)

  it("gives its memory back", function()
    collectgarbage() collectgarbage()
    cuda.emptyCache()
    local before = cuda.memory()
    local x = dl.ones(500000):to(device)
    local step = cuda.capture(function() return ((x + 1) * 2 - 1):sqrt() end)
    for _ = 1, 3 do step() end
    assert(cuda.memory().live > before.live)
    step, x = nil, nil -- luacheck: ignore
    collectgarbage() collectgarbage()
    cuda.emptyCache()
    assert.are.equal(before.live, cuda.memory().live)
    assert(cuda.memory().cached <= before.cached + 16e6, cuda.memory().cached)
  end)
end)

describe("numbers of a recorded step on " .. device, function()
  it("are not where the step writes something else", function()
    local x, value = dl.ones(4):to(device), 1
    local step = cuda.capture(function()
      local total = x * 0
      for i = 1, 150 do
        local t = x + i -- luacheck: ignore
        t = nil
        collectgarbage()
        total = total + cuda.number(function() return value end)
        if i == 70 then cuda.uncaptured(function() end) end
      end
      return total
    end)
    for i = 1, 6 do
      value = i // 2
      assert.are.equal(150 * value, step()[1]:item())
    end
  end)
end)

describe("what goes wrong on " .. device, function()
  local function run(settings, script)
    local path = program.file(("local dl = require 'dlua'\nlocal device = '%s'\nlocal cuda = dl.cuda.forKind(device)\n%s")
      :format(device, script))
    local result = program.run(settings .. " " .. program.program .. " " .. path)
    os.remove(path)
    return result
  end

  local queue = [[
local x = dl.ones(1000):to(device)
local y = x:exp():tanh()
local ok, problem = pcall(function() return y:sum():item() end)
print(ok, problem)
print(pcall(function() return x + 1 end))
]]

  if device == "cuda-emu" then
    it("is told where the host waits, with what was queued last, and from then on", function()
      local result = run("CUDA_EMULATION_DEFER=1 CUDA_EMULATION_FAIL=0", queue)
      assert(result.out:find("^false%s.-an illegal memory access was encountered %(cudaErrorIllegalAddress%); "
        .. "the last operators queued: copy, sum, tanh, exp"), result.out .. result.err)
      assert(select(2, result.out:gsub("cudaErrorIllegalAddress", "")) >= 2, result.out)
    end)

    it("is told at the next call", function()
      local result = run("CUDA_EMULATION_FAIL=0 ", "local x = dl.ones(1000):to(device)\nprint(pcall(function() return x:exp() end))")
      assert(result.out:find("exp: .-the last operators queued: exp"), result.out .. result.err)
    end)

    it("is told at once with DLUA_DEBUG", function()
      local result = run("DLUA_DEBUG=1 CUDA_EMULATION_DEFER=1 CUDA_EMULATION_FAIL=0", queue)
      assert(result.err:find("exp: .-the last operators queued: exp\n") or result.err:find("exp: .-the last operators queued: exp"),
        result.out .. result.err)
      assert(not result.err:find("tanh: ", 1, true))
    end)

    it("empties the cache and collects before memory is out", function()
      local result = run("CUDA_EMULATION_MEMORY=64", [[
        local a = {}
        for i = 1, 5 do a[i] = dl.zeros(2500000):to(device) end     -- 50 MB
        a = nil
        collectgarbage()
        local b = dl.zeros(10000000):to(device)                     -- 40 MB: not while the cache is kept
        b = nil
        local c = dl.zeros(11000000):to(device)                     -- nor while garbage is
        print(c:sum():item())
        print(pcall(function() return dl.zeros(30000000):to(device) end))
        print((c * 1):sum():item())
      ]])
      assert(result.out:find("^0.0\nfalse%s"), result.out .. result.err)
      assert(result.out:find("out of memory on the device: 120.0 MB asked for", 1, true), result.out)
    end)
  end
end)
