-- Torch7's protocol: forward, backward, flat parameters, modules that compute their own gradients.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function float64(values) return dl.tensor(values, "float64") end

local function network()
  dl.manualSeed(7)
  return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)):to("float64")
end

--- The same as autograd says: gradients of the input and of the parameters.
local function reference(net, x, gradOutput)
  local leaf = x:detach():requiresGrad_(true)
  local gradients = dl.grad(net(leaf), { leaf, table.unpack(net:parameters()) },
    { gradOutputs = gradOutput })
  for i, gradient in ipairs(gradients) do gradients[i] = gradient:totable() end
  return gradients
end

describe("module:backward", function()
  local x, gradOutput
  before_each(function()
    dl.manualSeed(3)
    x, gradOutput = dl.randn(5, 3, { dtype = "float64" }), dl.randn(5, 2, { dtype = "float64" })
  end)

  it("returns the gradient of the input and fills those of the parameters", function()
    local net = network()
    local expected = reference(net, x, gradOutput)
    local output = net:forward(x)
    assert.is_true(output == net.output)
    local gradInput = net:backward(x, gradOutput)
    support.close(gradInput, expected[1])
    support.close(net.gradInput, expected[1])
    for i, p in ipairs(net:parameters()) do support.close(p.grad, expected[i + 1]) end
    assert.is_nil(x.grad)
    assert.is_false(x.requiresGrad)
  end)

  it("adds to what is there, scaled", function()
    local net = network()
    local expected = reference(net, x, gradOutput)
    net:forward(x)
    net:backward(x, gradOutput)
    net:forward(x)
    net:backward(x, gradOutput, 0.5)
    for i, p in ipairs(net:parameters()) do
      support.close(p.grad, (float64(expected[i + 1]) * 1.5):totable())
    end
  end)

  it("works through a chain of modules run one by one", function()
    local net = network()
    local expected = reference(net, x, gradOutput)
    local first, second, third = net[1], net[2], net[3]
    local h1 = first:forward(x)
    local h2 = second:forward(h1)
    third:forward(h2)
    local gradInput = first:backward(x, second:backward(h1, third:backward(h2, gradOutput)))
    support.close(gradInput, expected[1])
    for i, p in ipairs(net:parameters()) do support.close(p.grad, expected[i + 1]) end
  end)

  it("leaves the outputs of the children of a container", function()
    local net = network()
    net:forward(x)
    support.close(net[3].output, net.output:totable())
    support.close(net:get(2).output, net[1].output:tanh():totable())
  end)

  it("comes in two halves", function()
    local net = network()
    local expected = reference(net, x, gradOutput)
    net:forward(x)
    support.close(net:updateGradInput(x, gradOutput), expected[1])
    assert.is_nil(net[1].weight.grad)
    net:accGradParameters(x, gradOutput, 2)
    support.close(net[1].weight.grad, (float64(expected[2]) * 2):totable())
    support.close(net:backward(x, gradOutput), expected[1])
  end)

  it("works for modules which give their input back, and without parameters", function()
    local net = nn.Sequential(nn.Identity())
    net:forward(x)
    support.close(net:backward(x, x), x:totable())
    local dropout = nn.Dropout(0.5):evaluate()
    dropout:forward(x)
    support.close(dropout:backward(x, x), x:totable())
  end)

  it("gives no gradient for integers", function()
    local embedding = nn.Embedding(5, 2)
    local index = dl.tensor({ 1, 5 }, "int64")
    embedding:forward(index)
    assert.is_nil(embedding:backward(index, dl.ones(2, 2)))
    support.close(embedding.weight.grad[5], { 1, 1 })
  end)

  it("takes lists of tensors as input", function()
    local Add = nn.class("Torch7SpecAdd")
    function Add:forward(list) return list[1] * 2 + list[2] end
    local add = Add()
    add:forward({ x, x })
    local gradInput = add:backward({ x, x }, x)
    support.close(gradInput[1], (x * 2):totable())
    support.close(gradInput[2], x:totable())
  end)

  it("can be followed by autograd", function()
    local net = network()
    net:forward(x):sum():backward()
    assert.truthy(net[1].weight.grad)
  end)

  it("keeps dropout's choice between forward and backward", function()
    local dropout = nn.Dropout(0.5)
    local ones = dl.ones(100)
    local y = dropout:forward(ones)
    support.close(dropout:backward(ones, ones), y:totable())
  end)
end)

describe("net:training()", function()
  it("undoes net:evaluate(), beside the flag net.training", function()
    local net = nn.Sequential(nn.Dropout(), nn.Sequential(nn.Dropout()))
    assert.is_true(net:evaluate() == net)
    assert.is_false(net[2][1].training)
    assert.is_true(net:training() == net)
    assert.is_true(net.training and net[1].training and net[2][1].training)
    net:training()
    assert.is_true(net[1].training)
  end)

  it("leaves the call of any other boolean an error", function()
    local flag = true
    local _, message = pcall(function() flag() end)
    assert.truthy(message:find("torch7_spec.lua:%d+: attempt to call a boolean value"), message)
    assert.error_matches(function() flag({}) end, "attempt to call a boolean value")
  end)
end)

describe("updateParameters", function()
  it("is a step of descent", function()
    local net = nn.Linear(2, 1)
    local before = net.weight:detach():clone()
    net:forward(dl.ones(1, 2))
    net:backward(nil, dl.ones(1, 1))
    net:updateParameters(0.5)
    support.close(net.weight, (before - 0.5):totable())
  end)
end)

describe("criterion", function()
  it(":forward is a number, :backward the gradient of the output", function()
    local criterion = nn.MSELoss()
    local output, target = float64 { 1, 2 }, float64 { 0, 0 }
    assert.equal(2.5, criterion:forward(output, target))
    assert.equal(2.5, criterion.output)
    support.close(criterion:backward(output, target), { 1, 2 })
    support.close(criterion.gradInput, { 1, 2 })
    assert.error_matches(function() criterion:backward(output, target) end, "needs a forward")
  end)

  it("with reduction none is a tensor", function()
    local criterion = nn.L1Loss { reduction = "none" }
    support.close(criterion:forward(float64 { 1, -2 }, float64 { 0, 0 }), { 1, 2 })
    support.close(criterion:backward(), { 1, -1 })
  end)

  it("of a user's own: forward alone, or Torch7's two functions", function()
    local Own = nn.class("Torch7SpecLoss", "nn.Criterion")
    function Own:forward(output, target) return (output - target):abs():sum() end
    assert.equal(3, Own():forward(float64 { 1, 2 }, float64 { 0, 0 }))
    local Manual = nn.class("Torch7SpecManualLoss", "nn.Criterion")
    function Manual:updateOutput(output, target)
      self.output = (output - target):square():sum():item()
      return self.output
    end
    function Manual:updateGradInput(output, target)
      self.gradInput = (output - target) * 2
      return self.gradInput
    end
    local manual, output = Manual(), float64({ 1, 2 }):requiresGrad_(true)
    local loss = manual(output * 3, float64 { 0, 0 })
    assert.equal(45, loss:item())
    loss:backward()
    support.close(output.grad, { 18, 36 })
    assert.equal(5, manual:forward(float64 { 1, 2 }, float64 { 0, 0 }))
    support.close(manual:backward(float64 { 1, 2 }, float64 { 0, 0 }), { 2, 4 })
  end)
end)

describe("getParameters", function()
  it("gives flat tensors that alias everything", function()
    local net = network()
    local before = net[1].weight:totable()
    local flat, gradients = net:getParameters()
    assert.equal(26, flat:numel())
    assert.equal(26, gradients:numel())
    assert.same(before, net[1].weight:totable())
    flat:fill_(2)
    support.close(net[3].bias, { 2, 2 })
    net:forward(dl.ones(1, 3, { dtype = "float64" }))
    net:backward(nil, dl.ones(1, 2, { dtype = "float64" }))
    support.close(gradients:narrow(1, 25, 2), { 1, 1 })
    gradients:zero_()
    support.close(net[3].bias.grad, { 0, 0 })
    assert.equal(4, #net:parameters())
  end)

  it("keeps gradients that were there", function()
    local net = nn.Linear(2, 1)
    net(dl.ones(1, 2)):sum():backward()
    local _, gradients = net:getParameters()
    support.close(gradients, { 1, 1, 1 })
  end)

  it("is idempotent, also for a part of the module", function()
    local net = network()
    local flat, gradients = net:getParameters()
    local again, gradientsAgain = net:getParameters()
    assert.is_true(flat == again and gradients == gradientsAgain)
    local part, partGradients = net[3]:getParameters()
    assert.equal(10, part:numel())
    part:fill_(5)
    support.close(flat:narrow(1, 17, 10), part:totable())
    partGradients:fill_(6)
    support.close(gradients:narrow(1, 17, 10), partGradients:totable())
    flat:fill_(1)
    support.close(net[1].bias, { 1, 1, 1, 1 })
  end)

  it("counts shared parameters once", function()
    local net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    net[2].weight = net[1].weight
    local flat, gradients = net:getParameters()
    assert.equal(15, flat:numel())
    net(dl.ones(1, 3)):sum():backward()
    assert.is_true(gradients:abs():sum():item() > 0)
    flat:fill_(0)
    support.close(net[2].weight, { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } })
  end)

  it("survives zeroGrad, optimizers and backward through autograd", function()
    local net = network()
    local flat, gradients = net:getParameters()
    local optimizer = dl.optim.SGD(net:parameters(), { lr = 1 })
    local x = dl.ones(2, 3, { dtype = "float64" })
    for _ = 1, 3 do
      optimizer:zeroGrad()
      assert.equal(0, gradients:abs():sum():item())
      net(x):sum():backward()
      assert.is_true(gradients:abs():sum():item() > 0)
      local before = flat:clone()
      optimizer:step()
      support.close(flat, (before - gradients):totable(), 1e-12)
    end
    net:zeroGrad()
    assert.equal(0, gradients:abs():sum():item())
    assert.is_true(net[1].weight.isLeaf)
  end)

  it("begins anew after a change of dtype", function()
    local net = network()
    local flat = net:getParameters()
    net:to("float32")
    local other = net:getParameters()
    assert.equal("float32", other.dtype)
    other:fill_(3)
    support.close(net[3].bias, { 3, 3 })
    assert.is_false(flat == other)
  end)

  it("refuses a mixture of dtypes, takes a module without parameters", function()
    local net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1):to("float64"))
    assert.error_matches(function() net:getParameters() end, "both float32 on cpu and float64 on cpu")
    assert.equal(0, nn.Tanh():getParameters():numel())
  end)
end)

-- A module as one wrote it for Torch7: y = w .* x, with buffers and gradients of its own.
local Scale = nn.class("Torch7SpecScale", "nn.Module")
function Scale:__init(values)
  self.weight = float64(values)
  self.gradWeight = self.weight:clone():zero_()
end
function Scale:updateOutput(input)
  self.output = input * self.weight
  return self.output
end
function Scale:updateGradInput(_, gradOutput)
  self.gradInput = gradOutput * self.weight
  return self.gradInput
end
function Scale:accGradParameters(input, gradOutput, scale)
  self.gradWeight:add_((gradOutput * input):sum(1), scale or 1)
end

describe("a module with updateOutput, updateGradInput and accGradParameters", function()
  local x = float64 { { 1, 2 }, { 3, 4 } }

  it("works in Torch7's protocol", function()
    local scale = Scale { 10, 100 }
    support.close(scale:forward(x), { { 10, 200 }, { 30, 400 } })
    support.close(scale:backward(x, x:clone():fill_(1)), { { 10, 100 }, { 10, 100 } })
    support.close(scale.gradWeight, { 4, 6 })
    support.close(scale.weight.grad, { 4, 6 })
  end)

  it("works under autograd, inside a network", function()
    local scale = Scale { 10, 100 }
    local net = nn.Sequential(nn.Tanh(), scale, nn.Sigmoid())
    local input = x:clone():requiresGrad_(true)
    net(input):sum():backward()
    local w = float64({ 10, 100 }):requiresGrad_(true)
    local leaf = x:clone():requiresGrad_(true)
    local output = (leaf:tanh() * w):sigmoid()
    output:sum():backward()
    support.close(input.grad, leaf.grad:totable())
    support.close(scale.weight.grad, w.grad:totable())
    support.close(scale.gradWeight, w.grad:totable())
  end)

  it("has parameters for optimizers and flat vectors", function()
    local scale = Scale { 1, 2 }
    assert.equal(1, #scale:parameters())
    local flat, gradients = scale:getParameters()
    scale:forward(x)
    scale:backward(x, x:clone():fill_(1))
    support.close(gradients, { 4, 6 })
    flat:fill_(7)
    support.close(scale.weight, { 7, 7 })
    scale:zeroGradParameters()
    support.close(scale.gradWeight, { 0, 0 })
    local optimizer = dl.optim.SGD(scale:parameters(), { lr = 1 })
    scale:forward(x)
    scale:backward(x, x:clone():fill_(1))
    optimizer:step()
    support.close(scale.weight, { 3, 1 })
  end)

  it("passes its errors on", function()
    local Bad = nn.class("Torch7SpecBad", "Torch7SpecScale")
    function Bad:updateGradInput() error("my own trouble") end
    local bad = Bad { 1, 2 }
    bad:forward(x)
    assert.error_matches(function() bad:backward(x, x) end, "my own trouble")
  end)
end)

-- A container as one wrote it for Torch7.
local Twice = nn.class("Torch7SpecTwice", "nn.Container")
function Twice:updateOutput(input)
  self.middle = self.modules[1]:updateOutput(input)
  self.output = self.modules[2]:updateOutput(self.middle)
  return self.output
end
function Twice:updateGradInput(input, gradOutput)
  self.below = self.modules[2]:updateGradInput(self.middle, gradOutput)
  self.gradInput = self.modules[1]:updateGradInput(input, self.below)
  return self.gradInput
end
function Twice:accGradParameters(input, gradOutput, scale)
  self.modules[2]:accGradParameters(self.middle, gradOutput, scale)
  self.modules[1]:accGradParameters(input, self.below, scale)
end

-- A module of tables: {a, b, index} -> {a + b, {a * b}}.
local Both = nn.class("Torch7SpecBoth", "nn.Module")
function Both:updateOutput(input)
  self.output = { input[1] + input[2], { input[1] * input[2] } }
  return self.output
end
function Both:updateGradInput(input, gradOutput)
  local sum, product = gradOutput[1], gradOutput[2][1]
  self.gradInput = { sum + product * input[2], sum + product * input[1] }
  return self.gradInput
end

describe("modules of a user's own in Torch7's style:", function()
  local x, gradOutput = float64 { { 1, 2, 3 }, { 4, 5, 6 } }, float64 { { 1, -1 }, { 2, 0.5 } }

  it("a container of ours runs in theirs, and theirs in ours", function()
    local first, second = nn.Linear(3, 4):double(), nn.Linear(4, 2):double()
    local plain = nn.Sequential(first, second)
    local expected = reference(plain, x, gradOutput)
    local twice = Twice(first, second)
    local function check(gradInput)
      support.close(gradInput, expected[1])
      for i, p in ipairs(plain:parameters()) do support.close(p.grad, expected[i + 1]) end
      plain:zeroGradParameters()
    end
    twice:forward(x)
    check(twice:backward(x, gradOutput))
    local leaf = x:clone():requiresGrad_(true)
    twice(leaf):backward(gradOutput)
    check(leaf.grad)
    local outer = nn.Sequential(nn.Identity(), twice)
    outer:forward(x)
    check(outer:backward(x, gradOutput))
    assert.is_true(dl.isGradEnabled())
  end)

  it("tables of tensors go in and out, integers among them", function()
    local a, b = x:clone():requiresGrad_(true), (x * 2):requiresGrad_(true)
    local index = dl.tensor({ 1 }, "int64")
    local out = Both()({ index = index, a, b })
    support.close(out[2][1], (x * x * 2):totable())
    dl.sum(out[1] + out[2][1] * 2):backward()
    support.close(a.grad, (x * 4 + 1):totable())
    support.close(b.grad, (x * 2 + 1):totable())
    local net = nn.Sequential(nn.ConcatTable(nn.Tanh(), nn.Square()), Both(), nn.FlattenTable())
    net:forward(x)
    local t, s = x:tanh(), x:square()
    local gradient = (1 - t:square()) * (1 + s) + x * 2 * (1 + t)
    local ones = dl.onesLike(x)
    support.close(net:backward(x, { ones, ones }), gradient:totable())
  end)

  it("backward says when forward ran without gradients", function()
    local net = nn.Linear(3, 2):double()
    dl.noGrad(function() net:forward(x) end)
    assert.error_matches(function() net:backward(x, gradOutput) end, "a forward that ran with gradients")
  end)
end)

describe("a class that changes one of its parent's methods", function()
  local x = float64 { { 1, -2, 3 }, { -4, 5, 0.5 } }

  --- In Torch7's protocol, under autograd, and inside a container of ours: the same.
  local function check(module, y, gradOutput, gradInput, gradWeight)
    module:zeroGradParameters()
    support.close(module:forward(x), y)
    support.close(module:backward(x, gradOutput), gradInput)
    if gradWeight then support.close(module.gradWeight, gradWeight) end
    module:zeroGradParameters()
    local leaf = x:clone():requiresGrad_(true)
    module(leaf):backward(gradOutput)
    support.close(leaf.grad, gradInput)
    if gradWeight then support.close(module.weight.grad, gradWeight) end
    module:zeroGradParameters()
    local net = nn.Sequential(nn.Identity(), module)
    support.close(net:forward(x), y)
    support.close(net:backward(x, gradOutput), gradInput)
    if gradWeight then support.close(module.gradWeight, gradWeight) end
  end

  it("updateOutput", function()
    local Double, parent = nn.class("Torch7SpecDouble", "nn.Linear")
    function Double:updateOutput(input)
      self.output = parent.updateOutput(self, input) * 2
      return self.output
    end
    local double = Double(3, 2):double()
    local plain = nn.Linear(3, 2):double()
    plain:loadStateDict(double:stateDict())
    local g = float64 { { 1, 2 }, { 3, -1 } }
    check(double, (plain(x) * 2):totable(), g, (g * 2):mm(plain.weight:detach()):totable(), (g * 2):t():mm(x):totable())
  end)

  it("updateGradInput: a rectifier for guided backpropagation", function()
    local Guided, parent = nn.class("Torch7SpecGuided", "nn.ReLU")
    function Guided:updateGradInput(input, gradOutput)
      self.gradInput = parent.updateGradInput(self, input, gradOutput):clamp(0)
      return self.gradInput
    end
    local g = float64 { { 1, 1, -1 }, { 1, -2, 3 } }
    check(Guided(), x:relu():totable(), g, { { 1, 0, 0 }, { 0, 0, 3 } })
  end)

  it("accGradParameters: weights that decay", function()
    local Decay, parent = nn.class("Torch7SpecDecay", "nn.Linear")
    function Decay:accGradParameters(input, gradOutput, scale)
      parent.accGradParameters(self, input, gradOutput, scale)
      self.gradWeight:add_(self.weight:detach(), 0.5)
    end
    local decay = Decay(3, 2):double()
    local w, g = decay.weight:detach(), float64 { { 1, 2 }, { 3, -1 } }
    local y = (x:mm(w:t()) + decay.bias:detach()):totable()
    check(decay, y, g, g:mm(w):totable(), (g:t():mm(x) + w * 0.5):totable())
    assert.equal(2, #decay:parameters())
  end)

  it("of a loss", function()
    local Louder, parent = nn.class("Torch7SpecLouder", "nn.MSELoss")
    function Louder:updateGradInput(output, target)
      self.gradInput = parent.updateGradInput(self, output, target) * 10
      return self.gradInput
    end
    local y = x * 0
    local louder = Louder()
    assert.equal(nn.MSELoss():forward(x, y), louder:forward(x, y))
    support.close(louder:backward(x, y), (x * 2 / 6 * 10):totable())
    local leaf = x:clone():requiresGrad_(true)
    louder(leaf, y):backward()
    support.close(leaf.grad, (x * 2 / 6 * 10):totable())
  end)

  it("keeps a forward of its own", function()
    local Tripled = nn.class("Torch7SpecOwnForward", "nn.Linear")
    function Tripled:forward(input) return input * 3 end
    function Tripled:updateOutput() error("not called") end
    support.close(Tripled(3, 3)(x), (x * 3):totable())
  end)
end)
