-- Convolutions of sizes at which the kernels cut their work into blocks: against the decomposition.
local dl = require "dlua"
local support = require "tests.support"

local function byDecomposition(fn)
  local before = dl.core.setDecompose(true)
  local results = table.pack(pcall(fn))
  dl.core.setDecompose(before)
  assert(results[1], results[2])
  return table.unpack(results, 2, results.n)
end

--- The result and the gradients of all arguments.
local function answers(name, tensors, options)
  local leaves = {}
  for i, t in ipairs(tensors) do
    leaves[i] = t:detach()
    leaves[i].requiresGrad = true
  end
  local y = dl[name](leaves[1], leaves[2], leaves[3], options)
  local weights = dl.linspace(-1, 1, y:numel(), y.dtype):view(y.shape)
  y:backward(weights)
  return { y:detach(), leaves[1].grad, leaves[2].grad, leaves[3].grad }
end

local function compare(name, x, weight, filters, options, dtype)
  dl.manualSeed(3)
  dtype = dtype or "float64"
  local tensors = { dl.randn(x, dtype), dl.randn(weight, dtype), dl.randn(filters, dtype) }
  local actual = answers(name, tensors, options)
  local expected = byDecomposition(function() return answers(name, tensors, options) end)
  for i, what in ipairs { "result", "gradient of x", "of weight", "of bias" } do
    local tolerance = dtype == "float64" and 1e-9 or 1e-3
    local scale = expected[i]:abs():amax():item() + 1e-30
    local difference = support.difference(actual[i] / scale, expected[i] / scale, tolerance)
    assert(not difference, ("%s: %s"):format(what, difference))
  end
end

--- float32 is right to so much of the largest number; float64 goes by the definition.
local function compareToDouble(x, weight, options)
  dl.manualSeed(5)
  local tensors = { dl.randn(x), dl.randn(weight), dl.randn(weight[1]) }
  local exact = {}
  for i, t in ipairs(tensors) do exact[i] = t:double() end
  local actual, expected = answers("convolution", tensors, options), answers("convolution", exact, options)
  for i, what in ipairs { "result", "gradient of x", "of weight", "of bias" } do
    local error = (actual[i]:double() - expected[i]):abs():amax() / expected[i]:abs():amax()
    assert(error:item() < 1e-5, ("%s: an error of %g"):format(what, error:item()))
  end
end

describe("a convolution with a kernel of 3x3", function()
  local cases = {
    { "whole tiles", { 3, 16, 18, 18 }, { 32, 16, 3, 3 } },
    { "tiles over the border", { 2, 17, 11, 23 }, { 19, 17, 3, 3 }, { padding = 1 } },
    { "a wide border", { 2, 20, 9, 10 }, { 24, 20, 3, 3 }, { padding = { 2, 5 } } },
    { "a border of one side", { 3, 24, 13, 9 }, { 30, 24, 3, 3 }, { padding = { 0, 1, 2, 0 } } },
    { "a border that is cut off", { 3, 24, 13, 12 }, { 30, 24, 3, 3 }, { padding = { -1, 0, -2, 1 } } },
    { "groups", { 3, 40, 15, 12 }, { 36, 20, 3, 3 }, { padding = 1, groups = 2 } },
    { "more tiles than a chunk has", { 9, 32, 30, 31 }, { 64, 32, 3, 3 }, { padding = 1 } },
    { "more filters than a block has", { 16, 200, 4, 4 }, { 210, 200, 3, 3 }, { padding = 1 } },
    { "one row", { 60, 16, 1, 50 }, { 16, 16, 3, 3 }, { padding = 1 } },
  }
  for _, case in ipairs(cases) do
    it("is right for " .. case[1], function() compareToDouble(case[2], case[3], case[4] or { padding = 0 }) end)
  end

  it("is taken to points: what is not finite reaches all of a tile, and no other", function()
    local x, weight = dl.ones(1, 32, 18, 18), dl.ones(32, 32, 3, 3)
    x[{ 1, 1, 3, 3 }] = math.huge
    local y = dl.conv2d(x, weight):isfinite()
    assert.is_false(y:slice(3, 1, 4):slice(4, 1, 4):any():item())
    assert.is_true(y:slice(3, 5, 16):all():item() and y:slice(4, 5, 16):all():item())
  end)
end)

describe("a convolution in blocks", function()
  local cases = {
    { "many taps", "conv2d", { 2, 70, 9, 11 }, { 5, 70, 3, 3 }, 5, { padding = 1 } },
    { "many positions", "conv2d", { 3, 2, 19, 40 }, { 14, 2, 3, 3 }, 14 },
    { "many filters on few positions", "conv2d", { 1, 9, 4, 4 }, { 130, 9, 3, 3 }, 130, { padding = 1 } },
    { "many filters and a stride", "conv2d", { 2, 6, 8, 8 }, { 300, 6, 3, 3 }, 300, { padding = 1, stride = 2 } },
    { "a stride and many taps", "conv2d", { 3, 40, 13, 9 }, { 7, 40, 3, 3 }, 7, { padding = 1, stride = 2 } },
    { "strides that differ", "conv2d", { 2, 5, 11, 17 }, { 6, 5, 2, 5 }, 6, { padding = { 1, 2 }, stride = { 3, 2 } } },
    { "a kernel of one", "conv2d", { 3, 33, 7, 5 }, { 17, 33, 1, 1 }, 17 },
    { "a kernel of one with a stride", "conv2d", { 3, 33, 7, 5 }, { 17, 33, 1, 1 }, 17, { stride = 2 } },
    { "dilation beyond the border", "conv2d", { 1, 3, 30, 33 }, { 4, 3, 3, 3 }, 4, { dilation = 5, padding = 7 } },
    { "groups", "conv2d", { 2, 12, 10, 9 }, { 20, 3, 3, 3 }, 20, { groups = 4, padding = 1 } },
    { "groups of one channel", "conv2d", { 2, 8, 20, 19 }, { 16, 1, 3, 5 }, 16, { groups = 8, padding = 2 } },
    { "groups of one channel and a stride", "conv2d", { 2, 8, 20, 19 }, { 8, 1, 3, 3 }, 8,
      { groups = 8, padding = 1, stride = 2 } },
    { "one dimension", "conv1d", { 3, 5, 700 }, { 8, 5, 9 }, 8, { padding = "same" } },
    { "three dimensions", "conv3d", { 2, 3, 6, 7, 8 }, { 4, 3, 3, 3, 3 }, 4, { padding = 1, stride = { 1, 2, 1 } } },
    { "a large kernel", "conv2d", { 2, 2, 24, 24 }, { 3, 2, 19, 17 }, 3, { padding = 3 } },
    { "transposed", "convTranspose2d", { 3, 20, 6, 5 }, { 20, 30, 4, 4 }, 30, { stride = 2, padding = 1 } },
    { "transposed, stride 1, groups", "convTranspose2d", { 2, 8, 9, 9 }, { 8, 5, 3, 3 }, 10, { groups = 2 } },
  }
  for _, case in ipairs(cases) do
    it("is right for " .. case[1], function()
      compare(case[2], case[3], case[4], case[5], case[6])
      compare(case[2], case[3], case[4], case[5], case[6], "float32")
    end)
  end

  it("gives the same numbers on any number of threads", function()
    local x, weight = dl.randn(5, 6, 24, 23), dl.randn(40, 6, 3, 3)
    local threads, results = dl.getNumThreads(), {}
    for count = 1, 3 do
      dl.setNumThreads(count)
      results[count] = answers("conv2d", { x, weight, dl.zeros(40) }, { padding = 1, stride = 1 })
    end
    dl.setNumThreads(threads)
    for count = 2, 3 do
      for i = 1, 4 do assert(results[1][i]:eq(results[count][i]):all():item()) end
    end
  end)
end)
