-- The layers that normalise: statistics in training and in use, shapes, options.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

--- Mean and variance of each channel of x (N, C, ...).
local function statistics(x)
  local rows = x:transpose(1, 2):reshape(x:size(2), -1)
  return rows:mean(2), rows:var(2, false, 0)
end

describe("nn.BatchNorm2d", function()
  it("normalises by the batch in training and remembers", function()
    local norm, x = nn.BatchNorm2d(3), dl.randn(4, 3, 5, 2) * 3 + 1
    local y = norm(x):detach()
    local mean, variance = statistics(y)
    support.close(mean, { 0, 0, 0 }, 1e-5)
    support.close(variance, { 1, 1, 1 }, 1e-3)
    mean, variance = statistics(x)
    support.close(norm.runningMean, (mean * 0.1):totable(), 1e-5)
    support.close(norm.runningVar, (variance * (40 / 39) * 0.1 + 0.9):totable(), 1e-5)
    assert.equal(1, norm.batches:item())
    assert.equal(2, #norm:parameters())
  end)

  it("uses what it remembers afterwards", function()
    local norm, x = nn.BatchNorm2d(2, { epsilon = 0 }), dl.randn(3, 2, 4, 4)
    norm.runningMean:copy_(dl.tensor { 1, -1 })
    norm.runningVar:copy_(dl.tensor { 4, 0.25 })
    norm:evaluate()
    local y = norm(x):detach()
    support.close(y:select(2, 1), ((x:select(2, 1) - 1) / 2):totable(), 1e-5)
    support.close(y:select(2, 2), ((x:select(2, 2) + 1) * 2):totable(), 1e-5)
    assert.equal(0, norm.batches:item())
  end)

  it("takes the mean of all batches with momentum = false", function()
    local norm = nn.BatchNorm1d(1, { momentum = false })
    norm(dl.tensor { { 1 }, { 3 } })
    norm(dl.tensor { { 3 }, { 9 } })
    support.close(norm.runningMean, { 4 })
    support.close(norm.runningVar, { 10 })
  end)

  it("keeps its statistics in the state", function()
    local names = {}
    for name in pairs(nn.BatchNorm2d(2):stateDict()) do names[#names + 1] = name end
    table.sort(names)
    assert.same({ "batches", "bias", "runningMean", "runningVar", "weight" }, names)
    local plain = nn.BatchNorm2d(2, { affine = false, trackRunningStats = false })
    assert.same({}, plain:stateDict())
    assert.same({ 1, 2, 2, 2 }, plain:evaluate()(dl.randn(1, 2, 2, 2)).shape)
  end)

  it("moves with the module", function()
    local norm = nn.BatchNorm2d(2):double()
    assert.equal("float64", norm.runningMean.dtype)
    assert.equal("int64", norm.batches.dtype)
    assert.equal("float64", norm(dl.randn(2, 2, 2, 2, "float64")).dtype)
  end)

  it("refuses what cannot be", function()
    assert.error_matches(function() nn.BatchNorm2d(2)(dl.randn(2, 2)) end, "expected 4 dimensions")
    assert.error_matches(function() nn.BatchNorm1d(2)(dl.randn(1, 2)) end, "more than one value")
    assert.error_matches(function() nn.BatchNorm1d(2)(dl.randn(3, 3)) end, "3 channels")
    assert.error_matches(function() nn.BatchNorm1d(0) end, "positive integer")
  end)
end)

describe("nn.InstanceNorm2d", function()
  it("normalises each channel of each example", function()
    local x = dl.randn(2, 3, 4, 5) * 2 + 3
    local y = nn.InstanceNorm2d(3)(x)
    support.close(y:mean({ 3, 4 }), dl.zeros(2, 3):totable(), 1e-5)
    support.close(nn.InstanceNorm2d(3)(x[2]), y[2]:totable(), 1e-5)
  end)

  it("keeps running statistics when asked", function()
    local norm, x = nn.InstanceNorm1d(2, { trackRunningStats = true }), dl.randn(3, 2, 8)
    norm(x)
    support.close(norm.runningMean, (x:mean({ 1, 3 }) * 0.1):totable(), 1e-5)
    support.close(norm.runningVar, (x:var(3):mean(1) * 0.1 + 0.9):totable(), 1e-5)
    local y = norm:evaluate()(x)
    local expected = dl.batchNorm(x, nil, nil, norm.runningMean, norm.runningVar)
    support.close(y, expected:totable(), 1e-6)
  end)
end)

describe("nn.GroupNorm, nn.RMSNorm, nn.LocalResponseNorm", function()
  it("give what the operators give", function()
    local x = dl.randn(2, 4, 3)
    support.close(nn.GroupNorm(2, 4)(x):detach(), dl.groupNorm(x, 2):totable())
    support.close(nn.RMSNorm(3)(x):detach(), dl.rmsNorm(x, 3):totable())
    support.close(nn.LocalResponseNorm(3)(x), dl.localResponseNorm(x, 3):totable())
    assert.error_matches(function() nn.GroupNorm(3, 4) end, "cannot be split")
    assert.equal("nn.GroupNorm(2 groups, 4, epsilon = 1e-05): weight 4, bias 4 = 8", tostring(nn.GroupNorm(2, 4)))
  end)
end)
