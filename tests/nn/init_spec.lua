-- nn.init: the distributions by their moments, orthogonality, bounds.
local dl = require "dlua"
local nn = dl.nn
local init = nn.init

local function moments(tensor)
  local x = tensor:detach():to("float64")
  return x:mean():item(), x:std():item(), x:amin():item(), x:amax():item()
end

local function near(expected, got, tolerance)
  assert.is_true(math.abs(got - expected) <= tolerance, expected .. " expected, got " .. got)
end

describe("nn.init", function()
  local weight
  before_each(function()
    dl.manualSeed(11)
    weight = nn.Parameter(dl.empty(200, 300))
  end)

  it("is dl.init, too", function()
    assert.equal(init, dl.init)
  end)

  it("uniform and normal", function()
    assert.is_true(init.uniform(weight, -2, 4) == weight)
    local mean, std, low, high = moments(weight)
    near(1, mean, 0.05)
    near(6 / math.sqrt(12), std, 0.05)
    assert.is_true(low >= -2 and high < 4)
    init.normal(weight, 3, 0.5)
    mean, std = moments(weight)
    near(3, mean, 0.02)
    near(0.5, std, 0.02)
    assert.is_true(weight.requiresGrad and weight.isLeaf)
  end)

  it("constant, zeros, ones, eye", function()
    for fill, value in pairs { zeros = 0, ones = 1 } do
      init[fill](weight)
      local _, std, low = moments(weight)
      assert.equal(0, std)
      assert.equal(value, low)
    end
    init.constant(weight, 7)
    assert.equal(7, weight:item(1, 1))
    local small = dl.empty(2, 3)
    assert.same({ { 1, 0, 0 }, { 0, 1, 0 } }, init.eye(small):totable())
    assert.error_matches(function() init.eye(dl.empty(3)) end, "2 dimensions")
  end)

  local cases = {
    xavierUniform = math.sqrt(2 / 500), xavierNormal = math.sqrt(2 / 500),
    glorotUniform = math.sqrt(2 / 500), glorotNormal = math.sqrt(2 / 500),
    kaimingUniform = math.sqrt(2 / 300), kaimingNormal = math.sqrt(2 / 300),
    heUniform = math.sqrt(2 / 300), heNormal = math.sqrt(2 / 300),
    lecunUniform = math.sqrt(1 / 300), lecunNormal = math.sqrt(1 / 300),
  }
  for name, deviation in pairs(cases) do
    it(name .. " has its standard deviation", function()
      local mean, std, _, high = moments(init[name](weight))
      near(0, mean, 0.002)
      near(deviation, std, deviation * 0.02)
      if name:find("Uniform") then assert.is_true(high <= math.sqrt(3) * deviation) end
    end)
  end

  it("kaiming takes slope, mode and nonlinearity", function()
    local _, std = moments(init.kaimingNormal(weight, 1, "fanOut"))
    near(math.sqrt(1 / 200), std, 0.002)
    _, std = moments(init.kaimingNormal(weight, nil, "fanIn", "tanh"))
    near(5 / 3 / math.sqrt(300), std, 0.003)
    assert.error_matches(function() init.kaimingNormal(weight, 0, "fan") end, "fanIn or fanOut")
    assert.error_matches(function() init.kaimingNormal(dl.empty(3)) end, "2 dimensions or more")
    assert.error_matches(function() init.calculateGain "nothing" end, "no gain")
  end)

  it("counts the positions of a kernel", function()
    local _, std = moments(init.kaimingNormal(dl.empty(64, 32, 3, 3)))
    near(math.sqrt(2 / (32 * 9)), std, 0.002)
  end)

  it("truncatedNormal stays within its bounds", function()
    local mean, std, low, high = moments(init.truncatedNormal(weight))
    near(0, mean, 0.02)
    near(0.8796, std, 0.02)               -- of the normal cut off at two deviations
    assert.is_true(low >= -2 and high <= 2)
    low, high = select(3, moments(init.truncatedNormal(weight, 1, 2, 0, 1.5)))
    assert.is_true(low >= 0 and high <= 1.5)
  end)

  it("orthogonal rows or columns", function()
    for _, sizes in ipairs { { 5, 8 }, { 8, 5 }, { 6, 6 } } do
      local q = init.orthogonal(dl.empty(sizes[1], sizes[2], { dtype = "float64" }), 2)
      local product = sizes[1] <= sizes[2] and q:mm(q:t()) or q:t():mm(q)
      local n = math.min(sizes[1], sizes[2])
      local off = (product - dl.eye(n, { dtype = "float64" }) * 4):abs():amax():item()
      assert.is_true(off < 1e-12, off)
    end
    assert.same({ 4, 2, 3, 3 }, init.orthogonal(dl.empty(4, 2, 3, 3)):size())
  end)

  it("is repeatable", function()
    dl.manualSeed(5)
    local first = nn.Linear(3, 3).weight:totable()
    dl.manualSeed(5)
    assert.same(first, nn.Linear(3, 3).weight:totable())
  end)
end)
