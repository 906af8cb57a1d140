-- The layers that slide over images: shapes, options, Torch7's names, errors.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

describe("nn.Conv2d", function()
  it("gives what the operator gives", function()
    local conv = nn.Conv2d(3, 4, { 3, 2 }, { stride = 2, padding = { 1, 0 } })
    local x = dl.randn(2, 3, 8, 9)
    local y = dl.conv2d(x, conv.weight, conv.bias, { stride = 2, padding = { 1, 0 } })
    assert.same({ 2, 4, 4, 4 }, conv(x).shape)
    support.close(conv(x):detach(), y:detach():totable())
    assert.same({ 4, 4, 4 }, conv(x[1]).shape)
    assert.equal(2, #conv:parameters())
    assert.equal("nn.Conv2d(3 -> 4, kernel 3x2, stride 2, padding 1x0): weight 4x3x3x2, bias 4 = 76",
      tostring(conv))
  end)

  it("begins within PyTorch's bounds", function()
    local conv = nn.Conv2d(4, 60, 5)
    for _, p in ipairs(conv:parameters()) do
      local most = p:detach():abs():amax():item()
      assert(most <= 0.1 and most > 0.08, most)
    end
  end)

  it("takes arguments by position and by name", function()
    local conv = nn.Conv2d(4, 6, 3, 1, "same", 2, 2, false)
    assert.same({ 1, 6, 5, 7 }, conv(dl.randn(1, 4, 5, 7)).shape)
    assert.is_nil(conv.bias)
    assert.same({ 6, 2, 3, 3 }, conv.weight.shape)
  end)

  it("pads by other means than zeros", function()
    local x = dl.randn(1, 2, 5, 6)
    for _, mode in ipairs { "reflect", "replicate", "circular" } do
      local conv = nn.Conv2d(2, 3, 3, { padding = { 1, 2 }, paddingMode = mode })
      local padded = dl.pad(x, { 2, 2, 1, 1 }, mode)
      support.close(conv(x):detach(), dl.conv2d(padded, conv.weight, conv.bias):detach():totable())
    end
  end)

  it("refuses what cannot be", function()
    assert.error_matches(function() nn.Conv2d(3, 4) end, "nn.Conv2d: kernelSize is missing")
    assert.error_matches(function() nn.Conv2d(3, 4, 0.5) end, "kernelSize must be an integer or 2")
    assert.error_matches(function() nn.Conv2d(3, 4, { 1, 2, 3 }) end, "got 3 items")
    assert.error_matches(function() nn.Conv2d(3, 4, 3, { strides = 2 }) end, "no option strides")
    assert.error_matches(function() nn.Conv2d(3, 4, 3, { groups = 2 }) end, "3 channels cannot be split")
    assert.error_matches(function() nn.Conv2d(3, 4, 3, { paddingMode = "mirror" }) end, "got mirror")
    assert.error_matches(function() nn.Conv2d(3, 4, 3)(dl.randn(1, 2, 5, 5)) end, "2 channels")
  end)
end)

describe("nn.Conv1d, nn.Conv3d and the transposed ones", function()
  it("have the shapes of their formulas", function()
    assert.same({ 2, 4, 5 }, nn.Conv1d(3, 4, 3)(dl.randn(2, 3, 7)).shape)
    assert.same({ 2, 4, 2, 3, 4 }, nn.Conv3d(3, 4, 2)(dl.randn(2, 3, 3, 4, 5)).shape)
    assert.same({ 2, 4, 16, 12 },
      nn.ConvTranspose2d(3, 4, 4, { stride = 2, padding = 1 })(dl.randn(2, 3, 8, 6)).shape)
    assert.same({ 2, 4, 8 },
      nn.ConvTranspose1d(3, 4, 3, 2, 1, 1)(dl.randn(2, 3, 4)).shape)
    assert.same({ 1, 2, 3, 3, 3 }, nn.ConvTranspose3d(1, 2, 2)(dl.randn(1, 1, 2, 2, 2)).shape)
  end)
end)

describe("Torch7's names", function()
  it("take the width first", function()
    local conv = nn.SpatialConvolution(3, 8, 5, 3, 2, 1, 2, 0)
    assert.same({ 8, 3, 3, 5 }, conv.weight.shape)
    assert.same({ 1, 8, 4, 4 }, conv(dl.randn(1, 3, 6, 8)).shape)
    assert.truthy(tostring(conv):find("nn.SpatialConvolution", 1, true))
    assert.same({ 1, 2, 3, 2 }, nn.SpatialMaxPooling(3, 2)(dl.randn(1, 2, 6, 6)).shape)
    assert.same({ 1, 2, 6, 6 }, nn.SpatialFullConvolution(3, 2, 4, 4, 2, 2, 1, 1)(dl.randn(1, 3, 3, 3)).shape)
  end)

  it("work in Torch7's protocol", function()
    local net = nn.Sequential(nn.SpatialConvolution(1, 2, 3, 3), nn.ReLU(), nn.SpatialMaxPooling(2, 2, 2, 2))
    local x = dl.randn(2, 1, 6, 6)
    local y = net:forward(x)
    assert.same({ 2, 2, 2, 2 }, y.shape)
    assert.same(x.shape, net:backward(x, dl.ones(y.shape)).shape)
  end)
end)

describe("nn.MaxPool2d", function()
  it("gives values, and indices when asked", function()
    local x = dl.tensor { { { { 1, 5, 2 }, { 3, 4, 9 } } } }
    support.close(nn.MaxPool2d(2, 1)(x), { { { { 5, 9 } } } })
    local values, indices = nn.MaxPool2d(2, { stride = 1, returnIndices = true })(x)
    support.close(values, { { { { 5, 9 } } } })
    assert.same({ { { { 2, 6 } } } }, indices:totable())
    assert.same({ 1, 1, 2, 2 }, nn.MaxPool2d(2):ceil()(dl.randn(1, 1, 3, 3)).shape)
  end)
end)
