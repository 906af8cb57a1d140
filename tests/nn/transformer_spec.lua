-- nn.MultiheadAttention and the transformers against PyTorch's answers (tests/golden/nn/make.py),
-- which load under PyTorch's names in camel case; and what those do not show.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local folder = debug.getinfo(1, "S").source:match("^@(.*)nn/transformer_spec%.lua$") .. "golden/nn/"

local function same(actual, expected, what)
  local difference = support.difference(actual, expected, 1e-12)
  assert(not difference, what .. ": " .. tostring(difference))
end

--- Load the parameters of a case, run it, compare the results and all gradients.
local function check(case, module, ...)
  module:double()
  local state = {}
  for name, parameter in pairs(case.parameters) do state[name] = support.tensor(parameter.value) end
  module:loadStateDict(state, { base = 0 })
  local inputs = {}
  for i, input in ipairs(case.inputs) do
    inputs[i] = support.tensor(input.value):requiresGrad_(true)
  end
  local arguments = table.move({ ... }, 1, select("#", ...), #inputs + 1, { table.unpack(inputs) })
  local results = { module(table.unpack(arguments, 1, #inputs + select("#", ...))) }
  assert.equal(#case.results, #results)
  for i, expected in ipairs(case.results) do same(results[i], expected, "result " .. i) end
  results[1]:backward(dl.tensor(case.upstream, "float64"):view(results[1]:size()))
  for i, input in ipairs(case.inputs) do
    same(inputs[i].grad, input.grad, "gradient of input " .. i)
  end
  local count = 0
  for own, p in module:namedParameters() do
    local name = own:gsub("%.(%d+)%.", function(n) return ("."):rep(2, tostring(n - 1)) end)
    same(p.grad, case.parameters[name].grad, "gradient of " .. name)
    count = count + 1
  end
  for _ in pairs(case.parameters) do count = count - 1 end
  assert.equal(0, count)
end

local never = -math.huge

describe("golden answers of PyTorch", function()
  it("nn.MultiheadAttention", function()
    local cases, make = dofile(folder .. "MultiheadAttention.lua"), nn.MultiheadAttention
    check(cases["ordinary"], make(4, 2))
    check(cases["sizes of keys and values, batch first"],
      make(2, 1, { keySize = 3, valueSize = 1, batchFirst = true }))
    check(cases["masks"], make(2, 2, { bias = false }), {
      attentionMask = dl.tensor { { false, false, false }, { false, true, false } },
      keyPaddingMask = dl.tensor { { false, false, false }, { false, false, true } },
    })
    check(cases["one more key and a zero, all heads"],
      make(2, 2, { addBiasKv = true, addZeroAttn = true }),
      { averageWeights = false, attentionMask = dl.tensor { { 0.5, -0.25 }, { 1, never } } })
    check(cases["no batch, no weights"], make(2, 1), { needWeights = false })
  end)

  local options = { feedForward = 3, dropout = 0 }
  local function with(more)
    for key, value in pairs(options) do more[key] = value end
    return more
  end

  it("nn.TransformerEncoderLayer", function()
    local cases = dofile(folder .. "TransformerEncoderLayer.lua")
    local make = nn.TransformerEncoderLayer
    check(cases["ordinary"], make(4, 2, options))
    local case = cases["norm first, gelu, batch first, masks"]
    local function layer()
      return make(2, 1, with { activation = "gelu", normFirst = true, batchFirst = true })
    end
    local padding = dl.tensor { { 0, 0, never }, { 0, 0, 0 } }
    check(case, layer(),
      { mask = nn.Transformer.generateSquareSubsequentMask(3), keyPaddingMask = padding })
    check(case, layer(), { causal = true, keyPaddingMask = padding:eq(never) })
  end)

  it("nn.TransformerDecoderLayer", function()
    local cases = dofile(folder .. "TransformerDecoderLayer.lua")
    check(cases["ordinary"], nn.TransformerDecoderLayer(4, 2, options))
    check(cases["norm first, no bias, masks"],
      nn.TransformerDecoderLayer(2, 2, with { normFirst = true, bias = false }), {
        causal = true,
        memoryMask = dl.tensor { { false, false }, { false, true }, { true, false } },
        memoryKeyPaddingMask = dl.tensor { { false, false } },
      })
  end)

  it("nn.Transformer", function()
    local cases = dofile(folder .. "Transformer.lua")
    check(cases["ordinary"], nn.Transformer(2, 1, with { encoderLayers = 1, decoderLayers = 2 }),
      { targetCausal = true })
  end)
end)

describe("nn.MultiheadAttention", function()
  it("gives the same with and without weights, by one product and by three", function()
    local attention, x = nn.MultiheadAttention(6, 3), dl.randn(5, 2, 6)
    local y, weights = attention(x)
    assert.same({ 2, 5, 5 }, weights:size())
    support.close(weights:sum(-1), dl.ones(2, 5):totable())
    local quick, none = attention(x, x, x, { needWeights = false })
    assert.is_nil(none)
    support.close(quick, y:totable())
    support.close(attention(x, x:clone(), x:clone()), y:totable())
    attention.batchFirst = true
    support.close(attention(x:transpose(1, 2)):transpose(1, 2), y:totable())
  end)

  it("begins as Glorot's uniform, without biases", function()
    local attention = nn.MultiheadAttention(20, 4)
    local bound = math.sqrt(6 / 80)
    local most = attention.inProjWeight:detach():abs():amax():item()
    assert.is_true(most <= bound and most > 0.95 * bound)
    assert.equal(0, attention.inProjBias:detach():abs():sum():item())
    assert.equal(0, attention.outProj.bias:detach():abs():sum():item())
  end)

  it("drops weights in training only", function()
    local attention, x = nn.MultiheadAttention(4, 2, { dropout = 0.5 }), dl.randn(6, 1, 4)
    for _, needWeights in ipairs { true, false } do
      local options = { needWeights = needWeights }
      attention:train()
      local one, two = attention(x, x, x, options), attention(x, x, x, options)
      assert.is_true((one - two):abs():sum():item() > 0)
      attention:evaluate()
      support.close(attention(x, x, x, options), attention(x, x, x, options):totable())
    end
  end)

  it("refuses what does not fit", function()
    assert.error_matches(function() nn.MultiheadAttention(5, 2) end, "multiple of the heads")
    assert.error_matches(function() nn.MultiheadAttention(4, 2, { head = 3 }) end, "no option head")
    local attention, x = nn.MultiheadAttention(4, 2), dl.randn(3, 1, 4)
    assert.error_matches(function() attention(x, x, x, { mask = 1 }) end, "no option mask")
  end)
end)

describe("transformers", function()
  it("stack clones of a layer or what a function makes, with parameters of their own", function()
    local encoder = nn.TransformerEncoder(function()
      return nn.TransformerEncoderLayer(4, 2, { feedForward = 8 })
    end, 3, nn.LayerNorm(4))
    assert.equal(3 * 12 + 2, #encoder:parameters())
    assert.same({ 5, 2, 4 }, encoder(dl.randn(5, 2, 4), { causal = true }):size())
    local layer = nn.TransformerEncoderLayer(4, 2, { feedForward = 8 })
    local clones = nn.TransformerEncoder(layer, 2)
    assert.equal(24, #clones:parameters())
    support.close(clones.layers[2].linear1.weight, layer.linear1.weight:totable())
    assert.error_matches(function() nn.TransformerEncoder(nil, 2) end, "a layer or a function")
    assert.error_matches(function() nn.TransformerDecoder(print, 0) end, "positive number")
  end)

  it("do not look ahead when causal", function()
    local layer = nn.TransformerEncoderLayer(4, 2, { feedForward = 8, dropout = 0 })
    local x = dl.randn(6, 1, 4)
    local y = layer(x, { causal = true })
    local cut = layer(x:narrow(1, 1, 3), { causal = true })
    support.close(cut, y:narrow(1, 1, 3):totable())
  end)

  it("know activations by name, and take functions", function()
    local functions = { relu = dl.relu, gelu = dl.gelu, geluTanh = function(x) return dl.gelu(x, "tanh") end }
    for name, activation in pairs(functions) do
      local layer = nn.TransformerEncoderLayer(4, 2, { activation = name, dropout = 0 })
      local other = nn.TransformerEncoderLayer(4, 2, { activation = activation, dropout = 0 })
      other:loadStateDict(layer:stateDict())
      local x = dl.randn(3, 2, 4)
      assert.equal(0, (layer(x) - other(x)):abs():amax():item(), name)
    end
  end)

  it("refuse options that are none", function()
    local make = nn.TransformerEncoderLayer
    assert.error_matches(function() make(4, 2, { dim = 3 }) end, "no option dim")
    assert.error_matches(function() make(4, 2, { activation = "gelly" }) end, "no activation gelly")
    assert.error_matches(function()
      make(4, 2)(dl.randn(3, 1, 4), { tgtMask = 1 })
    end, "no option tgtMask")
  end)
end)

describe("positions", function()
  it("nn.PositionalEncoding adds waves", function()
    local encoding = nn.PositionalEncoding(4, { dropout = 0 })
    local y = encoding(dl.zeros(3, 2, 4))
    for t = 0, 2 do
      local slow = t / 100
      support.close(y[t + 1][2], { math.sin(t), math.cos(t), math.sin(slow), math.cos(slow) }, 1e-6)
    end
    support.close(nn.PositionalEncoding(4, { dropout = 0, batchFirst = true })(dl.zeros(2, 3, 4)),
      y:transpose(1, 2):totable())
    assert.same({ 3, 5 }, nn.PositionalEncoding(5)(dl.zeros(3, 5)):size())
    assert.is_nil(next(encoding:stateDict()))
    assert.error_matches(function()
      nn.PositionalEncoding(4, { longest = 2 })(dl.zeros(3, 4))
    end, "3 steps, and longest is 2")
  end)

  it("nn.RotaryEmbedding makes products depend on distances", function()
    for _, interleaved in ipairs { true, false } do
      local rotary = nn.RotaryEmbedding { interleaved = interleaved }
      local q, k = dl.randn(1, 8, "float64"), dl.randn(1, 8, "float64")
      local near = (rotary(q, 5) * rotary(k, 2)):sum()
      support.close(near, (rotary(q, 104) * rotary(k, 101)):sum():item(), 1e-9)
      assert.is_true(math.abs(near:item() - (rotary(q, 5) * rotary(k, 3)):sum():item()) > 1e-4)
    end
    local turned = nn.RotaryEmbedding()(dl.tensor { { 1, 0 }, { 1, 0 } })
    support.close(turned, { { 1, 0 }, { math.cos(1), math.sin(1) } }, 1e-6)
  end)
end)
