--- Operators over rows, in lengths around those at which the loops change: short rows, long ones, results that go past the
--- caches.
local dl = require "dlua"

--- The largest distance of two tensors, in parts of the largest element of the second.
local function off(a, b)
  a, b = a:double(), b:double()
  return (a - b):abs():amax():item() / math.max(1, b:abs():amax():item())
end

local lengths = { 1, 15, 16, 17, 63, 64, 65, 511, 512, 513, 575, 577, 1000, 1024, 4096, 4097, 4700, 9000 }

describe("rows of any length:", function()
  --- y and the gradients of fn at x, in float32 and in float64.
  local function expectAlike(name, fn, ...)
    local results = {}
    for i, dtype in ipairs { "float32", "float64" } do
      local leaves = {}
      for k, t in ipairs { ... } do leaves[k] = t:to(dtype):requiresGrad_(true) end
      local y = fn(table.unpack(leaves))
      y:backward((y:detach() * 3):cos())
      results[i] = { y:detach() }
      for _, leaf in ipairs(leaves) do table.insert(results[i], leaf.grad) end
    end
    for k, exact in ipairs(results[2]) do
      local distance = off(results[1][k], exact)
      assert(distance < 1e-5, ("%s, result %d: off by %g"):format(name, k, distance))
    end
  end

  for _, n in ipairs(lengths) do
    it("of " .. n, function()
      local x = dl.randn(3, n) + 5
      expectAlike("layerNorm", function(u, w, b) return u:layerNorm(n, w, b) end, x, dl.rand(n), dl.randn(n))
      expectAlike("layerNorm without weight", function(u) return u:layerNorm(n) end, x)
      expectAlike("softmax", function(u) return u:softmax(2) end, x)
      expectAlike("logSoftmax", function(u) return u:logSoftmax(2) end, x)
      expectAlike("batchNorm", function(u, w, b) return dl.batchNorm(u, w, b) end, dl.randn(2, 3, n) + 5, dl.rand(3), dl.randn(3))
    end)
  end

  it("whose results go past the caches", function()
    local x, weight, bias = dl.randn(2900, 2999), dl.rand(2999), dl.randn(2999)      -- 35 MB; no row begins at a line's start
    for _, given in ipairs { { weight, bias }, { weight }, {} } do
      local y = x:layerNorm(2999, table.unpack(given))
      for first = 1, 2900, 725 do
        local part = x:narrow(1, first, 725):layerNorm(2999, table.unpack(given))
        assert.equal(0, off(part, y:narrow(1, first, 725)))
      end
    end
  end)
end)
