--- The generator: documented, seedable, its state saved and restored, the same at any number of threads.
local dl = require "dlua"

describe("random numbers", function()
  it("are Philox 4x32-10: the published answers", function()
    -- Known answers of the Random123 distribution for counter 0 and key 0: 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
    dl.manualSeed(0)
    local words = { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 }
    local x = dl.rand(4)
    for i, word in ipairs(words) do assert.are.equal((word >> 8) / 2 ^ 24, x:item(i)) end
  end)

  it("repeat with the seed", function()
    dl.manualSeed(5)
    local a, b = dl.randn(100), dl.rand(100)
    dl.manualSeed(5)
    assert.are.same(a:totable(), dl.randn(100):totable())
    assert.are.same(b:totable(), dl.rand(100):totable())
    dl.manualSeed(6)
    assert.are_not.same(a:totable(), dl.randn(100):totable())
  end)

  it("go on from a saved state", function()
    dl.manualSeed(5)
    dl.randn(17)
    local state = dl.getRNGState()
    local a = dl.randn(100)
    dl.randn(3)
    dl.setRNGState(state)
    assert.are.same(a:totable(), dl.randn(100):totable())
    assert.has_error(function() dl.setRNGState("short") end)
  end)

  it("do not depend on the number of threads", function()
    local before = dl.getNumThreads()
    local function draw(threads)
      dl.setNumThreads(threads)
      dl.manualSeed(9)
      return dl.core.tensorBytes(dl.randn(200001)) .. dl.core.tensorBytes(dl.rand({ 100003 }, "float64"))
    end
    local one, two, three = draw(1), draw(2), draw(3)
    dl.setNumThreads(before)
    assert(one == two and one == three)
  end)

  it("have the moments of their distributions", function()
    dl.manualSeed(1)
    for _, dtype in ipairs { "float32", "float64" } do
      local u, z = dl.rand({ 200000 }, dtype), dl.randn({ 200000 }, dtype)
      assert(math.abs(u:mean():item() - 0.5) < 0.003 and math.abs(u:var():item() - 1 / 12) < 0.002)
      assert(math.abs(z:mean():item()) < 0.01 and math.abs(z:var():item() - 1) < 0.02)
      assert(math.abs((z ^ 3):mean():item()) < 0.05 and math.abs((z ^ 4):mean():item() - 3) < 0.15)
      assert(u:min():item() >= 0 and u:max():item() < 1)
    end
  end)
end)
