-- nn.weightNorm and nn.spectralNorm: PyTorch's numbers, files, copies, several at once.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function float64(values) return dl.tensor(values, "float64") end

local function linear()
  local layer = nn.Linear(3, 2):double()
  layer:loadStateDict { weight = float64 { { 1, 2, -1 }, { 0.5, -1, 3 } }, bias = float64 { 0.1, -0.2 } }
  return layer
end

local function saved(value)
  local path = os.tmpname()
  dl.save(path, value)
  local other = dl.load(path)
  os.remove(path)
  return other
end

local x = float64 { { 1, -1, 2 }, { 0.5, 0.25, -1 } }
local upstream = float64 { { 1, 2 }, { 3, -1 } }

describe("nn.weightNorm", function()
  it("changes nothing at first, and is PyTorch's weight_norm", function()
    local layer = nn.weightNorm(linear())
    support.close(layer(x), linear()(x):totable())
    layer.weightG:detach():copy_(float64 { { 2 }, { 0.5 } })
    local y = layer(x)
    support.close(y, { { -2.3494897427831782, 0.9713032141645455 }, { 1.7329931618554524, -0.6685212856658183 } })
    y:backward(upstream)
    support.close(layer.weightG.grad, { { 1.2247448713915892 }, { 5.622255427989819 } })
    support.close(layer.weightV.grad, { { 1.632993161855452, -1.0206207261596578, -0.408248290463863 },
      { 0.0971324616624257, -0.07713460190839688, -0.04190027757986997 } })
  end)

  it("learns length and direction, in both protocols", function()
    local net = nn.Sequential(nn.weightNorm(linear()), nn.Tanh())
    local names = {}
    for name in net:namedParameters() do names[#names + 1] = name end
    assert.same({ "1.module.bias", "1.weightG", "1.weightV" }, names)
    net:forward(x)
    net:backward(x, upstream)
    local expected = {}
    for i, p in ipairs(net:parameters()) do expected[i] = p.grad:totable() end
    net:zeroGrad()
    net(x):backward(upstream)
    for i, p in ipairs(net:parameters()) do support.close(p.grad, expected[i]) end
    local flat = net:getParameters()
    assert.equal(10, flat:numel())
  end)

  it("takes another dimension, all of them, a vector, a second tensor", function()
    local columns = nn.weightNorm(linear(), "weight", -1)
    assert.same({ 1, 3 }, columns.weightG:size())
    support.close(columns.weight, linear().weight:totable())
    local all = nn.weightNorm(linear(), "weight", false)
    assert.same({}, all.weightG:size())
    support.close(all.weight, linear().weight:totable())
    local both = nn.weightNorm(nn.weightNorm(linear()), "bias")
    support.close(both.biasG, { 0.1, 0.2 })
    support.close(both(x), linear()(x):totable())
    assert.equal(4, #both:parameters())
    support.close(both.bias, { 0.1, -0.2 })
    support.close(both.weight, linear().weight:totable())
  end)

  it("shows the fields of its module, saves, clones, and gives the module back", function()
    local layer = nn.weightNorm(linear())
    assert.equal(3, layer.inputs)
    assert.is_nil(layer.nothing)
    layer(x)
    assert.is_nil(rawget(layer.module, "weight"))
    for _, other in ipairs { saved(layer), layer:clone() } do
      support.close(other(x), linear()(x):totable())
      assert.equal(3, #other:parameters())
    end
    local fresh = nn.weightNorm(nn.Linear(3, 2)):double()
    fresh:loadStateDict(layer:stateDict())
    support.close(fresh(x), layer(x):totable())
    local plain = layer:unwrap()
    assert.equal("nn.Linear", plain.__name)
    assert.equal(2, #plain:parameters())
    support.close(plain.weight, linear().weight:totable())
  end)

  it("leaves nothing behind when its module fails", function()
    local layer = nn.weightNorm(linear())
    assert.error_matches(function() layer(dl.ones(1, 5, { dtype = "float64" })) end, "linear")
    assert.is_nil(rawget(layer.module, "weight"))
    assert.equal(3, #layer:parameters())
  end)

  it("refuses what it cannot do", function()
    assert.error_matches(function() nn.weightNorm(5) end, "nn.WeightNorm: a module expected, got number")
    assert.error_matches(function() nn.weightNorm(nn.Tanh()) end, "nn.Tanh has no tensor weight")
    assert.error_matches(function() nn.weightNorm(linear(), "weight", 3) end, "a dimension of a tensor that has 2")
  end)
end)

describe("nn.Parametrisation", function()
  it("is the parent of a user's own", function()
    local Positive = nn.class("ParametrisationsSpecPositive", "nn.Parametrisation")
    function Positive:__init(module, name)
      self.logarithm = nn.Parameter(self:take(module, name):abs():log())
    end
    function Positive:value() return self.logarithm:exp() end
    local layer = Positive(linear())
    support.close(layer.weight, { { 1, 2, 1 }, { 0.5, 1, 3 } })
    support.close(layer(x), (x:mm(layer.weight:detach():t()) + layer.bias:detach()):totable())
    layer(x):sum():backward()
    support.close(layer.logarithm.grad, (layer.weight:detach() * x:sum(1)):totable())
    support.close(saved(layer)(x), layer(x):totable())
    support.close(layer:unwrap().weight, { { 1, 2, 1 }, { 0.5, 1, 3 } })
  end)
end)

describe("nn.spectralNorm", function()
  local function begun()
    local layer = nn.spectralNorm(linear())
    layer.weightU:copy_(float64 { 0.6, 0.8 })
    return layer
  end

  it("is PyTorch's spectral_norm, step by step", function()
    local layer, leaf = begun(), x:clone():requiresGrad_(true)
    local y = layer(leaf)
    support.close(y, { { -1.0441551070947104, 2.6603877677367764 }, { 0.8627700713964737, -1.3441551070947106 } })
    y:backward(upstream)
    support.close(layer.weightOriginal.grad, { { 0.9534625892455924, -0.09534625892455914, -0.3813850356982365 },
      { -0.8841198554822759, -1.4405952939328852, -0.7142301577621524 } })
    support.close(leaf.grad, { { 0.7627700713964737, 0, 1.9069251784911845 },
      { 0.953462589245592, 2.6696952498876576, -2.288310214189421 } })
    support.close(layer.weightU, { 0, 1 })
    support.close(layer.weightV, { 0.4767312946227961, 0.1906925178491184, 0.8581163303210332 })
    layer:evaluate()
    for _ = 1, 2 do support.close(layer(x)[1], { -1.0441551070947104, 2.6603877677367764 }) end
    layer:train()
    support.close(layer(x), { { -0.7579974364749036, 1.9449935911872591 }, { 0.671998290983269, -1.0579974364749036 } })
  end)

  it("makes the largest singular value 1", function()
    local layer = nn.spectralNorm(nn.Linear(6, 4):double(), "weight", { iterations = 50 })
    layer(dl.randn({ 1, 6 }, { dtype = "float64" }))
    local _, values = dl.svd(layer.weight:detach())
    assert.is_true(math.abs(values[1]:item() - 1) < 1e-3)
  end)

  it("may be used twice before backward", function()
    local layer, leaf = begun(), x:clone():requiresGrad_(true)
    layer(layer(leaf):matmul(dl.ones(2, 3, { dtype = "float64" }))):sum():backward()
    assert.truthy(leaf.grad)
  end)

  it("takes another dimension, is saved with its vectors", function()
    local layer = nn.spectralNorm(linear(), "weight", { dim = 2 })
    assert.same({ 3 }, layer.weightU:size())
    local other = saved(layer)
    support.close(other:evaluate()(x), layer:evaluate()(x):totable())
    assert.equal(2, #layer:buffers())
    assert.error_matches(function() nn.spectralNorm(linear(), "bias") end, "bias has 1 dimensions, 2 or more")
  end)
end)
