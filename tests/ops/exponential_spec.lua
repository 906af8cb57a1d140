-- exponential_spec.lua -- exp and expm1 of numbers of every kind, in units of the last place (engine/exponentials.h).
local dl = require "dlua"

-- How far the next number of a dtype is from y.
local function unit(y, dtype)
  local float, bits = table.unpack(dtype == "float32" and { "<f", "<I4" } or { "<d", "<I8" })
  local near = string.unpack(float, string.pack(float, math.abs(y)))
  return string.unpack(float, string.pack(bits, string.unpack(bits, string.pack(float, near)) + 1)) - near
end

local function expm1(x)
  if math.abs(x) > 1 then return math.exp(x) - 1 end
  local sum = 0
  for k = 25, 1, -1 do sum = (sum + 1) * x / k end
  return sum
end

-- The largest error in units, of numbers in -largest to largest and many times smaller ones.
local function worst(name, reference, largest, dtype)
  dl.manualSeed(1)
  local x = (dl.rand(20000, dtype) * 2 - 1) * largest
  x = dl.cat({ x, x * 0.03, x * 0.001, x * 1e-6 }, 1)
  local y, most = dl[name](x):totable(), 0
  for i, v in ipairs(x:totable()) do
    local want = reference(v)
    if want < math.huge and unit(want, dtype) < math.huge then most = math.max(most, math.abs(y[i] - want) / unit(want, dtype)) end
  end
  return most
end

describe("exponentials", function()
  for dtype, range in pairs { float32 = 110, float64 = 760 } do
    it("are right to two units of the last place in " .. dtype, function()
      local rounding = dtype == "float64" and 1 or 0               -- of what it is compared with
      assert.is_true(worst("exp", math.exp, range, dtype) <= 1.1 + rounding)
      assert.is_true(worst("expm1", expm1, range, dtype) <= 2 + rounding)
    end)

    it("end in 0, -1 and infinity in " .. dtype, function()
      local huge, nan = math.huge, 0 / 0
      local x = dl.tensor({ -huge, -range, -0.0, 0, range, huge, nan, 3, -3e4, 3e4 }, dtype)
      local y, z = dl.exp(x):totable(), dl.expm1(x):totable()
      for i, want in ipairs { 0, 0, 1, 1, huge, huge } do assert.equal(want, y[i]) end
      for i, want in ipairs { -1, -1, 0, 0, huge, huge } do assert.equal(want, z[i]) end
      assert.equal(-huge, 1 / z[3])                                -- expm1 of -0 is -0
      assert.is_true(y[7] ~= y[7] and z[7] ~= z[7])
      assert.same({ 0, huge, -1, huge }, { y[9], y[10], z[9], z[10] })
    end)

    it("are the same for numbers that lie apart in " .. dtype, function()
      local x = dl.randn(37, 5, dtype) * 30
      for _, name in ipairs { "exp", "expm1" } do
        assert.same(dl[name](x:t():contiguous()):totable(), dl[name](x:t()):totable())
      end
    end)
  end

  it("keep numbers that are smaller than normal ones", function()
    local y = dl.exp(dl.tensor({ -88, -95, -103 })):totable()
    for i, x in ipairs { -88, -95, -103 } do assert.is_true(math.abs(y[i] - math.exp(x)) <= 1.5e-45) end
  end)
end)
