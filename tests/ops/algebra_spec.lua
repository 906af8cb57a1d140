--- Factorisations of matrices beyond what samples and golden answers ask: sizes that LAPACK cuts into blocks, large
-- batches, singular matrices and what is said of them.
local dl = require "dlua"
local support = require "tests.support"
local program = require "tests.program.support"

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

  it("factors matrices of every shape", function()
    for _, sizes in ipairs { { 1, 1 }, { 70, 70 }, { 90, 40 }, { 40, 90 }, { 3, 5, 4 } } do
      local m, n = sizes[#sizes - 1], sizes[#sizes]
      local x = dl.randn(sizes, "float64")
      for _, mode in ipairs { "reduced", "complete" } do
        local q, r = dl.qr(x, mode)
        local k = q:size(-1)
        assert.equal(mode == "complete" and m or math.min(m, n), k)
        assert(largest(q:matmul(r) - x) < 1e-12)
        assert(largest(q:transpose(-1, -2):matmul(q) - dl.eye(k):double()) < 1e-13)
        assert(largest(r:tril(-1)) == 0)
        support.close(select(2, dl.qr(x, "r")), r:narrow(-2, 1, math.min(m, n)), 1e-13)
      end
      for _, full in ipairs { false, true } do
        local u, s, vh = dl.svd(x, full)
        local k = s:size(-1)
        local product = (u:narrow(-1, 1, k) * s:unsqueeze(-2)):matmul(vh:narrow(-2, 1, k))
        assert(largest(product - x) < 1e-12)
        assert(largest(u:transpose(-1, -2):matmul(u) - dl.eye(u:size(-1)):double()) < 1e-13)
        assert(largest(vh:matmul(vh:transpose(-1, -2)) - dl.eye(vh:size(-2)):double()) < 1e-13)
        support.close(dl.svdvals(x), s, 1e-12)
      end
      local values, vectors = dl.eigh(x:matmul(x:transpose(-1, -2)))
      local product = (vectors * values:unsqueeze(-2)):matmul(vectors:transpose(-1, -2))
      assert(largest(product - x:matmul(x:transpose(-1, -2))) < 1e-11)
      support.close(dl.eigvalsh(x:matmul(x:transpose(-1, -2))), values, 1e-11)
    end
  end)

  it("exchanges rows where the largest element is below", function()
    for _, sizes in ipairs { { 1, 1 }, { 80, 80 }, { 90, 40 }, { 40, 90 }, { 3, 5, 4 } } do
      local x = dl.randn(sizes, "float64")
      local p, l, u = dl.lu(x)
      assert(largest(p:matmul(l):matmul(u) - x) < 1e-12)
      assert(largest(l) == 1 and largest(l:triu(1)) == 0 and largest(u:tril(-1)) == 0)
      assert(largest(p:sum(-1) - 1) == 0 and largest(p:sum(-2) - 1) == 0)
    end
  end)

  it("has exponentials of matrices: turns, and inverses", function()
    local turn = dl.tensor({ { 0, -1 }, { 1, 0 } }, "float64")
    for _, angle in ipairs { 0.5, 3, 50 } do
      local c, s = math.cos(angle), math.sin(angle)
      support.close(dl.matrixExp(turn * angle), { { c, -s }, { s, c } }, 1e-12)
    end
    local x = dl.randn({ 2, 20, 20 }, "float64")
    assert(largest(dl.matrixExp(x):matmul(dl.matrixExp(-x)) - dl.eye(20):double()) < 1e-9)
  end)

  it("has no gradient of what it does not compute", function()
    local x = dl.randn({ 3, 2 }, "float64"):requiresGrad_(true)
    local q = dl.qr(x, "complete")
    assert.matches('qr: backward: mode "complete" has no gradient', messageOf(q.backward, q, dl.onesLike(q:detach())))
    local _, r = dl.qr(x, "r")
    assert.matches('qr: backward: mode "r" has no Q', messageOf(r.backward, r, dl.onesLike(r:detach())))
  end)

  it("measures distances by a product where it is exact enough", function()
    local function slow(x, y) return ((x:unsqueeze(-2) - y:unsqueeze(-3)) ^ 2):sum(-1):sqrt() end
    local x, y = dl.randn({ 2, 60, 33 }, "float64"), dl.randn({ 2, 70, 33 }, "float64")
    assert(largest(dl.cdist(x, y) - slow(x, y)) < 1e-13)
    -- Far from the origin and near each other: |x|^2 + |y|^2 - 2 x . y has no digit left in float32.
    local near = dl.randn(100, 20) * 0.01 + 100
    local difference = dl.cdist(near, near) - slow(near:double(), near:double()):float()
    assert(largest(difference) < 1e-6)
    assert(largest(dl.cdist(near, near):diagonal()) == 0)
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

  it("refuses what is not finite before LAPACK prints what it thinks of it", function()
    for _, name in ipairs { "svd", "svdvals", "eigh", "eigvalsh" } do
      for _, bad in ipairs { "0/0", "math.huge" } do
        local said = program.dlua { "-e", ("dl = require 'dlua' dl.%s(dl.full({ 3, 3 }, %s))"):format(name, bad) }.err
        assert.matches(name .. ": argument 1 'x': .*is not finite", said)
        assert(not said:find("On entry", 1, true), said)
      end
    end
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
