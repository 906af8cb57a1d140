--- Reductions over every layout: any set of dimensions, any order and gaps of memory, sizes at which the work is cut.
local dl = require "dlua"
local support = require "tests.support"

--- Small whole numbers, so that sums are exact in every float type and order.
local function whole(sizes, dtype)
  return (dl.rand(sizes) * 9 - 4):to("int64"):to(dtype or "float64")
end

--- The sum over the listed dimensions, element by element in Lua.
local function slowSum(x, dims)
  local reduced, shape = {}, {}
  for _, d in ipairs(dims) do reduced[d] = true end
  for d, n in ipairs(x.shape) do shape[d] = reduced[d] and 1 or n end
  local strides, total = {}, 1
  for d = #shape, 1, -1 do strides[d], total = total, total * shape[d] end
  local sums = {}
  for i = 1, total do sums[i] = 0 end
  local function add(values, d, at)
    if d > #shape then sums[at + 1] = sums[at + 1] + values
    else
      for i, v in ipairs(values) do add(v, d + 1, reduced[d] and at or at + (i - 1) * strides[d]) end
    end
  end
  add(x:totable(), 1, 0)
  return dl.tensor(sums, "float64"):view(shape)
end

local layouts = {
  contiguous = function(sizes, dtype) return whole(sizes, dtype) end,
  transposed = function(sizes, dtype)
    local n = #sizes
    if n < 2 then return whole(sizes, dtype) end
    local stored = table.move(sizes, 1, n, 1, {})
    stored[1], stored[n] = stored[n], stored[1]
    return whole(stored, dtype):transpose(1, n)
  end,
  gaps = function(sizes, dtype)
    local stored = table.move(sizes, 1, #sizes, 1, {})
    stored[#stored + 1] = 3
    return whole(stored, dtype):select(-1, 2)
  end,
  repeated = function(sizes, dtype)
    local stored = table.move(sizes, 1, #sizes, 1, {})
    stored[1] = 1
    return whole(stored, dtype):expand(sizes)
  end,
}

local shapes = {
  { 1 }, { 7 }, { 40 }, { 3, 5 }, { 40, 3 }, { 3, 40 }, { 33, 70 }, { 2, 3, 4 }, { 5, 1, 6 }, { 3, 4, 2, 5 },
}

local dtypes = { "float64", "float32", "float16", "bfloat16", "int64", "int32" }

--- Every choice of dimensions.
local function choices(n)
  local list = {}
  for bits = 1, (1 << n) - 1 do
    local dims = {}
    for d = 1, n do
      if bits >> (d - 1) & 1 == 1 then dims[#dims + 1] = d end
    end
    list[#list + 1] = dims
  end
  return list
end

local function expectSame(actual, expected, what)
  local difference = support.difference(actual, expected, 0)
  assert(not difference, what .. ": " .. tostring(difference))
end

describe("reductions", function()
  for name, make in pairs(layouts) do
    it("of any dimensions, memory " .. name, function()
      for i, shape in ipairs(shapes) do
        for j, dims in ipairs(choices(#shape)) do
          local what = table.concat(shape, "x") .. " over " .. table.concat(dims, ",")
          for k = 0, 1 do
            local dtype = dtypes[(i + j + k * 3) % #dtypes + 1]
            local x = make(shape, dtype)
            local sum = x:sum(dims, true)
            expectSame(sum:to("float64"), slowSum(x, dims):to(dtype):to("float64"), what .. " of " .. dtype)
          end
        end
      end
    end)
  end

  it("of sizes at which the work is cut into pieces", function()
    local large = { { 300001 }, { 150000, 3 }, { 3, 150000 }, { 130, 2500 }, { 2500, 130 }, { 60, 70, 80 } }
    for _, shape in ipairs(large) do
      for _, dims in ipairs(choices(#shape)) do
        for _, make in pairs(layouts) do
          local x = make(shape, "float32")
          local before = dl.getNumThreads()
          dl.setNumThreads(1)
          local one = x:sum(dims)
          dl.setNumThreads(3)
          local three = x:sum(dims)
          dl.setNumThreads(before)
          local what = table.concat(shape, "x") .. " over " .. table.concat(dims, ",")
          expectSame(three, one, what .. ", by three threads")
          -- Another way there: a row of ones for each dimension, from the last.
          local other = x:double()
          for i = #dims, 1, -1 do other = other:contiguous():sum(dims[i]) end
          expectSame(one:double(), other, what)
        end
      end
    end
  end)

  it("do not lose digits as the number of elements grows", function()
    local n = 1 << 22
    local x = dl.full({ n }, 0.1)
    local exact = n * dl.tensor(0.1):item()
    assert(math.abs(x:sum():item() - exact) / exact < 1e-6)
    assert(math.abs(x:view(n // 8, 8):sum(1):sum():item() - exact) / exact < 1e-6)
    assert(math.abs(x:view(n // 2048, 2048):sum(1):sum():item() - exact) / exact < 1e-6)
    assert(math.abs(x:mean():item() - 0.1) < 1e-7)
  end)
end)
