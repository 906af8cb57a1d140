-- train's metrics, against values of scikit-learn 1.x for the same scores.
local dl = require "dlua"
local support = require "tests.support"
local train = dl.train

local scores = {
  { -0.800, -1.299, 0.702, 0.403 }, { 1.100, 0.101, -0.298, -0.797 }, { 1.100, 1.601, 0.302, -1.197 },
  { -0.900, 1.601, 0.202, -1.697 }, { -0.100, -1.199, -0.598, -0.497 }, { -0.700, 0.801, -0.098, -0.597 },
  { 0.400, 1.101, -1.598, -0.297 }, { -0.100, -0.199, -1.298, 0.003 }, { 0.900, -0.299, -0.998, -0.397 },
  { -1.100, -1.399, 0.702, -1.097 }, { 1.200, 0.701, -1.498, 0.303 }, { -1.100, 0.001, 0.702, -1.997 },
  { -0.200, 0.601, 1.002, -1.197 }, { 1.000, -1.099, -0.298, -0.797 }, { 2.200, 0.601, 2.402, 0.603 },
  { 0.800, 1.201, -0.598, -0.097 }, { 1.400, -0.399, 0.802, 0.003 }, { 1.300, -0.399, -0.198, 0.203 },
  { 0.100, -0.399, 0.902, -1.297 }, { -1.200, -0.599, 1.002, -0.397 }, { -1.000, -0.399, 0.402, -1.097 },
  { -1.300, 0.601, -1.198, -0.297 }, { 0.000, -0.399, -0.098, 1.303 }, { -0.400, -1.299, -1.798, -0.197 },
}
local output = dl.tensor(scores)
local target = dl.tensor({ 3, 3, 1, 1, 3, 2, 2, 1, 1, 3, 3, 3, 2, 1, 1, 2, 3, 1, 2, 2, 2, 2, 3, 1 }, "int64")

local function near(expected, got)
  assert(math.abs(expected - got) < 1e-9, ("expected %.15g, got %.15g"):format(expected, got))
end

describe("precision, recall, F1", function()
  local expected = {
    precision = { micro = 0.4166666666666667, macro = 0.3675595238095238, weighted = 0.49007936507936506,
      none = { 3 / 7, 2 / 3, 0.375, 0 } },
    recall = { micro = 0.4166666666666667, macro = 0.3125, weighted = 0.4166666666666667, none = { 0.375, 0.5, 0.375, 0 } },
    f1 = { micro = 0.4166666666666667, macro = 0.3366071428571429, weighted = 0.4488095238095238,
      none = { 0.4, 0.5714285714285714, 0.375, 0 } },
  }

  it("are those of scikit-learn", function()
    for name, values in pairs(expected) do
      for average, value in pairs(values) do
        local got = train[name](output, target, { classes = 4, average = average })
        if average == "none" then
          for i, one in ipairs(value) do near(one, got[i]) end
          assert.equal(4, #got)
        else
          near(value, got)
        end
      end
    end
    near(expected.f1.macro, train.f1(output, target))
    near(expected.f1.macro, train.f1(output:argmax(2), target))
  end)

  it("count over batches", function()
    local f1 = train.F1(4, { average = "weighted" })
    for first = 1, 24, 7 do
      local count = math.min(7, 25 - first)
      f1:update(output:narrow(1, first, count), target:narrow(1, first, count))
    end
    near(expected.f1.weighted, f1:value())
    f1:reset()
    near(0, f1:value())
  end)

  it("refuse what does not go along", function()
    assert.error_matches(function() train.F1(3, { average = "mean" }) end, 'average must be.*got mean')
    assert.error_matches(function() train.f1(output, target:narrow(1, 1, 3)) end, "24 outputs for 3 targets")
    assert.error_matches(function() train.recall(output, target + 4, { classes = 4 }) end, "no classes from 1 to 4")
  end)
end)

describe("topK", function()
  it("is the share among the k best", function()
    near(10 / 24, train.topK(output, target, 1))
    near(17 / 24, train.topK(output, target, 2))
    near(23 / 24, train.topK(output, target, 3))
    near(1, train.topK(output, target, 5))
    near(train.accuracy(output, target), train.topK(output, target, 1))
    local metric = train.TopK(2)
    assert.is_true(metric:value() ~= metric:value())
    assert.error_matches(function() train.TopK(0) end, "k must be")
    assert.error_matches(function() train.topK(target, target) end, "scores %(N, C%) expected")
  end)
end)

describe("rocAuc", function()
  it("is that of scikit-learn, also with ties", function()
    local rounded = (output:select(2, 1) * 10):round() / 10
    local truth = target:eq(1)
    near(0.7109375, train.rocAuc(rounded, truth))
    near(0.7109375, train.rocAuc(rounded, truth:to("int64")))
    near(0.7109375, train.rocAuc(rounded, truth:to("int64") + 1))
    near(0.5, train.rocAuc(dl.ones(6), dl.tensor({ 0, 1, 0, 1, 1, 1 }, "int64")))
    near(1, train.rocAuc(dl.tensor { 1, 2, 3 }, dl.tensor({ 0, 1, 1 }, "int64")))
  end)

  it("takes each class against the rest", function()
    local each = train.rocAuc(output, target, { average = "none" })
    near(0.7109375, each[1])
    near(0.6640625, each[2])
    near(0.55078125, each[3])
    assert.is_true(each[4] ~= each[4])
    near((0.7109375 + 0.6640625 + 0.55078125) / 3, train.rocAuc(output, target))
    local metric = train.ROCAUC { average = "weighted" }
    metric:update(output:narrow(1, 1, 10), target:narrow(1, 1, 10))
    metric:update(output:narrow(1, 11, 14), target:narrow(1, 11, 14))
    near((0.7109375 + 0.6640625 + 0.55078125) / 3, metric:value())
    assert.error_matches(function() train.rocAuc(dl.tensor { 0 / 0, 1 }, dl.tensor({ 0, 1 }, "int64")) end, "NaN")
  end)
end)

describe("means", function()
  it("run", function()
    local mean = train.Mean()
    mean:update(2)
    mean:update(5, 3)
    near(17 / 4, mean:value())
    mean:update(dl.tensor { 1, 3 })
    near(21 / 6, mean:value())
    mean:reset()
    assert.is_true(mean:value() ~= mean:value())
    local moving = train.MovingMean(0.5)
    moving:update(4)
    near(4, moving:value())
    moving:update(dl.tensor(1))
    near((0.25 * 4 + 0.5) / 0.75, moving:value())
    assert.error_matches(function() train.MovingMean(1) end, "decay must be")
  end)

  it("give a perplexity", function()
    near(math.exp(1.5), train.perplexity(1.5))
    local metric = train.Perplexity()
    metric:update(1, 3)
    metric:update(dl.tensor(2), 1)
    near(math.exp(5 / 4), metric:value())
    local loss = dl.crossEntropy(output, target):item()
    support.close(dl.tensor(train.perplexity(output, target), "float64"), math.exp(loss), 1e-6)
    near(4, train.perplexity(dl.zeros({ 5, 4 }, "float64"), dl.tensor({ 1, 2, 3, 4, 1 }, "int64")))
  end)
end)
