--- Convolutions on CUDA (src/device/cuda/convolution.cu) against those of the CPU, where the samples of the operators are too
-- small: sizes on both sides of the borders of each kind of tile, several pieces, phases of strides.
local dl = require "dlua"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"

-- x, weight, options; the kinds of tiles are for up to 4, 16, 64 and more filters (channels, for the gradient by x).
local cases = {
  ["few filters, columns over two tiles"] = { { 2, 3, 17, 19 }, { 3, 3, 3, 3 }, { padding = 1 } },
  ["depthwise, two filters for each channel"] = { { 1, 5, 9, 11 }, { 10, 1, 3, 3 }, { padding = 1, groups = 5, stride = { 2, 1 } } },
  ["some filters in groups"] = { { 2, 14, 8, 9 }, { 18, 7, 2, 3 }, { groups = 2, dilation = { 2, 1 } } },
  ["middle tiles, a step over the end"] = { { 2, 19, 7, 8 }, { 37, 19, 3, 2 }, { padding = { 1, 0, 2, 1 } } },
  ["middle tiles in groups, a stride"] = { { 1, 40, 9, 6 }, { 66, 20, 2, 2 }, { groups = 2, stride = 2 } },
  ["large tiles"] = { { 3, 70, 9, 10 }, { 261, 70, 1, 1 }, { groups = 1 } },
  ["large tiles with a border"] = { { 2, 129, 11, 12 }, { 130, 129, 1, 2 }, { padding = { 0, 1 } } },
  ["several pieces"] = { { 1, 150, 3, 3 }, { 20, 150, 3, 3 }, { padding = 1 } },
  ["a stride larger than the kernel"] = { { 2, 3, 13, 11 }, { 4, 3, 2, 1 }, { stride = { 3, 4 }, padding = { 1, 0 } } },
  ["stride and dilation with a common divisor"] = { { 1, 2, 23, 20 }, { 5, 2, 3, 4 },
    { stride = { 4, 6 }, dilation = { 6, 4 }, padding = { 2, 5 } } },
  ["stride and dilation without"] = { { 1, 2, 31 }, { 3, 2, 4 }, { stride = 5, dilation = 3, padding = 4 } },
  ["a border that crops"] = { { 1, 2, 12, 9 }, { 3, 2, 3, 2 }, { padding = { -2, 1, 0, -1 } } },
  ["one dimension"] = { { 2, 6, 301 }, { 8, 3, 5 }, { groups = 2, stride = 2, padding = 2 } },
  ["three dimensions"] = { { 2, 3, 5, 6, 7 }, { 6, 3, 2, 3, 2 },
    { stride = { 1, 2, 2 }, padding = { 1, 0, 1 }, dilation = { 2, 1, 1 } } },
}

local function spaceOf(t) return table.move(t.shape, 3, #t.shape, 1, {}) end

--- The three products on the device of their arguments; the gradients of the y that is given.
local function products(x, weight, bias, options, y)
  local function with(more)
    for key, value in pairs(options) do more[key] = value end
    return more
  end
  local output = dl.convolution(x, weight, bias, with {})
  y = y or output
  return {
    output = output,
    x = dl.convolutionInput(y, weight, nil, with { sizes = spaceOf(x) }),
    weight = dl.convolutionWeight(y, x, with { sizes = spaceOf(weight) }),
  }
end

-- Of the largest magnitude of a result. Both sides add up in float32 or float64, and round once.
local tolerances = { float64 = 1e-12, float32 = 2e-5, float16 = 2e-3, bfloat16 = 1.6e-2 }

local function check(case, dtype, tolerance)
  local function draw(shape, factor) return (dl.randn(shape, "float64") * factor):to(dtype) end
  dl.manualSeed(3)
  local x, weight, bias = draw(case[1], 1), draw(case[2], 0.2), draw({ case[2][1] }, 1)
  local expected = products(x, weight, bias, case[3])
  local got = products(x:to(device), weight:to(device), bias:to(device), case[3], expected.output:to(device))
  for which, wanted in pairs(expected) do
    local most = math.max(1, wanted:double():abs():max():item())
    local apart = (got[which]:to("cpu"):double() - wanted:double()):abs():max():item()
    assert(apart <= tolerance * most, ("%s in %s: %g apart of %g"):format(which, dtype, apart, most))
  end
end

if device:find("^cuda") and support.hasDevice(device) then describe("convolution on " .. device, function()
  for name, case in pairs(cases) do
    it("agrees with the CPU: " .. name, function()
      for dtype, tolerance in pairs(tolerances) do check(case, dtype, tolerance) end
    end)
  end

  it("takes 16-bit floats as they are: no kernel converts them", function()
    for dtype in pairs(tolerances) do
      local x, weight = dl.ones({ 1, 2, 5 }, dtype):to(device), dl.ones({ 3, 2, 3 }, dtype):to(device)
      assert.are.equal(1, support.kernels(device, dl.convolution, x, weight), dtype)
    end
  end)
end) end
