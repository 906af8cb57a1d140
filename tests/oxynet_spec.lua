-- oxynet's published assertions: values and gradients of its Tensor.
local dl = require "dlua"
local support = require "tests.support"

local function leaf(table) return dl.tensor(table):requiresGrad_(true) end

describe("oxynet's assertions:", function()
  it("a matrix plus a row", function()
    local a, b = leaf { { 1, 2, 3 }, { 4, 5, 6 } }, leaf { { 7, 8, 9 } }
    local c = a + b
    support.close(c, { { 8, 10, 12 }, { 11, 13, 15 } })
    c:backward(dl.ones(2, 3))
    support.close(a.grad, { { 1, 1, 1 }, { 1, 1, 1 } })
    support.close(b.grad, { { 2, 2, 2 } })
  end)

  it("a matrix times a row", function()
    local a, b = leaf { { 1, 2, 3 }, { 4, 5, 6 } }, leaf { { 7, 8, 9 } }
    local c = a * b
    support.close(c, { { 7, 16, 27 }, { 28, 40, 54 } })
    c:backward(dl.ones(2, 3))
    support.close(a.grad, { { 7, 8, 9 }, { 7, 8, 9 } })
    support.close(b.grad, { { 5, 7, 9 } })
  end)

  it("a matrix product", function()
    local a, b = leaf { { 1, 2 }, { 3, 4 }, { 5, 6 } }, leaf { { 10 }, { 20 } }
    local c = a:matmul(b)
    support.close(c, { { 50 }, { 110 }, { 170 } })
    c:backward(dl.tensor { { -1 }, { -2 }, { -3 } })
    support.close(a.grad, { { -10, -20 }, { -20, -40 }, { -30, -60 } })
    support.close(b.grad, { { -22 }, { -28 } })
  end)

  it("20 / 10", function()
    local a, b = leaf { 20 }, leaf { 10 }
    local c = a / b
    support.close(c, { 2 })
    c:backward(dl.tensor { 1 })
    support.close(a.grad, { 0.1 })
    support.close(b.grad, { -0.2 })
  end)

  it("sum with a gradient of 3", function()
    local a = leaf { 1, 2, 3 }
    local c = a:sum()
    assert.equal(6, c:item())
    c:backward(dl.tensor(3))
    support.close(a.grad, { 3, 3, 3 })
  end)

  it("rows 3 to 5 and columns 6 to 10 of a 10x10 tensor", function()
    local a = dl.arange(100):to("float32"):view(10, 10):requiresGrad_(true)
    local c = a[{ { 3, 5 }, { 6, 10 } }]
    support.close(c, {
      { 25, 26, 27, 28, 29 }, { 35, 36, 37, 38, 39 }, { 45, 46, 47, 48, 49 },
    })
    c:backward(dl.ones(3, 5))
    local expected = dl.zeros(10, 10)
    expected[{ { 3, 5 }, { 6, 10 } }] = 1
    support.close(a.grad, expected:totable())
  end)

  it("exp", function()
    local a = leaf { 1, 2, 3 }
    local c = a:exp()
    support.close(c, { math.exp(1), math.exp(2), math.exp(3) })
    c:backward(dl.ones(3))
    support.close(a.grad, { math.exp(1), math.exp(2), math.exp(3) })
  end)

  it("log with the gradient {10, 10, 12}", function()
    local a = leaf { 1, 2, 3 }
    local c = a:log()
    support.close(c, { 0, math.log(2), math.log(3) })
    c:backward(dl.tensor { 10, 10, 12 })
    support.close(a.grad, { 10, 5, 4 })
  end)

  it("max over all with keepdim and the gradient 20", function()
    local a = leaf { { 2, 4, 8, 10 }, { 3, 15, 4, 5 } }
    local c = a:amax { keepdim = true }
    support.close(c, { { 15 } })
    c:backward(dl.tensor { { 20 } })
    support.close(a.grad, { { 0, 0, 0, 0 }, { 0, 20, 0, 0 } })
  end)
end)
