-- Attention over several blocks of queries and keys: the blocked kernel against the plain formula, and
-- what only shows there (the samples of the operator are smaller than a block).
local dl = require "dlua"
local support = require "tests.support"

--- The output and all gradients, by kernels or (`plain`) by smaller operators.
local function run(plain, arguments)
  local tensors = {}
  for i = 1, 3 do tensors[i] = arguments[i]:detach():requiresGrad_(true) end
  local before = dl.core.setDecompose(plain)
  dl.manualSeed(3)
  local ok, y = pcall(dl.scaledDotProductAttention, tensors[1], tensors[2], tensors[3],
    table.unpack(arguments, 4, 8))
  if ok then
    dl.manualSeed(4)
    ok, y = pcall(function()
      y:backward(dl.randn(y.shape, y.dtype))
      return y
    end)
  end
  dl.core.setDecompose(before)
  assert(ok, y)
  return { y:detach(), tensors[1].grad, tensors[2].grad, tensors[3].grad }
end

local function compare(...)
  local arguments = { ... }
  local kernel, plain = run(false, arguments), run(true, arguments)
  for i = 1, 4 do
    local difference = support.difference(kernel[i], plain[i], 1e-10)
    assert(not difference, difference)
  end
end

local function randn(...) return dl.randn({ ... }, "float64") end

describe("attention in blocks", function()
  it("without a mask", function()
    compare(randn(2, 70, 3), randn(2, 130, 3), randn(2, 130, 2))
  end)

  it("causal, with more queries or more keys", function()
    compare(randn(1, 130, 3), randn(1, 70, 3), randn(1, 70, 2), nil, 0, true)
    compare(randn(1, 70, 3), randn(1, 130, 3), randn(1, 130, 2), nil, 0, true)
    compare(randn(128, 2), randn(128, 2), randn(128, 2), nil, 0, true)
  end)

  it("with masks of every form", function()
    local q, k, v = randn(2, 2, 70, 3), randn(2, 2, 80, 3), randn(2, 2, 80, 2)
    compare(q, k, v, dl.rand(70, 80):gt(0.3))
    compare(q, k, v, dl.rand(2, 1, 1, 80):gt(0.3), 0, true)
    compare(q, k, v, randn(2, 1, 80))
    compare(q, k, v, randn(2, 2, 70, 1))
    compare(q, k, v, dl.arange(1, 71):gt(64):view(70, 1))
  end)

  it("with dropout: both passes drop the same weights", function()
    compare(randn(2, 70, 3), randn(2, 75, 3), randn(2, 75, 2), nil, 0.3)
    compare(randn(2, 70, 3), randn(2, 75, 3), randn(2, 75, 2), randn(75), 0.3, true)
  end)

  it("with heads that are views of one tensor", function()
    local all = randn(2, 70, 3 * 2 * 4):view(2, 70, 3, 2, 4)
    local function heads(i) return all:select(3, i):transpose(2, 3) end
    compare(heads(1), heads(2), heads(3), nil, 0, true)
    compare(heads(1), randn(1, 80, 4), randn(2, 1, 80, 3))
    compare(randn(4, 70, 4), randn(2, 80, 4), randn(2, 80, 3), nil, 0, false, nil, true)
  end)

  it("gives the same for any number of threads", function()
    local arguments = { randn(3, 200, 8), randn(3, 150, 8), randn(3, 150, 8) }
    local threads, results = dl.getNumThreads(), {}
    for i, n in ipairs { 1, 2 } do
      dl.setNumThreads(n)
      results[i] = run(false, arguments)
    end
    dl.setNumThreads(threads)
    for i = 1, 4 do support.close(results[1][i], results[2][i]:totable(), 0) end
  end)

  it("is not undone by large scores", function()
    local q = dl.full({ 70, 1 }, 100)
    local k = dl.arange(1, 71):to("float32"):view(70, 1)
    local v = dl.arange(1, 71):to("float32"):view(70, 1)
    local y = dl.scaledDotProductAttention(q, k, v)
    support.close(y, dl.full({ 70, 1 }, 70):totable())
  end)

  it("needs memory in proportion to the length", function()
    local n = 3000
    local q = dl.randn(n, 8):requiresGrad_(true)
    collectgarbage()
    local before = dl.memory().live
    local y = dl.scaledDotProductAttention(q, q:detach(), q:detach(), { dropout = 0.1 })
    assert.is_true(dl.memory().live - before < 40 * n * 4)
    y:sum():backward()
  end)
end)

it("a mask that learns has a gradient", function()
  local bias = randn(2, 3):requiresGrad_(true)
  dl.gradcheck(function(b)
    return dl.scaledDotProductAttention(randn(2, 2):fill_(0.3), dl.eye(3, 2, "float64"),
      dl.eye(3, 3, "float64"), b)
  end, { bias })
end)
