--- t[...] and t[...] = v in every form: numbers, ranges, tensors of indices, masks; views, gradients, errors.
local dl = require "dlua"
local support = require "tests.support"

local function long(values) return dl.tensor(values, "int64") end
local function leaf(...) return dl.randn({ ... }, "float64"):requiresGrad_(true) end

local function assertClose(actual, expected, tolerance)
  local difference = support.difference(actual, expected, tolerance or 0)
  assert(not difference, difference)
end

local function assertError(pattern, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(tostring(message):find("index_spec.lua:%d+: "), "no line: " .. tostring(message))
  assert(tostring(message):find(pattern), "another error: " .. tostring(message))
end

--- 1 .. n in the given sizes.
local function counting(...)
  local sizes, n = { ... }, 1
  for _, size in ipairs(sizes) do n = n * size end
  return dl.arange(1, n + 1):view(sizes)
end

describe("t[...]", function()
  local t = counting(3, 4)
  local cube = counting(2, 3, 4)

  it("selects by a number in dimension 1", function()
    assertClose(t[2], { 5, 6, 7, 8 })
    assertClose(t[-1], { 9, 10, 11, 12 })
    assertClose(t[2.0], { 5, 6, 7, 8 })
    assertClose(t[3][4], 12)
    assert.are.equal(12, t[3][4]:item())
    assert.are.equal(0, t[3][4].ndim)
  end)

  it("takes an entry for each dimension from a table", function()
    assertClose(t[{ 2, 3 }], 7)
    assertClose(t[{ {}, 2 }], { 2, 6, 10 })
    assertClose(t[{ { 2, 3 } }], { { 5, 6, 7, 8 }, { 9, 10, 11, 12 } })
    assertClose(t[{ { 2 }, { 1, 2 } }], { { 5, 6 } })
    assertClose(t[{ { 1, -1, 2 }, { -2, -1 } }], { { 3, 4 }, { 11, 12 } })
    assertClose(t[{ {}, { 1, 4, 3 } }], { { 1, 4 }, { 5, 8 }, { 9, 12 } })
    assertClose(t[{ -1 }], { 9, 10, 11, 12 })
    assertClose(t[{ {}, {} }], t)
    assertClose(cube[{ 2, {}, -1 }], { 16, 20, 24 })
    assertClose(cube[{ {}, 3, { 2, 3 } }], { { 10, 11 }, { 22, 23 } })
    assert.are.equal(t, t[{}])
  end)

  it("makes empty ranges where the end is just before the beginning", function()
    assert.are.same({ 0, 4 }, t[{ { 3, 2 } }].shape)
    assert.are.same({ 0, 4 }, t[{ { 4, 3 } }].shape)
    assert.are.same({ 0, 4 }, t[{ { 1, 0 } }].shape)
    assert.are.same({ 3, 0 }, t[{ {}, { 4, 3 } }].shape)
  end)

  it("gives views of numbers and ranges", function()
    local x = dl.zeros(3, 4)
    x[2]:fill_(1)
    x[{ {}, 4 }]:fill_(2)
    x[{ { 1, 3, 2 }, { 1, 2 } }]:fill_(3)
    assertClose(x, { { 3, 3, 0, 2 }, { 1, 1, 1, 2 }, { 3, 3, 0, 2 } })
  end)

  it("gathers rows by a tensor of indices, as often as they are named", function()
    assertClose(t[long { 3, 1, 3 }], { { 9, 10, 11, 12 }, { 1, 2, 3, 4 }, { 9, 10, 11, 12 } })
    assertClose(t[long { -1 }], { { 9, 10, 11, 12 } })
    assert.are.same({ 2, 2, 4 }, t[long { { 1, 2 }, { 2, 1 } }].shape)
    assertClose(t[dl.tensor({ 2 }, "int32")], { { 5, 6, 7, 8 } })
    assertClose(t[dl.tensor(2, "int64")], { 5, 6, 7, 8 })
    assert.are.same({ 0, 4 }, t[dl.zeros({ 0 }, "int64")].shape)
  end)

  it("gathers in any dimension, and leaves the others where they are", function()
    assertClose(t[{ {}, long { 4, 1 } }], { { 4, 1 }, { 8, 5 }, { 12, 9 } })
    assertClose(t[{ { 2, 3 }, long { 4, 1 } }], { { 8, 5 }, { 12, 9 } })
    assertClose(t[{ 2, long { 4, 1 } }], { 8, 5 })
    assertClose(t[{ long { 1, 3 }, 2 }], { 2, 10 })
    assertClose(t[{ long { 1, 3 }, { 2, 3 } }], { { 2, 3 }, { 10, 11 } })
    assertClose(cube[{ {}, long { { 3, 1 } }, { 1, 2 } }],
      { { { { 9, 10 }, { 1, 2 } } }, { { { 21, 22 }, { 13, 14 } } } })
  end)

  it("pairs neighbouring tensors of indices, broadcast", function()
    assertClose(t[{ long { 1, 3 }, long { 4, 2 } }], { 4, 10 })
    assertClose(t[{ long { { 1 }, { 3 } }, long { 4, 2 } }], { { 4, 2 }, { 12, 10 } })
    assertClose(cube[{ long { 2, 1 }, 3, long { 1, 4 } }], { 21, 12 })
    assertClose(cube[{ {}, long { 1, 2 }, long { 3, 4 } }], { { 3, 8 }, { 15, 20 } })
  end)

  it("takes the elements where a mask is true", function()
    assertClose(t[t:gt(10)], { 11, 12 })
    assertClose(t[dl.tensor { true, false, true }], { { 1, 2, 3, 4 }, { 9, 10, 11, 12 } })
    assertClose(t[{ {}, dl.tensor { false, true, true, false } }], { { 2, 3 }, { 6, 7 }, { 10, 11 } })
    assertClose(t[{ dl.tensor { true, false, true }, long { 2 } }], { 2, 10 })
    assertClose(cube[{ cube:select(3, 1):gt(10), 2 }], { 14, 18, 22 })
    assertClose(cube[{ cube:select(3, 1):gt(10), { 1, 2 } }], { { 13, 14 }, { 17, 18 }, { 21, 22 } })
    assertClose(cube[{ 1, dl.tensor { { true, false, false, false }, { false, true, false, false },
      { false, false, false, true } } }], { 1, 6, 12 })
    assert.are.same({ 0 }, t[t:gt(100)].shape)
  end)

  it("reads tensors whose memory has gaps or another order", function()
    local turned = t:t()
    assertClose(turned[long { 2, -1 }], { { 2, 6, 10 }, { 4, 8, 12 } })
    assertClose(turned[turned:gt(10)], { 11, 12 })
    local columns = counting(4, 6)[{ {}, { 2, 6, 2 } }]
    assertClose(columns[long { 4, 1 }], { { 20, 22, 24 }, { 2, 4, 6 } })
    assertClose(columns[{ {}, long { 3, 1 } }], { { 6, 2 }, { 12, 8 }, { 18, 14 }, { 24, 20 } })
  end)

  it("keeps the dtype", function()
    for _, dtype in ipairs { "float64", "float16", "bfloat16", "int32", "uint8", "bool" } do
      local x = dl.tensor({ 1, 0, 1 }, dtype)
      assert.are.equal(dtype, x[long { 3, 2 }].dtype)
      assertClose(x[long { 3, 2 }]:to("float32"), { 1, 0 })
      assertClose(x[x:ne(0)]:to("float32"), { 1, 1 })
    end
  end)

  it("says what is wrong, in Lua's numbers, at the user's line", function()
    assertError("index 4 is out of range for dimension 1 of a tensor of shape 3x4", function() return t[4] end)
    assertError("index 0 is out of range for dimension 1", function() return t[0] end)
    assertError("index %-5 is out of range for dimension 2 of a tensor of shape 3x4", function() return t[{ 1, -5 }] end)
    assertError("index 9 is out of range for dimension 3 of a tensor of shape 2x3x4", function()
      return cube[{ 1, {}, { 1, 9 } }]
    end)
    assertError("index: 3 entries for a 2%-dimensional tensor", function() return t[{ 1, 1, 1 }] end)
    assertError("0%-dimensional tensor has no elements to select", function() return dl.tensor(1)[1] end)
    assertError("1.5 is not an integer", function() return t[1.5] end)
    assertError("expected an integer, a table of ranges, or a tensor of indices, got boolean", function() return t[true] end)
    assertError("entry 2: expected an integer, a range or a tensor, got string", function() return t[{ 1, "x" }] end)
    assertError("a range is {first, last, step}, got 4 items", function() return t[{ { 1, 2, 3, 4 } }] end)
    assertError("a range holds integers, got string", function() return t[{ { 1, "x" } }] end)
    assertError("the step of a range must be 1 or more", function() return t[{ { 3, 1, -1 } }] end)
    assertError("index 4 is out of range for 3 elements %(1 to 3, or %-3 to %-1 from the end%)", function()
      return t[long { 1, 4 }]
    end)
    assertError("index 0 is out of range", function() return t[long { 0 }] end)
    assertError("expected a tensor of indices %(int64 or int32%), got float32", function() return t[dl.tensor { 1, 2 }] end)
    assertError("a mask of shape 4 does not fit dimension 1 of a tensor of shape 3x4", function()
      return t[dl.ones(4):gt(0)]
    end)
    assertError("a mask stands for as many dimensions as it has", function() return t[{ 1, t:gt(0) }] end)
    assertError("must stand in neighbouring dimensions", function() return cube[{ long { 1 }, {}, long { 1 } }] end)
    assertError("shapes 2 and 3 do not broadcast", function() return t[{ long { 1, 2 }, long { 1, 2, 3 } }] end)
  end)
end)

describe("t[...] = v", function()
  local t
  before_each(function() t = dl.zeros(3, 4) end)

  it("fills with numbers and booleans", function()
    t[2] = 5
    t[{ {}, 1 }] = 6
    t[{ { 1, 3, 2 }, { 3, 4 } }] = 7.5
    t[{ 2, 2 }] = -1
    assertClose(t, { { 6, 0, 7.5, 7.5 }, { 6, -1, 5, 5 }, { 6, 0, 7.5, 7.5 } })
    t[{}] = 3
    assertClose(t, dl.full({ 3, 4 }, 3))
    local b = dl.zeros({ 3 }, "bool")
    b[2] = true
    assertClose(b, { false, true, false })
    local n = dl.zeros({ 2 }, "int64")
    n[1] = math.maxinteger
    n[long { 2 }] = math.maxinteger - 1
    assert.are.same({ math.maxinteger, math.maxinteger - 1 }, n:totable())
  end)

  it("copies tensors and tables, broadcast and cast", function()
    t[1] = dl.tensor({ 1, 2, 3, 4 }, "int64")
    t[{ { 2, 3 } }] = dl.tensor { 5, 6, 7, 8 }
    t[{ {}, 2 }] = { 9, 10, 11 }
    t[{ { 2, 3 }, { 3, 4 } }] = { { 0, 1 }, { 2, 3 } }
    assertClose(t, { { 1, 9, 3, 4 }, { 5, 10, 0, 1 }, { 5, 11, 2, 3 } })
  end)

  it("writes through tensors of indices", function()
    t[long { 3, 1 }] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } }
    t[{ {}, long { -1 } }] = 9
    assertClose(t, { { 5, 6, 7, 9 }, { 0, 0, 0, 9 }, { 1, 2, 3, 9 } })
    t[{ { 1, 2 }, long { 2, 1 } }] = { { 10, 20 }, { 30, 40 } }
    assertClose(t, { { 20, 10, 7, 9 }, { 40, 30, 0, 9 }, { 1, 2, 3, 9 } })
    t[{ long { 1, 3 }, long { 1, 4 } }] = { -1, -2 }
    t[{ 2, long { 1, 2 } }] = dl.tensor(0)
    assertClose(t, { { -1, 10, 7, 9 }, { 0, 0, 0, 9 }, { 1, 2, 3, -2 } })
    t[{ {}, long { { 1 }, { 2 } } }] = dl.ones(3, 2, 1)
    assertClose(t, { { 1, 1, 7, 9 }, { 1, 1, 0, 9 }, { 1, 1, 3, -2 } })
  end)

  it("lets the last of several writes to one place win", function()
    t[long { 1, 1, 1 }] = { { 1, 1, 1, 1 }, { 2, 2, 2, 2 }, { 3, 3, 3, 3 } }
    assertClose(t[1], { 3, 3, 3, 3 })
  end)

  it("writes through masks", function()
    local x = counting(3, 4):to("float32")
    x[x:gt(10)] = 0
    x[dl.tensor { true, false, false }] = dl.tensor { -1, -2, -3, -4 }
    x[{ {}, dl.tensor { false, true, false, false } }] = { { 50 }, { 60 }, { 70 } }
    x[x:eq(9)] = { 90 }
    assertClose(x, { { -1, 50, -3, -4 }, { 5, 60, 7, 8 }, { 90, 70, 0, 0 } })
    x[x:gt(1000)] = 1
    assertClose(x[3], { 90, 70, 0, 0 })
    local cube = dl.zeros(2, 3, 2)
    cube[{ dl.tensor { { true, false, true }, { false, false, true } }, 2 }] = { 1, 2, 3 }
    assertClose(cube[{ {}, {}, 2 }], { { 1, 0, 2 }, { 0, 0, 3 } })
  end)

  it("writes into the memory of views, also strided ones", function()
    local whole = dl.zeros(4, 6)
    local view = whole[{ { 2, 3 }, { 2, 6, 2 } }]:t()
    view[long { 1, 3 }] = { { 1, 2 }, { 3, 4 } }
    view[view:eq(0)] = 9
    assertClose(whole, { { 0, 0, 0, 0, 0, 0 }, { 0, 1, 0, 9, 0, 3 }, { 0, 2, 0, 9, 0, 4 }, { 0, 0, 0, 0, 0, 0 } })
  end)

  it("takes a source that shares the memory of the target", function()
    local x = dl.tensor { 1, 2, 3, 4 }
    x[long { 1, 2, 3 }] = x[{ { 2, 4 } }]
    assertClose(x, { 2, 3, 4, 4 })
    local y = dl.tensor { 1, 2, 3, 4 }
    y[long { 4, 3, 2, 1 }] = y
    assertClose(y, { 4, 3, 2, 1 })
  end)

  it("raises the version, and leaves the tensor as it was when an index is wrong", function()
    local version = t:version()
    t[long { 1 }] = 1
    assert(t:version() > version)
    version = t:version()
    assertError("index 7 is out of range", function() t[long { 1, 7 }] = 5 end)
    assert.are.equal(version, t:version())
    assertClose(t, { { 1, 1, 1, 1 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } })
  end)

  it("says what is wrong at the user's line", function()
    assertError("index 4 is out of range for dimension 1", function() t[4] = 1 end)
    assertError("expected a number, a Tensor or a table, got nil", function() t[1] = nil end)
    assertError("expected a number, a Tensor or a table, got string", function() t[1] = "x" end)
    assertError("shapes 4 and 3 do not broadcast", function() t[1] = dl.ones(3) end)
    assertError("shape 3 does not broadcast to 2x4, the shape of what is written", function() t[long { 1, 2 }] = dl.ones(3) end)
    assertError("ragged", function() t[{ { 1, 2 } }] = { { 1, 2 }, { 3 } } end)
    assertError("no field 'foo' to set", function() t.foo = 1 end)
    assertError("it was expanded", function() dl.zeros(1, 3):expand(2, 3)[long { 1 }] = 1 end)
    assertError("a leaf that requires gradients", function() leaf(3)[1] = 1 end)
    assertError("a leaf that requires gradients", function() leaf(3)[long { 1 }] = 1 end)
  end)
end)

describe("gradients through t[...]", function()
  local function check(fn, ...) assert(dl.gradcheck(fn, { ... }, { order = 2 })) end

  it("flow back to what was read", function()
    local x = leaf(3, 4)
    local mask = dl.tensor { { true, false, true, true }, { false, false, false, false }, { true, false, false, true } }
    check(function(a) return a[2] * a[{ {}, 1 }]:sum() end, x)
    check(function(a) return a[{ { 1, 3, 2 }, { 2, 3 } }] ^ 2 end, x)
    check(function(a) return a[long { 3, 1, 3 }] ^ 2 end, x)
    check(function(a) return a[{ {}, long { 2, -1, 2 } }] ^ 2 end, x)
    check(function(a) return a[{ long { { 1 }, { 3 } }, long { 4, 2, 4 } }] ^ 2 end, x)
    check(function(a) return a[mask] ^ 2 end, x)
    check(function(a) return a:t()[{ {}, dl.tensor { true, false, true } }] ^ 2 end, x)
  end)

  it("flow through assignment, to the value and to what stays", function()
    local x, v, row, column = leaf(3, 4), leaf(2, 4), leaf(4), leaf(3, 1)
    local mask = dl.tensor { true, false, true }
    local function assigned(put)
      return function(a, ...)
        local y = a * a
        put(y, ...)
        return y * y
      end
    end
    check(assigned(function(y) y[2] = 3 end), x)
    check(assigned(function(y, w) y[{ { 2, 3 } }] = w end), x, v)
    check(assigned(function(y, w) y[long { 3, 1 }] = w end), x, v)
    check(assigned(function(y, w) y[long { 3, -3 }] = w * w end), x, row)
    check(assigned(function(y, w) y[{ {}, long { 4, 1 } }] = w end), x, column)
    check(assigned(function(y, w) y[mask] = w end), x, v)
    check(assigned(function(y) y[y:gt(0.5)] = 0 end), x)
    check(assigned(function(y, w) y[{ mask, 2 }] = w:select(1, 1):sum() end), x, v)
  end)

  it("flow through assignment into views, to the base and to every view", function()
    local x, v, row = leaf(3, 4), leaf(2), leaf(4)
    check(function(a, w)
      local y = a * 2
      local view = y[{ { 1, 2 }, { 2, 4, 2 } }]
      view[long { 2, 1 }] = w
      return y * y, view * a[{ { 1, 2 }, { 1, 2 } }]
    end, x, v)
    check(function(a, w)
      local y = a * 2
      local turned, first = y:t(), y[1]
      turned[{ {}, dl.tensor { false, true, false } }] = w:view(4, 1)
      first[first:gt(0)] = 0
      turned[2] = turned[1] + 3
      return y * y, turned, first
    end, x, row)
  end)
end)

describe("large reads and writes by index", function()
  local threads = dl.getNumThreads()
  after_each(function() dl.setNumThreads(threads) end)

  --- fn's results with one thread and with three, which must agree in every bit.
  local function both(fn)
    dl.setNumThreads(1)
    dl.manualSeed(3)
    local one = fn()
    dl.setNumThreads(3)
    dl.manualSeed(3)
    local three = fn()
    assert(dl.core.tensorBytes(one) == dl.core.tensorBytes(three))
    return one
  end

  it("give the same bits with any number of threads, duplicates too", function()
    for _, size in ipairs { { 50, 700 }, { 3, 20000 }, { 40000, 2 }, { 20000, 1 } } do
      local n, width = size[1], size[2]
      local rows = math.max(2, 100000 // width)
      local index = dl.randint(1, n + 1, rows)
      both(function() return dl.randn(n, width):index { index } end)
      both(function() return dl.randn(n, width):indexAdd(1, index, dl.randn(rows, width)) end)
      both(function() return dl.randn(width, n):indexAdd(2, index, dl.randn(width, rows)) end)
      both(function() return dl.randn(n, width):indexCopy(1, index, dl.randn(rows, width)) end)
      both(function() return dl.randn(n, width):gather(1, dl.randint(1, n + 1, rows, width)) end)
      both(function() return dl.randn(width, n):gather(2, dl.randint(1, n + 1, width, rows)) end)
      both(function() return dl.randn(n, width):scatterAdd(1, dl.randint(1, n + 1, rows, width), dl.randn(rows, width)) end)
      both(function() return dl.randn(width, n):scatter(2, dl.randint(1, n + 1, width, rows), dl.randn(width, rows)) end)
      both(function() return dl.randn(width, n):t():scatterAdd(1, dl.randint(1, n + 1, rows, width), dl.randn(rows, width)) end)
    end
  end)

  it("add what the small ones add", function()
    local index, source = dl.randint(1, 51, 3000), dl.randn({ 3000, 40 }, "float64")
    local sum = both(function() return dl.zeros({ 50, 40 }, "float64"):indexAdd(1, index, source) end)
    local expected = dl.zeros({ 50, 40 }, "float64")
    for i = 1, 3000 do expected[index:item(i)]:add_(source[i]) end
    assertClose(sum, expected, 1e-12)
    local wide = index:unsqueeze(2):expand(3000, 40)
    assertClose(dl.zeros({ 50, 40 }, "float64"):scatterAdd(1, wide, source), expected, 1e-12)
    assertClose(dl.zeros({ 50, 40 }, "float64"):indexPut({ index }, source, true), expected, 1e-12)
    assertClose(source:gather(1, wide), source[index], 0)
  end)

  it("writes into windows that overlap, one after another", function()
    local x = dl.zeros(20)
    x:unfold(1, 4, 1)[long { 1, 5, 17 }] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 9, 9, 9 } }
    assertClose(x, { 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9 })
  end)

  it("finds what is not zero in many blocks", function()
    local x = dl.zeros(30, 1000)
    local at = { { 1, 1 }, { 5, 97 }, { 5, 98 }, { 9, 1000 }, { 30, 1000 } }
    for _, p in ipairs(at) do x[p] = 2 end
    assert.are.same(at, dl.nonzero(x):totable())
    assertClose(x:maskedSelect(x:gt(1)), { 2, 2, 2, 2, 2 })
    assertClose(x:maskedScatter(x:gt(1), dl.arange(7))[5]:sum(), 3)
  end)
end)
