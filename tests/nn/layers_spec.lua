-- The layers, activations and losses of nn: shapes, values, gradients, options.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

describe("nn.Sequential", function()
  it("passes on what each module gives", function()
    local net = nn.Sequential(nn.Linear(2, 3)):add(nn.Tanh()):add(nn.Linear(3, 1))
    assert.equal(3, #net)
    assert.same({ 5, 1 }, net(dl.randn(5, 2)):size())
    assert.is_true(net[1] == net:get(1) and net[-1] == net:get(3))
    net[3] = nn.Identity()
    assert.same({ 5, 3 }, net(dl.randn(5, 2)):size())
    local x = dl.randn(3)
    assert.is_true(nn.Sequential()(x) == x)
  end)

  it("takes modules of a user's own: a class, a plain table", function()
    local Twice = nn.class("LayersSpecTwice")
    function Twice:forward(x) return x * 2 end
    local shift = { by = nn.Parameter(dl.tensor { 1 }) }
    function shift:forward(x) return x + self.by end
    local net = nn.Sequential(Twice(), shift)
    local y = net(dl.tensor { 3 })
    support.close(y, { 7 })
    y:sum():backward()
    assert.equal(1, #net:parameters())
    support.close(shift.by.grad, { 1 })
    assert.truthy(tostring(net):find("(2) table(): by 1 = 1", 1, true), tostring(net))
    support.close(net:forward(dl.tensor { 3 }), { 7 })
  end)

  it("refuses what is no module", function()
    assert.error_matches(function() nn.Sequential(5) end, "got number")
    assert.error_matches(function() nn.Sequential():add(print) end, "got function")
    assert.error_matches(function() nn.Sequential()[3] = nn.Tanh() end, "position 3 of 0")
  end)
end)

describe("nn.Bilinear", function()
  it("joins two inputs, given as such or as Torch7's table", function()
    dl.manualSeed(4)
    local layer = nn.Bilinear(3, 2, 4)
    local x1, x2 = dl.randn(5, 3), dl.randn(5, 2)
    local y = layer(x1, x2)
    assert.same({ 5, 4 }, y:size())
    local byHand = (x1[2]:view(1, 3):mm(layer.weight[3]):mv(x2[2]) + layer.bias[3]):item()
    assert.near(byHand, y[2][3]:item(), 1e-5)
    support.close(layer:forward { x1, x2 }, y, 0)
    local gradInput = layer:backward({ x1, x2 }, dl.onesLike(y:detach()))
    assert.same({ { 5, 3 }, { 5, 2 } }, { gradInput[1]:size(), gradInput[2]:size() })
    assert.truthy(layer.weight:abs():max():item() <= 1 / math.sqrt(3))
    assert.is_nil(nn.Bilinear(3, 2, 4, false).bias)
    assert.equal("nn.Bilinear(3, 2 -> 4)", tostring(layer):match("^[^\n:]+%)"))
    assert.error_matches(function() nn.Bilinear(3, 2) end, "argument 3, outputs: expected an integer, got false")
  end)
end)

describe("nn.Linear", function()
  it("is x * weight^T + bias", function()
    local linear = nn.Linear(3, 2)
    local x = dl.randn(4, 3)
    local expected = x:mm(linear.weight:detach():t()) + linear.bias:detach()
    support.close(linear(x), expected:totable())
    assert.same({ 2, 5, 2 }, linear(dl.randn(2, 5, 3)):size())
    assert.is_nil(nn.Linear(3, 2, false).bias)
  end)

  it("may have an activation, and then is what it is with the module behind it", function()
    local x, behind = dl.randn(5, 3), { relu = nn.ReLU(), gelu = nn.GELU(), geluTanh = nn.GELU "tanh" }
    for activation, module in pairs(behind) do
      local layer = nn.Linear(3, 4, { activation = activation })
      local plain = nn.Linear(3, 4):share(layer)
      layer(x):sum():backward()
      local gradient = layer.weight.grad:clone()
      layer:zeroGrad()
      local y = module(plain(x))
      y:sum():backward()
      assert.equal(0, (layer(x) - y):abs():max():item(), activation)
      assert.is_true((gradient - plain.weight.grad):abs():max():item() < 1e-6, activation)
    end
    local layer = nn.Linear(3, 4, { bias = false, activation = "relu" })
    assert.equal("nn.Linear(3 -> 4, no bias, relu): weight 4x3 = 12", tostring(layer))
    assert.error_matches(function() nn.Linear(3, 4, { activation = "tanh" }) end,
      "nn.Linear: no activation tanh: relu, gelu or geluTanh")
    assert.error_matches(function() nn.Linear(3, 4, 5) end, "nn.Linear: options by name expected")
  end)

  it("begins within PyTorch's bounds", function()
    local linear = nn.Linear(100, 50)
    for _, p in ipairs(linear:parameters()) do
      assert.is_true(p:detach():abs():amax():item() <= 0.1)
    end
    assert.is_true(linear.weight:detach():abs():amax():item() > 0.099)
  end)

  it("refuses sizes that are none", function()
    assert.error_matches(function() nn.Linear(3) end, "must be integers")
    assert.error_matches(function() nn.Linear(3, 2.5) end, "must be integers")
  end)
end)

describe("the other layers:", function()
  it("nn.Flatten", function()
    assert.same({ 2, 12 }, nn.Flatten()(dl.zeros(2, 3, 4)):size())
    assert.same({ 6, 4 }, nn.Flatten(1, 2)(dl.zeros(2, 3, 4)):size())
  end)

  it("nn.Dropout drops in training and does nothing else", function()
    local dropout = nn.Dropout(0.25)
    local x = dl.ones(10000)
    local y = dropout(x)
    local kept = y:gt(0):to("float32"):mean():item()
    assert.is_true(math.abs(kept - 0.75) < 0.03)
    assert.is_true(math.abs(y:amax():item() - 1 / 0.75) < 1e-6)
    dropout:evaluate()
    assert.is_true(dropout(x) == x)
    assert.error_matches(function() nn.Dropout(2) end, "from 0 to 1")
  end)

  it("nn.Dropout1d, 2d, 3d drop whole channels", function()
    local cases = {
      { nn.Dropout1d, { 8, 16, 5 } }, { nn.Dropout1d, { 16, 5 } }, { nn.Dropout2d, { 8, 16, 3, 5 } },
      { nn.Dropout2d, { 8, 16, 5 } }, { nn.Dropout3d, { 8, 16, 2, 3, 5 } }, { nn.Dropout3d, { 16, 2, 3, 5 } },
    }
    for _, case in ipairs(cases) do
      local module, sizes = case[1](0.25), case[2]
      local x = dl.ones(sizes)
      local y = module(x)
      assert.same(sizes, y:size())
      local rows = y:reshape(-1, 5)
      support.close(rows:amax(2), rows:amin(2):totable())
      local share = y:gt(0):to("float32"):mean():item()
      assert.is_true(share > 0.4 and share < 1, share)
      assert.is_true(math.abs(y:amax():item() - 4 / 3) < 1e-6)
      assert.is_true(module:evaluate()(x) == x)
    end
    assert.error_matches(function() nn.Dropout2d()(dl.ones(3)) end, "nn.Dropout2d: an input of 3 to 4 dimensions")
    assert.error_matches(function() nn.Dropout3d(2) end, "nn.Dropout3d: p must be from 0 to 1")
  end)

  it("nn.AlphaDropout keeps mean and variance", function()
    dl.manualSeed(4)
    local x = dl.randn(100000)
    local y = nn.AlphaDropout(0.3)(x)
    assert.is_true(math.abs(y:mean():item()) < 0.02)
    assert.is_true(math.abs(y:var():item() - 1) < 0.02)
    local dropped = y[x:sub(y):abs():gt(3)]
    local scale = 1 / math.sqrt((1.7580993408473766 ^ 2 * 0.3 + 1) * 0.7)    -- of the paper
    local low = scale * 1.7580993408473766 * (0.3 - 1)
    assert.is_true(math.abs(dropped:median():item() - low) < 1e-5)
    local channels = nn.FeatureAlphaDropout(0.5)(dl.zeros(10, 20, 7))
    support.close(channels:amax(3), channels:amin(3):totable())
    assert.is_true(channels:amin():item() < 0 and channels:amax():item() > 0)
    assert.is_true(nn.AlphaDropout():evaluate()(x) == x)
  end)

  it("nn.Embedding", function()
    local embedding = nn.Embedding(5, 3, 2)
    local y = embedding(dl.tensor({ { 1, 2 }, { 5, 1 } }, "int64"))
    assert.same({ 2, 2, 3 }, y:size())
    support.close(y[1][2], { 0, 0, 0 })
    support.close(y[2][1], embedding.weight:detach()[5]:totable())
    y:sum():backward()
    local grad = embedding.weight.grad:totable()
    assert.same({ 2, 2, 2 }, grad[1])
    assert.same({ 0, 0, 0 }, grad[2])
    assert.same({ 1, 1, 1 }, grad[5])
  end)

  it("nn.LayerNorm", function()
    local norm = nn.LayerNorm(4)
    local y = norm(dl.tensor { { 1, 2, 3, 4 } })
    local s = math.sqrt(1.25 + 1e-5)
    support.close(y, { { -1.5 / s, -0.5 / s, 0.5 / s, 1.5 / s } })
    assert.equal(2, #norm:parameters())
    assert.equal(0, #nn.LayerNorm({ 2, 2 }, { affine = false }):parameters())
    assert.equal(1, #nn.LayerNorm({ 2, 2 }, { bias = false }):parameters())
  end)

  it("nn.Identity", function()
    local x = dl.ones(2)
    assert.is_true(nn.Identity(1, 2, 3)(x) == x)
  end)
end)

describe("activations", function()
  local x = dl.tensor({ { -2, -0.5, 0, 0.5 }, { 3, 1, -1, 30 } }, "float64")
  local same = {
    ReLU = { "relu" }, ELU = { "elu", 1 }, SELU = { "selu" }, CELU = { "celu", 1 },
    GELU = { "gelu" }, SiLU = { "silu" }, Mish = { "mish" }, Softplus = { "softplus" },
    Softsign = { "softsign" }, Sigmoid = { "sigmoid" }, LogSigmoid = { "logSigmoid" },
    Tanh = { "tanh" }, HardTanh = { "hardTanh" }, HardSigmoid = { "hardSigmoid" },
    HardSwish = { "hardSwish" }, LeakyReLU = { "leakyRelu" }, Threshold = { "threshold", 1e-6, 0 },
    Softmax = { "softmax", -1 }, LogSoftmax = { "logSoftmax", -1 }, ReLU6 = { "relu6" },
    HardShrink = { "hardShrink" }, SoftShrink = { "softShrink" }, TanhShrink = { "tanhShrink" },
    GLU = { "glu" },
  }
  for name, call in pairs(same) do
    it(name .. " is dl." .. call[1], function()
      local expected = dl[call[1]](x, table.unpack(call, 2)):totable()
      support.close(nn[name]()(x), expected)
      assert.equal(0, #nn[name]():parameters())
    end)
  end

  it("no class is left out", function()
    local others = { Softmin = true, Softmax2d = true, RReLU = true }
    for name in pairs(require "dlua.nn.activations") do
      assert.truthy(same[name] or others[name], name)
    end
  end)

  it("Softmin, Softmax2d, RReLU", function()
    support.close(nn.Softmin(1)(x), (-x):softmax(1):totable())
    local image = dl.randn(2, 3, 4, 5)
    support.close(nn.Softmax2d()(image):sum(2), dl.ones(2, 4, 5):totable())
    support.close(nn.Softmax2d()(image[1]):sum(1), dl.ones(4, 5):totable())
    local rrelu = nn.RReLU(0.25, 0.5)
    local y = rrelu(dl.full({ 1000 }, -1))
    assert.is_true(y:amax():item() <= -0.25 and y:amin():item() >= -0.5)
    assert.is_true(math.abs(y:mean():item() + 0.375) < 0.01 and y:std():item() > 0.05)
    support.close(rrelu:evaluate()(dl.tensor { -2, 2 }), { -0.75, 2 })
  end)

  it("that are learned", function()
    support.close(nn.PReLU()(dl.tensor { -2, 2 }), { -0.5, 2 })
    local prelu = nn.PReLU(3, 0.5)
    assert.same({ 3 }, prelu.weight:size())
    local leaf = dl.ones(2, 3, 4) * -1
    prelu(leaf):sum():backward()
    support.close(prelu.weight.grad, { -8, -8, -8 })
    assert.same({ 1 }, nn.PReLU(0).weight:size())
    assert.error_matches(function() nn.PReLU("a") end, "number of slopes")
    local swish = nn.Swish():double()
    support.close(swish(x), x:silu():totable())
    swish.weight:detach():fill_(2)
    support.close(swish(x), (x * (x * 2):sigmoid()):totable())
    assert.equal(1, #swish:parameters())
    local maxout = nn.Maxout(4, 2, 3):double()
    local pieces = maxout.linear(x):view(2, 2, 3)
    support.close(maxout(x), pieces:amax(3):totable())
  end)

  it("have Torch7's and PyTorch's names, too", function()
    for name, class in pairs { SoftMax = nn.Softmax, LogSoftMax = nn.LogSoftmax, Hardtanh = nn.HardTanh,
        SoftPlus = nn.Softplus, LookupTable = nn.Embedding, SpatialDropout = nn.Dropout2d } do
      assert.equal(class, nn[name])
    end
    assert.is_nil(nn.SoftMaxx)
  end)

  it("take options by position or by name", function()
    support.close(nn.LeakyReLU(0.5)(dl.tensor { -2 }), { -1 })
    support.close(nn.LeakyReLU { slope = 0.5 }(dl.tensor { -2 }), { -1 })
    support.close(nn.HardTanh(-3, 3)(dl.tensor { -5, 5 }), { -3, 3 })
    support.close(nn.HardTanh { maximum = 3 }(dl.tensor { -5, 5 }), { -1, 3 })
    support.close(nn.Softmax(1)(dl.tensor { { 1 }, { 1 } }), { { 0.5 }, { 0.5 } })
    support.close(nn.GELU("tanh")(x), x:gelu("tanh"):totable())
    assert.error_matches(function() nn.LeakyReLU { slop = 1 } end, "no option slop")
    assert.equal("nn.HardTanh(minimum = -1, maximum = 1)", tostring(nn.HardTanh()))
  end)
end)

describe("losses", function()
  local output = dl.tensor({ { 0.25, 0.5 }, { 0.75, 0.125 } }, "float64")
  local target = dl.tensor({ { 0, 1 }, { 1, 0.5 } }, "float64")
  local labels = dl.tensor({ 2, 1 }, "int64")
  local signs = dl.tensor({ { 1, -1 }, { -1, 1 } }, "float64")
  local cases = {
    { nn.MSELoss, "mse", target }, { nn.L1Loss, "l1", target },
    { nn.SmoothL1Loss, "smoothL1", target, { beta = 0.25 } },
    { nn.HuberLoss, "huber", target, { delta = 0.25 } },
    { nn.BCELoss, "bce", target }, { nn.BCEWithLogitsLoss, "bceWithLogits", target },
    { nn.HingeLoss, "hinge", dl.tensor({ { 1, -1 }, { -1, 1 } }, "float64"), { margin = 0.5 } },
    { nn.KLDivLoss, "klDiv", target }, { nn.NLLLoss, "nll", labels },
    { nn.CrossEntropyLoss, "crossEntropy", labels, { labelSmoothing = 0.1 } },
    { nn.CrossEntropyLoss, "crossEntropy", labels,
      { weight = dl.tensor({ 1, 3 }, "float64"), ignoreIndex = 1 } },
    { nn.HingeEmbeddingLoss, "hingeEmbedding", signs, { margin = 0.5 } },
    { nn.SoftMarginLoss, "softMargin", signs }, { nn.MultiMarginLoss, "multiMargin", labels, { p = 2 } },
    { nn.MultiLabelMarginLoss, "multiLabelMargin", dl.tensor({ { 2, 0 }, { 1, 0 } }, "int64") },
    { nn.MultiLabelSoftMarginLoss, "multiLabelSoftMargin", target },
    { nn.PoissonNLLLoss, "poissonNll", target, { full = true } },
  }
  for _, case in ipairs(cases) do
    local class, operator, wanted, options = table.unpack(case, 1, 4)
    for _, reduction in ipairs { "mean", "sum", "none" } do
      it(("%s with reduction %s is dl.%s"):format(class.__name, reduction, operator), function()
        local given = { reduction = reduction }
        for key, value in pairs(options or {}) do given[key] = value end
        support.close(class(given)(output, wanted), dl[operator](output, wanted, given):totable())
      end)
    end
  end

  it("of several outputs take them as arguments or as a table", function()
    local x1, x2 = dl.randn({ 4, 3 }, "float64"), dl.randn({ 4, 3 }, "float64")
    local x3, pairSigns = dl.randn({ 4, 3 }, "float64"), dl.tensor({ 1, -1, -1, 1 }, "float64")
    local variance = dl.rand({ 4, 1 }, "float64") + 0.5
    local cosine = nn.CosineEmbeddingLoss { margin = 0.25 }
    support.close(cosine(x1, x2, pairSigns), dl.cosineEmbedding(x1, x2, pairSigns, 0.25), 0)
    support.close(cosine({ x1, x2 }, pairSigns), cosine(x1, x2, pairSigns), 0)
    local ranking = nn.MarginRankingLoss { reduction = "none" }
    support.close(ranking({ x1, x2 }, x3:sign()), dl.marginRanking(x1, x2, x3:sign(), 0, "none"), 0)
    local triplet = nn.TripletMarginLoss { swap = true, p = 1 }
    support.close(triplet(x1, x2, x3), dl.tripletMargin(x1, x2, x3, 1, 1, 1e-6, true), 0)
    support.close(triplet { x1, x2, x3 }, triplet(x1, x2, x3), 0)
    local gauss = nn.GaussianNLLLoss { full = true }
    support.close(gauss(x1, x2, variance), dl.gaussianNll(x1, x2, variance, true), 0)
    support.close(gauss({ x1, variance }, x2), gauss(x1, x2, variance), 0)
  end)

  it("of several outputs give a gradient for each in Torch7's protocol", function()
    local x1, x2 = dl.randn({ 4, 3 }, "float64"), dl.randn({ 4, 3 }, "float64")
    local pairSigns = dl.tensor({ 1, -1, -1, 1 }, "float64")
    local loss = nn.CosineEmbeddingLoss()
    assert.equal("number", type(loss:forward({ x1, x2 }, pairSigns)))
    local gradInput = loss:backward({ x1, x2 }, pairSigns)
    local leaf1, leaf2 = x1:clone():requiresGrad_(true), x2:clone():requiresGrad_(true)
    loss(leaf1, leaf2, pairSigns):backward()
    support.close(gradInput[1], leaf1.grad, 0)
    support.close(gradInput[2], leaf2.grad, 0)
    assert.is_false(x1.requiresGrad)
  end)

  it("take the mean by default", function()
    support.close(nn.MSELoss()(output, target),
      (0.0625 + 0.25 + 0.0625 + 0.140625) / 4)
  end)

  it("refuse options that are none", function()
    assert.error_matches(function() nn.MSELoss { size = 1 } end, "no option size")
    assert.error_matches(function() nn.MSELoss("sum") end, "options by name")
    assert.error_matches(function() nn.MSELoss { reduction = "median" } end, "no reduction median")
    assert.error_matches(function() nn.MSELoss { reduction = "batchmean" } end, "no reduction")
    assert.truthy(nn.KLDivLoss { reduction = "batchmean" })
  end)
end)

describe("losses of several parts:", function()
  local function float64(values) return dl.tensor(values, "float64") end
  local x, y = float64 { { 1, -2 }, { 0.5, 3 } }, float64 { { 0, 1 }, { 2, -1 } }

  it("nn.MultiCriterion", function()
    local sum = nn.MultiCriterion():add(nn.MSELoss(), 0.5):add(nn.L1Loss())
    local expected = nn.MSELoss()(x, y) * 0.5 + nn.L1Loss()(x, y)
    support.close(sum(x, y), expected:item())
    assert.equal(expected:item(), sum:forward(x, y))
    support.close(sum:backward(x, y), ((x - y) / 4 + (x - y):sign() / 4):totable())
    assert.equal(nn.L1Loss()(x, y):item(), sum.criterions[2].output:item())
    assert.error_matches(function() nn.MultiCriterion():add(nn.Tanh()) end, "a loss expected, got nn.Tanh")
    assert.error_matches(function() nn.MultiCriterion()(x, y) end, "there is no loss in it")
  end)

  it("nn.ParallelCriterion takes tables, and gives one of gradients", function()
    local labels = dl.tensor({ 2, 1 }, "int64")
    local sum = nn.ParallelCriterion():add(nn.NLLLoss(), 2):add(nn.MSELoss())
    local expected = nn.NLLLoss()(x, labels) * 2 + nn.MSELoss()(y, x)
    assert.equal(expected:item(), sum:forward({ x, y }, { labels, x }))
    local gradients = sum:backward({ x, y }, { labels, x })
    support.close(gradients[1], { { 0, -1 }, { -1, 0 } })
    support.close(gradients[2], ((y - x) / 2):totable())
    local same = nn.ParallelCriterion(true):add(nn.MSELoss()):add(nn.L1Loss())
    support.close(same({ x, y }, x), nn.L1Loss()(y, x):item())
  end)

  it("of a user's own in Torch7's style, with a table as output", function()
    local Pair = nn.class("LayersSpecPair", "nn.Criterion")
    function Pair:updateOutput(output, target)
      return (output[1] + output[2] - target):square():sum():item()
    end
    function Pair:updateGradInput(output, target)
      local gradient = (output[1] + output[2] - target) * 2
      return { gradient, gradient }
    end
    local a, b = x:clone():requiresGrad_(true), y:clone():requiresGrad_(true)
    Pair()({ a, b * 3 }, y):backward()
    support.close(a.grad, ((x + y * 2) * 2):totable())
    support.close(b.grad, ((x + y * 2) * 6):totable())
  end)

  it("Torch7's names take Torch7's arguments", function()
    local labels, weight = dl.tensor({ 2, 1 }, "int64"), float64 { 1, 3 }
    local cases = {
      { nn.MSECriterion(false), nn.MSELoss { reduction = "sum" }, y },
      { nn.AbsCriterion(), nn.L1Loss(), y }, { nn.SmoothL1Criterion(false), nn.SmoothL1Loss { reduction = "sum" }, y },
      { nn.ClassNLLCriterion(weight), nn.NLLLoss { weight = weight }, labels },
      { nn.CrossEntropyCriterion(nil, false), nn.CrossEntropyLoss { reduction = "sum" }, labels },
      { nn.DistKLDivCriterion(), nn.KLDivLoss(), y:abs() },
      { nn.MarginCriterion(0.5), nn.HingeLoss { margin = 0.5 }, y:sign() },
    }
    for _, case in ipairs(cases) do
      assert.equal(case[2]:forward(x, case[3]), case[1]:forward(x, case[3]))
    end
    local pairsOf = { x, y }
    for made, given in pairs {
      [nn.CosineEmbeddingCriterion(0.1)] = nn.CosineEmbeddingLoss { margin = 0.1 },
      [nn.MarginRankingCriterion()] = nn.MarginRankingLoss(),
    } do
      local sign = made.__name == "nn.MarginRankingLoss" and y:sign() or float64 { 1, -1 }
      assert.equal(given:forward(pairsOf, sign), made:forward(pairsOf, sign))
      support.close(made:backward(pairsOf, sign)[2], given:backward(pairsOf, sign)[2]:totable())
    end
    for made, given in pairs {
      [nn.MultiMarginCriterion(2)] = nn.MultiMarginLoss { p = 2 },
      [nn.MultiLabelMarginCriterion()] = nn.MultiLabelMarginLoss(),
      [nn.MultiLabelSoftMarginCriterion()] = nn.MultiLabelSoftMarginLoss(),
      [nn.SoftMarginCriterion()] = nn.SoftMarginLoss(),
      [nn.HingeEmbeddingCriterion(2)] = nn.HingeEmbeddingLoss { margin = 2 },
    } do
      local kind = made.__name
      local wanted = kind == "nn.MultiMarginLoss" and labels
        or kind == "nn.MultiLabelMarginLoss" and dl.tensor({ { 2, 0 }, { 1, 0 } }, "int64")
        or kind == "nn.MultiLabelSoftMarginLoss" and y:gt(0):to("float64") or y:sign()
      assert.equal(given:forward(x, wanted), made:forward(x, wanted))
    end
    local p = x:sigmoid()
    assert.equal(nn.BCELoss()(p, p):item(), nn.BCECriterion():forward(p, p))
    local mse = nn.MSECriterion()
    mse.sizeAverage = false
    assert.equal("sum", mse.reduction)
  end)
end)

describe("an error inside a network", function()
  it("names the path of the module", function()
    local net = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(2, 1))
    local ok, message = pcall(function() return net(dl.ones(5, 4)) end)
    assert.is_false(ok)
    assert.truthy(message:find("net.3 (nn.Linear): linear: ", 1, true), message)
    assert.truthy(message:find("layers_spec.lua", 1, true), message)
    ok, message = pcall(function() return net:forward(dl.ones(5, 4)) end)
    assert.is_false(ok)
    assert.truthy(message:find("net.3 (nn.Linear): linear: ", 1, true), message)
  end)

  it("names the class of a module alone, and nothing outside of modules", function()
    local _, message = pcall(function() return nn.Linear(4, 3)(dl.ones(5, 5)) end)
    assert.truthy(message:find("nn.Linear", 1, true), message)
    _, message = pcall(function() return dl.ones(5) + dl.ones(4) end)
    assert.falsy(message:find("nn.", 1, true), message)
  end)
end)
