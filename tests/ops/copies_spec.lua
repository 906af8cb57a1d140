-- copies_spec.lua -- copies of tensors whose dimensions changed places, and of parts of them (engine/copies.c, core/copy.h).
local dl = require "dlua"

-- What permute (or a part of it) is to give, number by number.
local function expected(x, dims)
  local flat, strides, out = x:flatten():totable(), {}, {}
  local n = 1
  for d = x:dim(), 1, -1 do strides[d] = n; n = n * x:size(d) end
  local function walk(level, at)
    if level > #dims then out[#out + 1] = flat[at + 1] return end
    for i = 0, x:size(dims[level]) - 1 do walk(level + 1, at + i * strides[dims[level]]) end
  end
  walk(1, 0)
  return out
end

describe("copies", function()
  local shapes = { { 16, 16 }, { 32, 48 }, { 17, 40 }, { 9, 8 }, { 7, 65 }, { 65, 8 }, { 3, 18, 33 }, { 2, 16, 3, 20 }, { 0, 20 } }
  for _, dtype in ipairs { "float32", "float64", "int32", "int64", "float16", "uint8" } do
    it("turn dimensions of " .. dtype, function()
      for _, shape in ipairs(shapes) do
        local n = 1
        for _, size in ipairs(shape) do n = n * size end
        local x = dl.arange(0, n):to(dtype):view(table.unpack(shape))
        local dims = {}
        for shift = 1, #shape do
          for d = 1, #shape do dims[d] = (d + shift - 1) % #shape + 1 end
          assert.same(expected(x, dims), x:permute(dims):contiguous():flatten():totable())
        end
      end
    end)
  end

  it("turn parts of tensors, and write into parts", function()
    local x = dl.arange(0, 40 * 50):view(40, 50)
    local part = x:narrow(1, 3, 33):narrow(2, 7, 35)
    assert.same(part:contiguous():t():totable(), part:t():contiguous():totable())
    local y = dl.zeros(60, 60)
    y:narrow(1, 5, 35):narrow(2, 11, 33):copy_(part:t())
    assert.same(part:t():totable(), y:narrow(1, 5, 35):narrow(2, 11, 33):totable())
    assert.equal(part:sum():item(), y:sum():item())
  end)

  it("to float16 and back are the same of many numbers as of one", function()
    local x = dl.cat({ dl.randn(1003) * 1e-6, dl.randn(1003) * 7e4,
                       dl.tensor { math.huge, -math.huge, 0 / 0, 65504, 65519, 65520, -0.0 } }, 1)
    local many, one = x:to("float16"):to("float32"):totable(), {}
    for i = 1, x:size(1) do one[i] = x:narrow(1, i, 1):to("float16"):to("float32"):item() end
    for i, value in ipairs(one) do
      if value ~= value then assert.is_true(many[i] ~= many[i]) else assert.equal(value, many[i]) end
    end
  end)

  it("are whole where the destination lies a little behind the source", function()
    for _, columns in ipairs { 1024, 2048, 1000 } do
      local x = dl.arange(0, 3 * columns):view(3, columns)
      for _, shift in ipairs { 1, 3, 15, columns - 2 } do
        local row, want = x:totable()[2], {}
        for i = 1, columns do want[(i + shift - 1) % columns + 1] = row[i] end
        assert.same(want, x:roll(shift, 2):totable()[2])
      end
    end
  end)
end)
