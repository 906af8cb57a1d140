-- The layers on sequences but attention: nn.RNN, nn.LSTM, nn.GRU and their cells, nn.EmbeddingBag and
-- nn.CTCLoss: parameters, shapes, options. The numbers are those of the operators, which tests/golden/
-- compares with PyTorch.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local networks = {
  RNN = { gates = 1 }, LSTM = { gates = 4, cells = true }, GRU = { gates = 3 },
}

--- Names and shapes of the parameters, in a list that can be compared.
local function shapes(module)
  local list = {}
  for name, p in module:namedParameters() do
    list[#list + 1] = name .. " " .. table.concat(p:size(), "x")
  end
  return list
end

for name, is in pairs(networks) do
  describe("nn." .. name, function()
    it("has PyTorch's parameters, within its bounds", function()
      local net = nn[name](3, 4, 2, { bidirectional = true })
      local k = 4 * is.gates
      local expected = {}
      for _, layer in ipairs { { "L0", 3 }, { "L0Reverse", 3 }, { "L1", 8 }, { "L1Reverse", 8 } } do
        local suffix, width = table.unpack(layer)
        table.insert(expected, ("weightIh%s %dx%d"):format(suffix, k, width))
        table.insert(expected, ("weightHh%s %dx4"):format(suffix, k))
        table.insert(expected, ("biasIh%s %d"):format(suffix, k))
        table.insert(expected, ("biasHh%s %d"):format(suffix, k))
      end
      assert.same(expected, shapes(net))
      local most = 0
      for _, p in ipairs(net:parameters()) do
        most = math.max(most, p:detach():abs():amax():item())
      end
      assert.is_true(most <= 0.5 and most > 0.45)
      assert.same({ "weightIhL0 " .. k .. "x3", "weightHhL0 " .. k .. "x4" },
        shapes(nn[name](3, 4, { bias = false })))
    end)

    it("gives its output, the last states and cells", function()
      local net = nn[name](3, 4, 2, { bidirectional = true, batchFirst = true })
      local results = { net(dl.randn(5, 7, 3)) }
      assert.equal(is.cells and 3 or 2, #results)
      assert.same({ 5, 7, 8 }, results[1]:size())
      for i = 2, #results do assert.same({ 4, 5, 4 }, results[i]:size()) end
      assert.same({ 7, 8 }, nn.Sequential(net, nn.Identity())(dl.randn(7, 3)):size())
      local output, h = nn[name](3, 4)(dl.randn(6, 2, 3))
      support.close(h[1], output[6]:totable())
    end)

    it("goes on where it was left", function()
      local net, x = nn[name](2, 3, 2), dl.randn(6, 2, 2)
      local whole = net(x)
      local first, h, c = net(x:narrow(1, 1, 4))
      local second = net(x:narrow(1, 5, 2), h, c)
      support.close(dl.cat({ first, second }, 1), whole:totable())
    end)

    it("takes sequences of different lengths as if each were alone", function()
      local net, x = nn[name](2, 3, 2, { bidirectional = true }), dl.randn(5, 3, 2)
      local lengths = dl.tensor({ 4, 5, 1 }, "int64")
      local arguments = is.cells and { x, nil, nil, lengths } or { x, nil, lengths }
      local output, h = net(table.unpack(arguments, 1, 4))
      for i, length in ipairs { 4, 5, 1 } do
        local alone, last = net(x:narrow(1, 1, length):narrow(2, i, 1))
        support.close(output:narrow(1, 1, length):narrow(2, i, 1), alone:totable())
        support.close(h:narrow(2, i, 1), last:totable())
        local behind = output:narrow(1, length + 1, 5 - length):narrow(2, i, 1)
        assert.equal(0, behind:abs():sum():item())
      end
    end)

    it("drops between its layers in training only", function()
      local net = nn[name](2, 8, 2, { dropout = 0.5 })
      local x = dl.randn(4, 3, 2)
      local one, two = net(x), net(x)
      assert.is_true((one - two):abs():sum():item() > 0)
      net:evaluate()
      support.close(net(x), net(x):totable())
    end)

    it("takes part in Torch7's protocol", function()
      local net, x = nn[name](2, 3), dl.randn(4, 2, 2)
      local output, h = net:forward(x)
      assert.same({ 1, 2, 3 }, h:size())
      assert.same({ 4, 2, 2 }, net:backward(x, dl.onesLike(output)):size())
      assert.is_true(net.weightHhL0.grad:abs():sum():item() > 0)
    end)

    it("has a cell that makes the same step", function()
      local net, cell = nn[name](2, 3), nn[name .. "Cell"](2, 3)
      for _, key in ipairs { "weightIh", "weightHh", "biasIh", "biasHh" } do
        cell[key]:detach():copy_(net[key .. "L0"]:detach())
      end
      local x = dl.randn(3, 2, 2)
      local output, h, c = net(x), nil, nil
      for t = 1, 3 do
        h, c = cell(x[t], h, c)
        support.close(h, output[t]:totable())
      end
      assert.same({ 3 }, cell(dl.randn(2)):size())
    end)

    it("refuses what it does not know", function()
      local make = nn[name]
      assert.error_matches(function() make(3) end, "positive integer expected for hidden")
      assert.error_matches(function() make(3, 4, 0) end, "number of layers")
      assert.error_matches(function() make(3, 4, { size = 3 }) end, "no option size")
      assert.error_matches(function() make(3, 4, { bias = 1 }) end, "expected a boolean")
      assert.error_matches(function() make(3, 4, { dropout = 2 }) end, "from 0 to 1")
      assert.error_matches(function() make(3, 4)(dl.randn(2, 2, 5)) end, "the last size must be 3")
    end)
  end)
end

it("nn.LSTM with a projection", function()
  local net = nn.LSTM(3, 5, 2, { projection = 2, bidirectional = true })
  assert.same({ 2, 5 }, net.weightHrL0:size())
  assert.same({ 20, 4 }, net.weightIhL1Reverse:size())
  assert.same({ 20, 2 }, net.weightHhL1:size())
  local y, h, c = net(dl.randn(4, 2, 3))
  assert.same({ 4, 2, 4 }, y:size())
  assert.same({ 4, 2, 2 }, h:size())
  assert.same({ 4, 2, 5 }, c:size())
  assert.error_matches(function() nn.LSTM(3, 5, { projection = 5 }) end, "must be smaller")
end)

it("nn.RNN with relu", function()
  local net = nn.RNN(2, 3, { nonlinearity = "relu" })
  local x = dl.randn(1, 1, 2)
  local sum = x[1]:mm(net.weightIhL0:t()) + net.biasIhL0 + net.biasHhL0
  support.close(net(x)[1], sum:relu():totable())
end)

describe("nn.EmbeddingBag", function()
  it("gives one result for each bag", function()
    local bag = nn.EmbeddingBag(5, 3, { paddingIndex = 2 })
    local w = bag.weight:detach()
    assert.equal(0, w[2]:abs():sum():item())
    local y = bag(dl.tensor({ { 1, 2, 4 }, { 5, 5, 5 } }, "int64"))
    support.close(y, dl.stack { (w[1] + w[4]) / 2, w[5] }:totable())
    support.close(bag(dl.tensor({ 1, 3, 4 }, "int64"), dl.tensor({ 1, 3 }, "int64")),
      dl.stack { (w[1] + w[3]) / 2, w[4] }:totable())
    y:sum():backward()
    support.close(bag.weight.grad, { { 0.5, 0.5, 0.5 }, { 0, 0, 0 }, { 0, 0, 0 },
      { 0.5, 0.5, 0.5 }, { 1, 1, 1 } })
    assert.error_matches(function() nn.EmbeddingBag(3, 2, { mode = "top" }) end, "no mode top")
  end)
end)

describe("nn.CTCLoss", function()
  local logs = dl.randn(4, 2, 3):logSoftmax(-1)
  local targets = dl.tensor({ { 2, 3 }, { 3, 3 } }, "int64")

  it("takes lengths, in both protocols", function()
    local criterion = nn.CTCLoss()
    local full = criterion(logs, targets)
    support.close(criterion(logs, targets, dl.tensor { 4, 4 }, dl.tensor { 2, 2 }), full:item())
    local short = criterion:forward(logs, targets, dl.tensor { 3, 4 }, dl.tensor { 1, 2 })
    assert.is_true(math.abs(short - full:item()) > 1e-3)
    assert.same({ 4, 2, 3 }, criterion:backward(logs, targets):size())
  end)

  it("is the sum over all paths", function()
    local p = logs:narrow(1, 1, 2):narrow(2, 1, 1):exp():totable()
    local loss = nn.CTCLoss { reduction = "sum" }(logs:narrow(1, 1, 2):narrow(2, 1, 1),
      dl.tensor({ { 2 } }, "int64"))
    local sum = p[1][1][2] * p[2][1][2] + p[1][1][1] * p[2][1][2] + p[1][1][2] * p[2][1][1]
    support.close(loss, -math.log(sum))
  end)

  it("is infinite where the labels do not fit, or nothing", function()
    local short = dl.zeros(1, 2, 3):requiresGrad_(true)
    assert.equal(math.huge, nn.CTCLoss()(short, targets):item())
    local loss = nn.CTCLoss { zeroInfinity = true }(short, targets)
    loss:backward()
    assert.equal(0, loss:item() + short.grad:abs():sum():item())
  end)

  it("refuses what is no option", function()
    assert.error_matches(function() nn.CTCLoss { blanc = 1 } end, "no option blanc")
    assert.error_matches(function() nn.CTCLoss { blank = 0 } end, "a class from 1")
  end)
end)
