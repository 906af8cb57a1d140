-- The three printed tables of the notebook in the style of "Grokking Deep Learning": the loss
-- before each of ten updates, in float64, to all 8 digits; by plain tensors and by nn.Sequential.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim

local function float64(table) return dl.tensor(table, "float64") end

local X = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }
local TARGET = { { 0 }, { 1 }, { 0 }, { 1 } }

-- The weights are (inputs, outputs), as in the notebook; nn.Linear keeps them the other way about.
local A1 = {
  { 0.7151893663724195, 0.6027633760716439, 0.5448831829968969 },
  { 0.4236547993389047, 0.6458941130666561, 0.4375872112626925 },
}
local A2 = { { 0.05671297731744318 }, { 0.2726562945801132 }, { 0.47766511732134986 } }
local B1 = {
  { 0.7415917408091613, 1.5529137219128164, -2.268328201180374 },
  { 1.3335453816218967, -0.8427240538292873, 1.9699244478698945 },
}
local B2 = { { -0.08427783957672566 }, { 0.33525227296672727 }, { 0.11761108335747647 } }

local PRINTED = {
  a = { 0.58128304, 0.48988149, 0.41375111, 0.34489412, 0.28210124, 0.2254484, 0.17538853,
    0.1324231, 0.09682769, 0.06849361 },
  b = { 2.33428272, 0.62282083, 0.19680451, 0.08915535, 0.06028456, 0.049625, 0.04329267,
    0.03828787, 0.0339512, 0.03010911 },
  c = { 1.06372865, 0.75148144, 0.57384259, 0.39574294, 0.2482279, 0.15515294, 0.10423398,
    0.07571169, 0.05837623, 0.04700013 },
}

local function round(x) return ("%.8f"):format(x) end

--- Descend ten times along the gradient of the summed squared error; compare each loss.
local function check(printed, parameters, forward, rate)
  local x, target = float64(X), float64(TARGET)
  for i, expected in ipairs(printed) do
    for _, p in ipairs(parameters) do p.grad = nil end
    local loss = (forward(x) - target):square():sum()
    assert.equal(round(expected), round(loss:item()), "loss " .. i)
    loss:backward()
    dl.noGrad(function()
      for _, p in ipairs(parameters) do p:sub_(p.grad * rate) end
    end)
  end
end

local function leaf(table) return float64(table):requiresGrad_(true) end

describe("the notebook's tables by tensors", function()
  it("(a) two matrices", function()
    local w1, w2 = leaf(A1), leaf(A2)
    check(PRINTED.a, { w1, w2 }, function(x) return x:mm(w1):mm(w2) end, 0.1)
  end)

  it("(b) two layers with biases", function()
    local w1, w2 = leaf(B1), leaf(B2)
    local b1, b2 = leaf { 0, 0, 0 }, leaf { 0 }
    check(PRINTED.b, { w1, b1, w2, b2 },
      function(x) return (x:mm(w1) + b1):mm(w2) + b2 end, 0.025)
  end)

  it("(c) with tanh and sigmoid", function()
    local w1, w2 = leaf(B1), leaf(B2)
    local b1, b2 = leaf { 0, 0, 0 }, leaf { 0 }
    check(PRINTED.c, { w1, b1, w2, b2 },
      function(x) return ((x:mm(w1) + b1):tanh():mm(w2) + b2):sigmoid() end, 1)
  end)
end)

--- A layer with the notebook's weights and a bias of zeros (or none).
local function layer(weight, bias)
  local w = float64(weight)
  local linear = nn.Linear(w:size(1), w:size(2), bias):to("float64")
  nn.init.constant(linear.weight, 0):detach():copy_(w:t())
  if linear.bias then nn.init.zeros(linear.bias) end
  return linear
end

local function networks()
  return {
    a = { net = nn.Sequential(layer(A1, false), layer(A2, false)), rate = 0.1 },
    b = { net = nn.Sequential(layer(B1), layer(B2)), rate = 0.025 },
    c = { net = nn.Sequential(layer(B1), nn.Tanh(), layer(B2), nn.Sigmoid()), rate = 1 },
  }
end

describe("the notebook's tables by nn", function()
  for _, name in ipairs { "a", "b", "c" } do
    it("(" .. name .. ") with autograd and optim.SGD", function()
      local case = networks()[name]
      local criterion = nn.MSELoss { reduction = "sum" }
      local optimizer = optim.SGD(case.net:parameters(), { lr = case.rate })
      for i, expected in ipairs(PRINTED[name]) do
        optimizer:zeroGrad()
        local loss = criterion(case.net(float64(X)), float64(TARGET))
        assert.equal(round(expected), round(loss:item()), "loss " .. i)
        loss:backward()
        optimizer:step()
      end
    end)

    it("(" .. name .. ") in Torch7's protocol with optim.sgd", function()
      local case = networks()[name]
      local criterion = nn.MSELoss { reduction = "sum" }
      local x, target = float64(X), float64(TARGET)
      local parameters, gradients = case.net:getParameters()
      local config = { learningRate = case.rate }
      local function feval()
        gradients:zero_()
        local output = case.net:forward(x)
        local loss = criterion:forward(output, target)
        case.net:backward(x, criterion:backward(output, target))
        return loss, gradients
      end
      for i, expected in ipairs(PRINTED[name]) do
        local _, losses = optim.sgd(feval, parameters, config)
        assert.equal(round(expected), round(losses[1]), "loss " .. i)
      end
    end)
  end
end)
