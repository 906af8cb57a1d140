--- Memory: what is dead is given back in time, and training does not grow.
local dl = require "dlua"

--- A field of /proc/self/status in MB.
local function status(field)
  for line in io.lines("/proc/self/status") do
    local kilobytes = line:match("^" .. field .. ":%s+(%d+)")
    if kilobytes then return tonumber(kilobytes) / 1024 end
  end
end

describe("memory", function()
  before_each(function() collectgarbage() collectgarbage() end)

  it("of a thousand temporaries of 4 MB peaks under 100 MB", function()
    local before, peak = dl.memory().live, 0
    local x = dl.ones(1024, 1024)
    for _ = 1, 1000 do
      local y = x + x -- luacheck: ignore
      peak = math.max(peak, dl.memory().live)
    end
    assert(peak - before < 100e6, "peak " .. peak - before)
  end)

  it("of ten thousand training steps stays flat", function()
    local weight = dl.randn(64, 30):mul_(0.1):requiresGrad_(true)
    local x, target = dl.randn(32, 64), dl.randn(32, 30)
    local function steps(n)
      for _ = 1, n do
        local loss = ((x:matmul(weight):tanh() - target) ^ 2):mean()
        loss:backward()
        dl.noGrad(function() weight:sub_(weight.grad, 0.01) end)
        weight.grad = nil
      end
      collectgarbage() collectgarbage()
    end
    steps(1000)
    local resident, live = status("VmRSS"), dl.memory().live
    steps(10000)
    -- The address sanitizer keeps what was freed, up to 256 MB; leaks it reports itself.
    if not os.getenv "ASAN_OPTIONS" then
      assert(status("VmRSS") < resident * 1.02 + 1, "resident memory rose from " .. resident .. " to " .. status("VmRSS") .. " MB")
    end
    assert(dl.memory().live <= live, "live bytes rose from " .. live .. " to " .. dl.memory().live)
  end)

  it("is counted, and the cache can be emptied", function()
    local before = dl.memory().live
    local x = dl.zeros(1000, 1000)
    assert(dl.memory().live - before >= 4000000)
    assert(x:numel() == 1000000)
    x = nil -- luacheck: ignore
    collectgarbage() collectgarbage()
    assert(dl.memory().live <= before + 1000)
    dl.emptyCache()
    assert.are.equal(0, dl.memory().cached)
  end)

  it("outlives the tensor that a view was taken of", function()
    local view
    do
      local x = dl.arange(1000, { dtype = "float32" })
      view = x[{ { 500, 502 } }]
    end
    collectgarbage() collectgarbage()
    for _ = 1, 100 do dl.zeros(1000) end
    assert.are.same({ 499, 500, 501 }, view:totable())
  end)

  it("that cannot be had is asked for again after a collection", function()
    local limit = dl.memory().limit
    collectgarbage("stop")
    local keep = dl.zeros(1000, 1000)
    dl.zeros(1000, 1000)
    dl.setMemoryLimit(dl.memory().live + 1000)
    local ok, y = pcall(dl.ones, 1000, 1000)      -- fits only when the dead one goes
    dl.setMemoryLimit(limit)
    collectgarbage("restart")
    assert(ok, tostring(y))
    assert(keep:numel() == y:numel())
  end)
end)
