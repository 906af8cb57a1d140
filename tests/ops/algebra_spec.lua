--- Factorisations of matrices beyond what samples and golden answers ask: sizes that LAPACK cuts into blocks, large
-- batches, singular matrices and what is said of them.
local dl = require "dlua"
local support = require "tests.support"

local function regular(...)
  local sizes = { ... }
  sizes[#sizes + 1] = sizes[#sizes]
  return dl.randn(sizes, "float64") + dl.eye(sizes[#sizes]):double() * sizes[#sizes]
end

local function definite(...)
  local x = regular(...)
  return x:matmul(x:transpose(-1, -2))
end

local function largest(x) return x:abs():max():item() end

local function messageOf(fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  return message
end

describe("linear algebra", function()
  before_each(function() dl.manualSeed(3) end)

  it("solves systems of every size", function()
    for _, n in ipairs { 1, 2, 5, 31, 64, 65, 150 } do
      local a, b = regular(n), dl.randn({ n, 3 }, "float64")
      local x = dl.solve(a, b)
      assert(largest(a:matmul(x) - b) < 1e-11, n)
      assert(largest(a:matmul(dl.inverse(a)) - dl.eye(n):double()) < 1e-11, n)
      local l = dl.cholesky(definite(n))
      assert(largest(l:triu(1)) == 0, n)
      assert(largest(dl.triangularSolve(l, l:matmul(b), false) - b) < 1e-10, n)
    end
  end)

  it("treats a large batch as its matrices one by one", function()
    local a, b = regular(200, 4), dl.randn({ 200, 4 }, "float64")
    local x, inverse, det, l = dl.solve(a, b), dl.inverse(a), dl.det(a), dl.cholesky(definite(200, 4))
    for i = 1, 200, 33 do
      support.close(x[i], dl.solve(a[i], b[i]), 0)
      support.close(inverse[i], dl.inverse(a[i]), 0)
      support.close(det[i], dl.det(a[i]), 0)
    end
    assert(largest(l:triu(1)) == 0)
  end)

  it("says which matrix is singular or not positive definite", function()
    local a = regular(3, 2)
    a[2]:fill_(1)
    assert.matches("solve: argument 1 'x': matrix 2 of the batch is singular %(its pivot 2 is zero%)",
      messageOf(dl.solve, a, dl.ones(2, "float64")))
    assert.matches("inverse: argument 1 'x': the matrix is singular %(its pivot 1 is zero%)",
      messageOf(dl.inverse, dl.zeros(2, 2)))
    assert.matches("cholesky: argument 1 'x': the matrix is not positive definite %(its leading minor of order 2",
      messageOf(dl.cholesky, dl.tensor { { 1, 0 }, { 0, -1 } }))
  end)

  it("differentiates the determinant of singular matrices", function()
    -- Cofactors by hand: of a matrix of rank 2, and of one of rank 1, which has none.
    local x = dl.tensor({ { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }, "float64"):requiresGrad_(true)
    dl.det(x):backward()
    support.close(x.grad, { { -3, 6, -3 }, { 6, -12, 6 }, { -3, 6, -3 } }, 1e-12)
    local zero = dl.tensor({ { 0, 0 }, { 0, 0 } }, "float64"):requiresGrad_(true)
    dl.det(zero):backward()
    support.close(zero.grad, { { 0, 0 }, { 0, 0 } }, 0)
    local column = dl.tensor({ { 0, 2 }, { 0, 3 } }, "float64"):requiresGrad_(true)
    dl.det(column):backward()
    support.close(column.grad, { { 3, 0 }, { -2, 0 } }, 1e-15)
  end)

  it("has logarithms of determinants that would overflow", function()
    local sign, logarithm = dl.slogdet(dl.eye(400):double() * -1000)
    assert.are.equal(1, sign:item())
    support.close(logarithm, 400 * math.log(1000), 1e-12)
  end)
end)
