-- Pooling, borders, other sizes: the layers give what their operators give, under all their names.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function shapeOf(layer, ...)
  return layer(dl.randn(...)).shape
end

describe("pooling layers", function()
  it("have the shapes of their formulas", function()
    assert.same({ 1, 2, 3, 2 }, shapeOf(nn.AvgPool2d(2), 1, 2, 6, 5))
    assert.same({ 1, 2, 3, 3 }, shapeOf(nn.AvgPool2d(2, { ceilMode = true }), 1, 2, 6, 5))
    assert.same({ 2, 3 }, shapeOf(nn.AvgPool1d(3, 2, 1), 2, 5))
    assert.same({ 1, 1, 1, 1, 2 }, shapeOf(nn.AvgPool3d({ 2, 2, 1 }), 1, 1, 2, 2, 2))
    assert.same({ 2, 1, 1 }, shapeOf(nn.AdaptiveAvgPool2d(1), 2, 3, 4))
    assert.same({ 2, 3, 2, 5 }, shapeOf(nn.AdaptiveMaxPool2d({ 2, -1 }), 2, 3, 4, 5))
    assert.same({ 1, 2, 2 }, shapeOf(nn.LPPool1d(2, 3), 1, 2, 6))
    assert.same({ 1, 1, 3, 2 }, shapeOf(nn.FractionalMaxPool2d(2, { ratio = 0.5 }), 1, 1, 7, 5))
    assert.same({ 1, 1, 3, 3 }, shapeOf(nn.FractionalMaxPool2d(2, { sizes = 3 }), 1, 1, 7, 5))
    assert.same({ 1, 2, 2, 3 }, shapeOf(nn.SpatialAveragePooling(2, 2, 2, 3), 1, 2, 6, 6))
    assert.same({ 1, 2, 3, 2 }, shapeOf(nn.SpatialAdaptiveAveragePooling(2, 3), 1, 2, 6, 6))
  end)

  it("average over the border or not", function()
    local x = dl.ones(1, 1, 2, 2)
    support.close(nn.AvgPool2d(2, 2, 1)(x), { { { { 0.25, 0.25 }, { 0.25, 0.25 } } } })
    support.close(nn.AvgPool2d(2, 2, 1):setCountExcludePad()(x), { { { { 1, 1 }, { 1, 1 } } } })
  end)

  it("unpool what was pooled", function()
    local x = dl.randn(1, 2, 4, 5)
    local values, indices = nn.MaxPool2d(2, { returnIndices = true })(x)
    local y = nn.MaxUnpool2d(2)(values, indices, { 4, 5 })
    assert.same({ 1, 2, 4, 5 }, y.shape)
    support.close(y:sum(), values:sum():item(), 1e-5)
    support.close(dl.maxPool2d(y, 2), values:clamp(0):totable())
  end)

  it("refuse what cannot be", function()
    assert.error_matches(function() nn.FractionalMaxPool2d(2) end, "either sizes or ratio")
    assert.error_matches(function() nn.AvgPool2d() end, "kernelSize is missing")
    assert.error_matches(function() nn.MaxPool2d(2, { padding = 2 })(dl.randn(1, 1, 4, 4)) end, "more than half")
  end)
end)

describe("borders", function()
  it("are as wide as they say", function()
    support.close(nn.ZeroPad1d({ 1, 2 })(dl.ones(1, 2)), { { 0, 1, 1, 0, 0 } })
    support.close(nn.ConstantPad1d(1, 5)(dl.ones(1, 2)), { { 5, 1, 1, 5 } })
    local x = dl.tensor { { { 1, 2, 3 } } }
    support.close(nn.ReflectionPad1d({ 2, 1 })(x), { { { 3, 2, 1, 2, 3, 2 } } })
    support.close(nn.ReplicationPad1d({ 2, 1 })(x), { { { 1, 1, 1, 2, 3, 3 } } })
    support.close(nn.CircularPad1d({ 2, 1 })(x), { { { 2, 3, 1, 2, 3, 1 } } })
    assert.same({ 1, 2, 7, 5 }, shapeOf(nn.ReflectionPad2d({ 1, 1, 2, 2 }), 1, 2, 3, 3))
    assert.same({ 1, 2, 7, 6 }, shapeOf(nn.SpatialZeroPadding(1, 2, 2, 2), 1, 2, 3, 3))
    assert.same({ 2, 5, 5, 5 }, shapeOf(nn.ReplicationPad3d(1), 2, 3, 3, 3))
  end)

  it("refuse what cannot be", function()
    assert.error_matches(function() nn.ZeroPad2d({ 1, 2 }) end, "an integer or 4 of them, got 2 items")
    assert.error_matches(function() nn.ZeroPad2d(1)(dl.randn(3)) end, "expected 3 or 4 dimensions")
  end)
end)

describe("other sizes", function()
  it("come by sizes or by scale", function()
    local x = dl.randn(1, 2, 3, 4)
    assert.same({ 1, 2, 6, 8 }, nn.Upsample { scale = 2 }(x).shape)
    assert.same({ 1, 2, 5, 7 }, nn.Upsample { sizes = { 5, 7 }, mode = "bicubic" }(x).shape)
    assert.same({ 1, 2, 6, 12 }, nn.Upsample { scale = { 2, 3 }, mode = "bilinear" }(x).shape)
    assert.same({ 1, 2, 6, 8 }, nn.UpsamplingBilinear2d(2)(x).shape)
    assert.same({ 1, 2, 9, 12 }, nn.SpatialUpSamplingNearest(3)(x).shape)
    assert.error_matches(function() nn.Upsample {} end, "either sizes or scale")
  end)

  it("go into channels and back", function()
    local x = dl.randn(2, 3, 4, 6)
    support.close(nn.PixelShuffle(2)(nn.PixelUnshuffle(2)(x)), x:totable())
    local columns = nn.Unfold(2, { stride = 2 })(x)
    assert.same({ 2, 12, 6 }, columns.shape)
    support.close(nn.Fold({ 4, 6 }, 2, { stride = 2 })(columns), x:totable())
  end)
end)
