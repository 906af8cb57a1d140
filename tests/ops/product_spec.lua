--- Matrix products larger than a block of the kernel in each direction, beside loops over integers, which are exact.

local dl = require "dlua"

-- Rows, columns, and numbers summed over: about one tile, about one block (96 rows, 128 columns, 256 numbers), and both.
local shapes = {
  { 2, 2, 1 }, { 2, 17, 3 }, { 5, 16, 257 }, { 6, 33, 256 }, { 7, 31, 300 }, { 13, 130, 5 }, { 97, 129, 40 },
  { 100, 64, 513 }, { 193, 20, 17 }, { 50, 300, 70 }, { 400, 390, 385 },
  -- With a vector: shorter than what is done at a time, and longer than what is kept in the cache.
  { 3, 1, 9 }, { 1, 40, 33 }, { 1, 3, 70 }, { 70, 1, 3 }, { 9, 1, 5001 }, { 1, 9, 5001 }, { 5001, 1, 19 }, { 1, 5001, 19 },
}

--- The same values, whose columns are what lies side by side.
local function byColumns(x) return x:t():contiguous():t() end

local function same(x, y) return x:eq(y):all():item() end

describe("a matrix product", function()
  for _, dtype in ipairs { "float32", "float64" } do
    it("is right over all blocks, however its operands lie: " .. dtype, function()
      dl.manualSeed(1)
      for _, shape in ipairs(shapes) do
        local m, n, k = table.unpack(shape)
        local a, b = dl.randint(-4, 5, m, k), dl.randint(-4, 5, k, n)
        local expected = a:matmul(b):to(dtype)
        local x, y = a:to(dtype), b:to(dtype)
        for _, pair in ipairs { { x, y }, { byColumns(x), y }, { x, byColumns(y) }, { byColumns(x), byColumns(y) } } do
          assert.is_true(same(pair[1]:matmul(pair[2]), expected), table.concat(shape, " x "))
        end
        local apart = dl.zeros(k, 3 * n, { dtype = dtype })          -- columns of y that do not lie side by side
        apart:slice(2, 1, 3 * n, 3):copy_(y)
        assert.is_true(same(x:matmul(apart:slice(2, 1, 3 * n, 3)), expected), table.concat(shape, " x "))
        local before = dl.ones(m, n, { dtype = dtype })
        assert.is_true(same(dl.addmm(before, x, y, 3, 2), expected * 2 + 3), table.concat(shape, " x "))
        assert.is_true(same(dl.addmm(before * (0 / 0), x, y, 0, 1), expected), "what is there does not count by 0")
      end
    end)
  end
end)
