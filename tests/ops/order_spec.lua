-- order_spec.lua -- median and kthvalue pick what a stable sort has at that place (ops/sort.c).
local dl = require "dlua"

local function same(a, b) return a == b or (a ~= a and b ~= b) end

describe("selection", function()
  it("gives the value and the position that sorting gives", function()
    dl.manualSeed(3)
    local random = function(n) return dl.randint(1, n + 1, { 1 }):item() end
    for round = 1, 600 do
      local n, dtype = random(60), ({ "float32", "float64", "int32", "int64", "uint8" })[round % 5 + 1]
      local x = dl.randint(0, random(30), { n }):to(dtype)
      if round % 3 == 0 and dtype:find "float" then x = x:maskedFill(dl.rand(n):lt(0.2), 0 / 0) end
      local values, positions = x:sort(1)
      local k = random(n)
      local value, position = dl.kthvalue(x, k, 1)
      assert.is_true(same(values[k]:item(), value:item()))
      assert.equal(positions[k]:item(), position:item())
      local sorted, middle = values:totable(), (n - 1) // 2 + 1
      if sorted[n] ~= sorted[n] then
        middle = n
        while middle > 1 and sorted[middle - 1] ~= sorted[middle - 1] do middle = middle - 1 end      -- the first NaN
      end
      value, position = x:median(1)
      assert.is_true(same(sorted[middle], value:item()))
      assert.equal(positions[middle]:item(), position:item())
    end
  end)

  it("holds for long rows that are ordered or equal already", function()
    local n = 100001
    local up = dl.arange(0, n)
    for _, x in ipairs { up, up:flip(1), dl.cat({ up, up:flip(1) }, 1) } do
      assert.equal(x:sort(1)[(x:size(1) - 1) // 2 + 1]:item(), x:median(1):item())
    end
    assert.equal(0, dl.zeros(n):median(1):item())
  end)
end)
