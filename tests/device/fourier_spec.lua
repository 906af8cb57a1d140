--- Fourier transforms on CUDA: of every kind of length, and of lines too long for shared memory.
local dl = require "dlua"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"
if not device:find("^cuda") or not support.hasDevice(device) then return end

local function close(x, y, dtype, what)
  assert.are.same(x.shape, y.shape)
  local most = math.max(1, x:abs():max():item())
  local off = (x:double() - y:double()):abs():max():item() / most
  assert(off <= (dtype == "float64" and 1e-12 or 2e-5), ("%s, %s: off by %g"):format(what, dtype, off))
end

local function compare(lines, n, dtype, dim)
  local function sizes(...)
    local list = dim == 1 and { n, lines } or { lines, n }
    for _, size in ipairs { ... } do list[#list + 1] = size end
    return list
  end
  local real, complex = dl.randn(sizes()):to(dtype), dl.randn(sizes(2)):to(dtype)
  local what = ("%d lines of %d"):format(lines, n)
  local here, there = complex:fft(nil, dim), complex:to(device):fft(nil, dim)
  close(here, there:to "cpu", dtype, what)
  close(complex, there:ifft(nil, dim):to "cpu", dtype, what .. ", and back")
  here, there = real:rfft(nil, dim), real:to(device):rfft(nil, dim)
  close(here, there:to "cpu", dtype, what .. ", real")
  close(real, there:irfft(n, dim):to "cpu", dtype, what .. ", real and back")
end

describe("Fourier transforms on " .. device, function()
  for _, dtype in ipairs { "float32", "float64" } do
    it("are the CPU's for every length: " .. dtype, function()
      for _, n in ipairs { 1, 2, 3, 4, 5, 7, 8, 12, 30, 49, 64, 77, 120, 253, 29, 58, 97, 202 } do compare(3, n, dtype, 2) end
      for _, n in ipairs { 6, 16, 29, 35, 62 } do compare(5, n, dtype, 1) end
    end)

    it("are the CPU's for long lines: " .. dtype, function()
      compare(1, 8192, dtype, 2)                   -- in shared memory where they are real float32, else by passes
      compare(2, 16384, dtype, 2)
      compare(2, 9800, dtype, 1)
      compare(1, 6007, dtype, 2)                   -- a prime
    end)
  end

  it("take about as many kernels for long lines as there are factors", function()
    local x = dl.randn(16384, 2):to(device)
    local taken = support.kernels(device, dl.fft, x)
    assert(taken <= 10, taken)                     -- 7 passes, a table, reading, writing
  end)
end)
