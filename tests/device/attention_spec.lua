--- Attention on CUDA (src/device/cuda/attention.cu) against that of the CPU, where the samples of the operators are too small:
-- sizes on both sides of the borders of tiles, columns that need several, everything that hides keys.
local dl = require "dlua"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"

local function draw(dtype, ...) return dl.randn({ ... }, "float64"):to(dtype) end

-- Queries, keys, depth, width; and what else: batch (sizes), causal, dropout, mask(dtype), heads apart in memory.
local cases = {
  ["one tile, not full"] = { 13, 21, 7, 5 },
  ["tiles of each side"] = { 70, 131, 17, 20, batch = { 2 } },
  ["a deep and wide one, over several columns"] = { 33, 40, 80, 150 },
  ["causal, more keys"] = { 67, 90, 16, 16, batch = { 2 }, causal = true },
  ["causal, more queries"] = { 133, 65, 9, 33, causal = true },
  ["dropout, keys that four do not divide"] = { 66, 67, 8, 8, batch = { 2 }, dropout = 0.3, causal = true },
  ["heads that lie apart"] = { 35, 35, 12, 12, batch = { 2, 3 }, apart = true, causal = true },
  ["a mask of what is seen, rows that see nothing"] = { 34, 66, 8, 6, batch = { 2, 2 },
    mask = function()
      local mask = dl.rand({ 2, 1, 34, 66 }, "float64"):lt(0.6)
      mask[{ {}, {}, { 3, 5 } }] = false
      return mask
    end },
  ["a mask that is added, one row for all"] = { 20, 70, 5, 4, batch = { 3 },
    mask = function(dtype) return draw(dtype, 3, 1, 70) end },
  ["no depth"] = { 5, 6, 0, 3 },
  ["no width"] = { 5, 6, 3, 0 },
  ["no keys"] = { 5, 0, 3, 4 },
}

-- Of the largest magnitude of a result.
local tolerances = { float64 = 1e-12, float32 = 2e-5, float16 = 4e-3, bfloat16 = 3e-2 }

local function shape(batch, rows, columns)
  local sizes = table.move(batch or {}, 1, #(batch or {}), 1, {})
  sizes[#sizes + 1], sizes[#sizes + 2] = rows, columns
  return sizes
end

--- Sizes {b, h, n, d} in memory {b, n, h, d}, as projections leave them.
local function drawn(case, dtype, rows, columns)
  if not case.apart then return draw(dtype, table.unpack(shape(case.batch, rows, columns))) end
  return draw(dtype, case.batch[1], rows, case.batch[2], columns):transpose(2, 3)
end

local function same(got, expected, tolerance, what)
  assert.are.equal(expected.dtype, got.dtype, what)
  got, expected = got:to("cpu"):double(), expected:double()
  if expected:numel() == 0 then return end
  local infinite = expected:eq(-math.huge)
  assert(got:eq(-math.huge):eq(infinite):all():item(), what .. ": what is seen differs")
  got, expected = dl.where(infinite, 0, got), dl.where(infinite, 0, expected)
  local most = math.max(1, expected:abs():max():item())
  local apart = (got - expected):abs():max():item()
  assert(apart <= tolerance * most, ("%s: %g apart of %g"):format(what, apart, most))
end

local function check(case, dtype, tolerance)
  dl.manualSeed(3)
  local queries, keys, depth, width = table.unpack(case)
  local on = function(t) return t and t:to(device) end
  local q, k, v = drawn(case, dtype, queries, depth), drawn(case, dtype, keys, depth), drawn(case, dtype, keys, width)
  local mask, seed = case.mask and case.mask(dtype), case.dropout and dl.tensor({ 11 }, "int64")
  local scale, causal, dropout = 0.4, case.causal or false, case.dropout or 0
  local y, logSum = dl.attention(q, k, v, mask, seed, scale, causal, dropout)
  local gotY, gotSum = dl.attention(on(q), on(k), on(v), on(mask), on(seed), scale, causal, dropout)
  same(gotY, y, tolerance, "y in " .. dtype)
  same(gotSum, logSum, math.min(tolerance, 2e-5), "logSum in " .. dtype)
  -- From the same y: roundings of 16 bits do not add up.
  local dy = drawn(case, dtype, queries, width)
  local dlogSum = dl.randn(logSum.shape, "float64"):to(logSum.dtype)
  local expected = { dl.attentionGrad(dy, dlogSum, q, k, v, mask, seed, y, logSum, scale, causal, dropout) }
  local got = { dl.attentionGrad(on(dy), on(dlogSum), on(q), on(k), on(v), on(mask), on(seed), on(y), on(logSum), scale, causal,
    dropout) }
  for i, name in ipairs { "query", "key", "value" } do
    same(got[i], expected[i], tolerance, ("gradient of %s in %s"):format(name, dtype))
  end
end

if device:find("^cuda") and support.hasDevice(device) then describe("attention on " .. device, function()
  for name, case in pairs(cases) do
    it("agrees with the CPU: " .. name, function()
      for dtype, tolerance in pairs(tolerances) do check(case, dtype, tolerance) end
    end)
  end

  it("takes 16-bit floats as they are: no kernel converts them", function()
    for dtype in pairs(tolerances) do
      local x = dl.ones({ 2, 3, 4 }, dtype):to(device)
      assert.are.equal(1, support.kernels(device, dl.attention, x, x, x, nil, nil, 1), dtype)
    end
  end)
end) end
