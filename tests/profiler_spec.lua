local dl = require "dlua"
local json = require "dlua.io.json"
local files = require "tests.data.files"
local program = require "tests.program.support"
local nn, optim = dl.nn, dl.optim

local function byName(rows, name, phase)
  for _, row in ipairs(rows) do
    if row.name == name and (not phase or row.phase == phase) then return row end
  end
end

local function profiled(fn, options) return (dl.profiler.profile(fn, options)) end

describe("the profiler", function()
  after_each(function() assert.is_false(dl.core.profile.isRunning()) end)

  it("counts calls, bytes and FLOP of a product", function()
    local a, b = dl.randn(4, 6), dl.randn(6, 5)
    local p = profiled(function()
      for _ = 1, 3 do a:matmul(b) end
      a:relu()
    end)
    local rows = p:keyAverages()
    local product, relu = byName(rows, "matmul", "forward"), byName(rows, "relu", "forward")
    assert.equal(3, product.calls)
    assert.equal(3 * 2 * 4 * 6 * 5, product.flops)
    assert.equal(3 * 4 * (24 + 30 + 20), product.bytes)
    assert.equal(1, relu.calls)
    assert.equal(0, relu.flops)
    assert.equal(4 * 48, relu.bytes)
    assert.is_true(product.time > 0 and product.longest <= product.time and product.selfTime == product.time)
    assert.equal(3 * 240 + 0.0, p:totalAverage().flops)
  end)

  it("counts an element that an expanded dimension repeats once, and views not at all", function()
    local x = dl.randn(1, 3)
    local p = profiled(function() x:expand(100, 3):exp() end)
    assert.equal(0, byName(p:keyAverages(), "expand").bytes)
    assert.equal(4 * (3 + 300), byName(p:keyAverages(), "exp").bytes)
  end)

  it("does not count what a kernel overwrites, or passes over", function()
    local x, rows = dl.zeros(50, 4), dl.tensor({ 1, 9, 1 }, "int64")
    local p = profiled(function()
      x:fill_(1)
      x:indexSelect(1, rows)
      x:add_(1)
    end)
    assert.equal(4 * (200 + 1), byName(p:keyAverages(), "fill").bytes)
    assert.equal(2 * 4 * 12 + 3 * 8, byName(p:keyAverages(), "indexSelect").bytes)
    assert.equal(4 * (2 * 200 + 1), byName(p:keyAverages(), "add").bytes)
  end)

  it("counts FLOP once where operators are made of others, and the same as a module's summary", function()
    local net = nn.Sequential(nn.Conv2d(2, 3, 3, { padding = 1 }), nn.ReLU(), nn.Flatten(), nn.Linear(3 * 8 * 8, 5))
    local x = dl.randn(4, 2, 8, 8)
    local p = profiled(function() dl.noGrad(function() net(x) end) end)
    assert.equal(2 * net:summary(x).multiplyAdds, p:totalAverage().flops)
    local conv = byName(p:keyAverages(), "conv2d")
    assert.equal(0, conv.selfFlops)
    assert.equal(2 * 4 * 3 * 8 * 8 * 2 * 9, conv.flops)
  end)

  it("knows what recurrent networks and attention compute", function()
    local lstm, x = nn.LSTM(5, 7), dl.randn(3, 2, 5)
    local flops = profiled(function() dl.noGrad(function() lstm(x) end) end):totalAverage().flops
    assert.equal(2 * 3 * 2 * 4 * 7 * (5 + 7), flops)
    local q = dl.randn(2, 4, 6)
    local function attended(causal)
      return profiled(function() q:scaledDotProductAttention(q, q, { causal = causal }) end):totalAverage().flops
    end
    assert.equal(2 * 2 * 16 * 12, attended(false))
    assert.equal(2 * 2 * 10 * 12, attended(true))
  end)

  it("tells forward from backward", function()
    local x = dl.randn(8, 6, { requiresGrad = true })
    local w = dl.randn(4, 6, { requiresGrad = true })
    local p = profiled(function() x:linear(w):sum():backward() end)
    local rows = p:keyAverages()
    assert.equal(1, byName(rows, "linear", "forward").calls)
    local gradient = byName(rows, "gradient of linear", "backward")
    assert.equal(1, gradient.calls)
    assert.equal(2 * 2 * 8 * 6 * 4, gradient.flops)
    assert.equal(0, gradient.selfFlops)
    assert.equal(gradient.flops, byName(rows, "matmul", "backward").flops + byName(rows, "mm", "backward").flops)
    assert.is_true(byName(rows, "backward").time >= gradient.time)
    assert.same({ 8, 6 }, x.grad.shape)
  end)

  it("gives times, FLOP and gradients to the modules they come from", function()
    local net = nn.Sequential(nn.Linear(6, 5), nn.Sequential(nn.ReLU(), nn.Linear(5, 4)))
    local x = dl.randn(3, 6)
    local p = profiled(function() net(x):sum():backward() end)
    local rows = p:keyAverages { by = "module" }
    local names = {}
    for i, row in ipairs(rows) do names[i] = row.name end
    assert.same({ "net", "net.1", "net.2", "net.2.1", "net.2.2", "(outside of modules)" }, names)
    assert.equal("nn.Linear", rows[2].class)
    assert.equal(1, rows[2].calls)
    assert.equal(2 * 3 * 6 * 5 * 2, rows[2].flops)         -- forward and the weight's: x asks for none
    assert.equal(2 * 3 * 5 * 4 * 3, rows[5].flops)
    assert.equal(rows[5].flops, rows[3].flops)
    assert.equal(rows[2].flops + rows[3].flops, rows[1].flops)
    assert.is_true(rows[2].backwardTime > 0 and rows[2].forwardTime > 0)
    assert.is_true(math.abs(rows[1].time - rows[1].forwardTime - rows[1].backwardTime) < 1e-9)
    assert.is_true(rows[1].time >= rows[2].time + rows[3].time)
  end)

  it("finds modules that are plain tables, have hooks, or are Torch7's; and leaves them as they were", function()
    local Twice = nn.class("ProfiledTwice")
    function Twice:updateOutput(input)
      self.output = input * 2
      return self.output
    end
    function Twice:updateGradInput(_, gradOutput)
      self.gradInput = gradOutput * 2
      return self.gradInput
    end
    local plain = { forward = function(_, x) return x + 1 end }
    local forward, hooked, seen = plain.forward, nn.Linear(2, 2), 0
    hooked:registerForwardHook(function() seen = seen + 1 end)
    local model = nn.Sequential():add(plain):add(hooked):add(Twice())
    local p = profiled(function()
      local y = model:forward(dl.ones(1, 2))
      model:backward(dl.ones(1, 2), dl.ones(1, 2))
      return y
    end)
    local rows = p:keyAverages { by = "module" }
    for _, name in ipairs { "model", "model.1", "model.2", "model.3" } do
      assert.equal(1, byName(rows, name).calls, name)
    end
    assert.equal("table", byName(rows, "model.1").class)
    assert.equal(1, seen)
    assert.equal(forward, plain.forward)
    assert.is_nil(rawget(hooked, "updateOutput"))
  end)

  it("calls a network by the variable that holds it", function()
    local encoder = nn.Linear(2, 2)
    local rows = profiled(function() encoder(dl.ones(1, 2)) end):keyAverages { by = "module" }
    assert.equal("encoder", rows[1].name)
    local function round()
      local net = nn.Linear(2, 2)
      net(dl.ones(1, 2))
    end
    local names = {}
    for _ = 1, 2 do
      for i, row in ipairs(profiled(function()
        for _ = 1, 3 do round() end
      end):keyAverages { by = "module" }) do names[i] = row.name end
      assert.same({ "net", "net#2", "net#3", "(outside of modules)" }, names)
    end
  end)

  it("shows an optimizer's steps and ranges of one's own", function()
    local w = dl.randn(3, { requiresGrad = true })
    local optimizer = optim.SGD({ w }, { lr = 0.1 })
    local p, a, b = dl.profiler.profile(function()
      return dl.profiler.recordFunction("mine", function(x, y)
        (w * x):sum():backward()
        optimizer:step()
        return x, y
      end, 2, 3)
    end)
    assert.same({ 2, 3 }, { a, b })
    local rows = p:keyAverages()
    assert.equal(1, byName(rows, "optim.SGD.step").calls)
    local mine = byName(rows, "mine")
    assert.equal("range", mine.kind)
    assert.is_true(mine.time >= byName(rows, "optim.SGD.step").time + byName(rows, "backward").time)
    assert.equal(7, dl.profiler.recordFunction("without a profile", function() return 7 end))
  end)

  it("keeps rows of different shapes apart on demand", function()
    local function work()
      dl.randn(2, 3):relu()
      dl.randn(4, 3):relu()
      dl.randn(4, 3):relu()
    end
    local p = profiled(work, { recordShapes = true })
    local calls = {}
    for _, row in ipairs(p:keyAverages()) do
      if row.name == "relu" then calls[row.shapes] = row.calls end
    end
    assert.same({ ["2x3"] = 1, ["4x3"] = 2 }, calls)
    assert.equal(3, byName(p:keyAverages { groupByInputShape = false }, "relu").calls)
    assert.error_matches(function() profiled(work):keyAverages { groupByInputShape = true } end, "recordShapes")
  end)

  it("knows what was allocated and what was live", function()
    local before = dl.memory().live
    local p = profiled(function()
      for _ = 1, 4 do dl.zeros(1000, 1000) end
      collectgarbage() collectgarbage()
    end)
    local row = byName(p:keyAverages(), "zeros")
    assert.is_true(row.allocated >= 16e6 and row.allocated < 20e6, row.allocated)
    assert.is_true(row.peak >= before + 4e6 and row.peak <= p:totalAverage().peak)
  end)

  it("goes on behind errors", function()
    local broken = nn.Sequential(nn.Linear(2, 2), nn.Linear(3, 3))
    assert.error_matches(function()
      profiled(function() broken(dl.ones(1, 2)) end)
    end, "linear")
    assert.is_false(dl.core.profile.isRunning())
    local p = profiled(function()
      for _ = 1, 2 do pcall(broken, dl.ones(1, 2)) end
      dl.ones(2):exp()
    end)
    local rows = p:keyAverages { by = "module" }
    assert.equal(2, byName(rows, "broken").calls)
    assert.equal(2, byName(rows, "broken.2").calls)
    assert.is_nil(byName(p:events(), "exp").module)
    assert.equal(4, byName(p:keyAverages(), "linear").calls)
  end)

  it("survives a coroutine that never ends", function()
    local inner = nn.Lambda and nn.Lambda(function(x)
      coroutine.yield()
      return x
    end)
    local p = profiled(function()
      local routine = coroutine.wrap(function() inner(dl.ones(1)) end)
      routine()
      routine = nil                                        -- luacheck: ignore
      collectgarbage() collectgarbage()
      dl.ones(3):exp()
    end)
    assert.equal(1, byName(p:keyAverages(), "exp").calls)
  end)

  it("is one at a time, and takes only options that there are", function()
    local p = dl.profiler.start()
    assert.error_matches(function() dl.profiler.start() end, "a profile runs already")
    assert.error_matches(function() dl.profiler.profile(print) end, "a profile runs already")
    p:stop():stop()
    assert.error_matches(function() dl.profiler.start { recordShape = true } end, "there is no option 'recordShape'")
    assert.error_matches(function() p:table { sortBy = "beauty" } end, "sortBy: there is no 'beauty'")
    assert.error_matches(function() p:table { by = "layer" } end, "by: expected")
    assert.error_matches(function() dl.profiler.profile(7) end, "expected a function")
  end)

  it("stays readable while another one runs", function()
    local first = profiled(function() dl.ones(2):exp() end)
    local second = profiled(function() assert.equal(1, byName(first:keyAverages(), "exp").calls) end)
    assert.is_nil(byName(second:keyAverages(), "exp"))
  end)

  it("prints tables in the order asked for", function()
    local x = dl.randn(64, 64)
    local p = profiled(function()
      for _ = 1, 5 do x:exp() end
      x:matmul(x)
    end)
    local text = p:table { sortBy = "calls", rowLimit = 1 }
    assert.matches("^name +phase +self %%", text)
    assert.matches("exp +forward", text)
    assert.matches("%.%.%. 1 more rows", text)
    assert.matches("524.3 kFLOP", text)
    assert.matches("matmul", p:table { sortBy = "flops", rowLimit = 1 })
    assert.equal(p:table(), tostring(p))
    assert.matches("^name +calls", p:table { columns = { "name", "calls" } })
  end)

  it("writes a trace whose events nest", function()
    local net = nn.Sequential(nn.Linear(4, 3), nn.Tanh())
    local path = os.tmpname()
    local p = profiled(function() net(dl.ones(2, 4)):sum():backward() end, { recordShapes = true })
    p:exportChromeTrace(path)
    local trace = json.decode(files.read(path))
    os.remove(path)
    local spans, threads, counters = {}, {}, 0
    for _, event in ipairs(trace.traceEvents) do
      if event.ph == "X" then spans[#spans + 1] = event end
      if event.ph == "C" then counters = counters + 1 end
      if event.name == "thread_name" then threads[event.tid] = event.args.name end
    end
    assert.equal(#p:events(), #spans)
    assert.is_true(counters > 0)
    table.sort(spans, function(a, b) return a.ts < b.ts or a.ts == b.ts and a.dur > b.dur end)
    local open, parents = {}, {}
    for _, span in ipairs(spans) do
      assert.equal("main", threads[span.tid])
      while open[1] and span.ts >= open[#open].ts + open[#open].dur do table.remove(open) end
      local outer = open[#open]
      if outer then assert.is_true(span.ts + span.dur <= outer.ts + outer.dur + 0.002, span.name) end
      parents[span.name] = outer and outer.name
      open[#open + 1] = span
    end
    assert.equal("net.1 (nn.Linear)", parents.linear)
    assert.equal("net (nn.Sequential)", parents["net.1 (nn.Linear)"])
    assert.equal("backward", parents["gradient of linear"])
    assert.error_matches(function() p:exportChromeTrace "/no/such/folder/trace.json" end, "No such file")
    local untraced = profiled(function() end, { trace = false })
    assert.error_matches(function() untraced:exportChromeTrace(path) end, "trace = false")
  end)

  it("keeps at most maxEvents events, and says what is missing", function()
    local p = profiled(function() for _ = 1, 10 do dl.ones(1) end end, { maxEvents = 4 })
    assert.equal(4, #p:events())
    assert.equal(10, byName(p:keyAverages(), "ones").calls)
    assert.matches("6 calls missing in the trace", p:table())
  end)

  it("follows a schedule of steps", function()
    local seen = {}
    local p = dl.profiler.start {
      schedule = dl.profiler.schedule { wait = 1, warmup = 1, active = 2, times = 2 },
      onTraceReady = function(profile) seen[#seen + 1] = byName(profile:keyAverages(), "exp").calls end,
    }
    for i = 1, 12 do
      for _ = 1, i do dl.ones(1):exp() end
      p:step()
    end
    p:stop()
    assert.same({ 3 + 4, 7 + 8 }, seen)
    assert.error_matches(function() dl.profiler.schedule { active = 0 } end, "active must be")
    assert.error_matches(function() dl.profiler.schedule { activ = 1 } end, "activ")
  end)

  it("leaves gradients and numbers alone", function()
    local function gradients()
      dl.manualSeed(3)
      local net = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.Linear(4, 1))
      net(dl.randn(5, 3)):sum():backward()
      return net[1].weight.grad:totable()
    end
    local plain, under = gradients()
    dl.profiler.profile(function() under = gradients() end)
    assert.same(plain, under)
  end)

  it("waits for a device when asked to, and counts its memory", function()
    if not dl.core.hasDevice "null" then return end
    local x = dl.randn(10, 10):to "null"
    local p = profiled(function() x:exp() end, { synchronize = true })
    assert.is_true(byName(p:keyAverages(), "exp").allocated >= 400)
    assert.is_true(p:totalAverage().devicePeak >= 0)
  end)

  it("counts what worker threads compute, as threads of their own", function()
    local set = setmetatable({ get = function(_, i) return dl.full({ 2 }, i):sigmoid() end }, { __len = function() return 24 end })
    local path = os.tmpname()
    local p = profiled(function()
      local loader <close> = dl.data.DataLoader { dataset = set, batchSize = 4, workers = 2 }
      for _ = 1, 3 do
        for batch in loader:iter() do batch:exp() end
      end
    end)
    assert.equal(72, byName(p:keyAverages(), "sigmoid").calls)
    assert.equal(18, byName(p:keyAverages(), "exp").calls)
    for _, event in ipairs(p:events()) do
      if event.name == "sigmoid" then assert.is_true(event.worker) end
      if event.name == "exp" then assert.is_false(event.worker) end
    end
    p:exportChromeTrace(path)
    local names = {}
    for _, event in ipairs(json.decode(files.read(path)).traceEvents) do
      if event.name == "thread_name" then names[#names + 1] = event.args.name end
    end
    os.remove(path)
    table.sort(names)
    assert.equal("main", names[1])
    assert.matches("^worker %d+$", names[2])
  end)
end)

describe("DLUA_PROFILE", function()
  local script = [[
    local dl = require "dlua"
    local net = dl.nn.Sequential(dl.nn.Linear(3, 2))
    net(dl.ones(1, 3)):sum():backward()
    io.stdout:write "the program's own words"
  ]]

  local function run(wish, text)
    local path = program.file(text)
    local result = program.run("DLUA_PROFILE=" .. wish .. " " .. program.quote(program.program) .. " " .. path)
    os.remove(path)
    return result
  end

  it("prints both tables when the program ends, to stderr", function()
    local result = run("1", script)
    assert.equal(0, result.status)
    assert.equal("the program's own words", result.out)
    assert.matches("gradient of linear +backward", result.err)
    assert.matches("net%.1 +nn%.Linear +1 ", result.err)
    assert.matches("profiled, .- of it in what is listed", result.err)
  end)

  it("does so behind an error and os.exit, once", function()
    local failed, left = run("1", script .. "error 'no'"), run("1", script .. "os.exit(3)")
    assert.equal(1, failed.status)
    assert.equal(3, left.status)
    for _, result in ipairs { failed, left } do
      assert.equal(1, select(2, result.err:gsub("name +phase", "")))
    end
  end)

  it("writes a trace where it names a file, and says so where it means nothing", function()
    local path = os.tmpname() .. ".json"
    assert.matches("the trace is in", run(path, script).err)
    assert.is_true(#json.decode(files.read(path)).traceEvents > 5)
    os.remove(path)
    assert.matches("DLUA_PROFILE is 1, or the name", run("yes", script).err)
    assert.equal("", run("0", script).err)
  end)

  it("is in the way of another profile, and says so", function()
    assert.matches("DLUA_PROFILE has started a profile of the whole program",
      run("1", "require 'dlua'.profiler.start()").err)
  end)
end)
