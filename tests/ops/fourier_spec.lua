--- Fourier transforms of every kind of length: against the decomposition, which is the definition, and there and back.
local dl = require "dlua"
local support = require "tests.support"

local function largest(x) return x:abs():max():item() end

local function byDefinition(fn, ...)
  local before = dl.core.setDecompose(true)
  local results = table.pack(pcall(fn, ...))
  dl.core.setDecompose(before)
  assert(results[1], results[2])
  return results[2]
end

describe("Fourier transforms", function()
  before_each(function() dl.manualSeed(5) end)

  it("have lengths of small factors and of large ones", function()
    for _, n in ipairs { 1, 2, 30, 49, 58, 64, 97, 121, 169, 210, 289, 361, 437, 465 } do
      local x = dl.randn({ 3, n, 2 }, "float64")
      assert(largest(dl.fft(x) - byDefinition(dl.fft, x)) < 1e-11, n)
      assert(largest(dl.ifft(dl.fft(x)) - x) < 1e-13, n)
      local real = dl.randn({ 3, n }, "float64")
      assert(largest(dl.rfft(real) - byDefinition(dl.rfft, real)) < 1e-11, n)
      assert(largest(dl.irfft(dl.rfft(real), n) - real) < 1e-13, n)
    end
  end)

  it("keep their digits in float32", function()
    for _, n in ipairs { 4096, 5003, 65536 } do
      local x = dl.randn({ n, 2 }, "float64")
      local exact = dl.fft(x)
      local error = largest(dl.fft(x:float()):double() - exact) / exact:square():mean():sqrt():item()
      assert(error < 4e-6, n .. ": " .. error)
      assert(largest(dl.ifft(exact) - x) < 1e-12)
    end
  end)

  it("go along any dimension, many at a time", function()
    local x = dl.randn({ 5, 12, 21, 2 }, "float64")
    support.close(dl.fft(x, nil, 2), dl.fft(x:transpose(2, 3)):transpose(2, 3), 1e-12)
    support.close(dl.fft(x, nil, 1), dl.fft(x:transpose(1, 3)):transpose(1, 3), 1e-12)
    local real = dl.randn({ 12, 37 }, "float64")
    support.close(dl.rfft(real, nil, 1), dl.rfft(real:t()):transpose(1, 2), 1e-12)
    support.close(dl.irfft(dl.rfft(real, nil, 1), 12, 1), real, 1e-13)
  end)

  it("keep NaN within its signal", function()
    local x = dl.randn({ 4, 16 }, "float64")
    x[2][3] = 0 / 0
    local finite = dl.isfinite(dl.rfft(x)):all { dim = { 2, 3 } }
    assert.same({ true, false, true, true }, finite:totable())
  end)

  it("turn products into convolutions", function()
    local x, y = dl.tensor({ 1, 2, 3, 0, 0 }, "float64"), dl.tensor({ 4, 5, 6, 0, 0 }, "float64")
    local product = dl.irfft(dl.complexMul(dl.rfft(x), dl.rfft(y)), 5)
    support.close(product, { 4, 13, 28, 27, 18 }, 1e-12)
  end)
end)
