-- nn.Module: buffers, stateDict and loadStateDict, freezing.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local Norm = nn.class("StateSpecNorm", "nn.Module")
function Norm:__init(size)
  self.weight = nn.Parameter(dl.ones(size))
  self:registerBuffer("mean", dl.zeros(size))
  self:registerBuffer("count", dl.tensor(0, "int64"))
  self:registerBuffer("mask", dl.ones(size), { persistent = false })
end
function Norm:forward(x) return (x - self.mean) * self.weight * self.mask end

local function sortedNames(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function saved(value)
  local path = os.tmpname()
  dl.save(path, value)
  local other = dl.load(path)
  os.remove(path)
  return other
end

describe("buffers", function()
  it("are moved and saved and not learned", function()
    local net = nn.Sequential(nn.Linear(2, 2), Norm(2))
    assert.equal(3, #net:parameters())
    local names = {}
    for name, tensor in net:namedBuffers() do
      names[#names + 1] = name
      assert.is_false(tensor.requiresGrad)
    end
    assert.same({ "2.mean", "2.count", "2.mask" }, names)
    assert.equal(3, #net:buffers())
    net:double()
    assert.equal("float64", net[2].mean.dtype)
    assert.equal("int64", net[2].count.dtype)
    net[2].mean:fill_(7)
    local other = saved(net)
    support.close(other[2].mean, { 7, 7 })
    support.close(other[2].mask, { 1, 1 })       -- a loaded model must work
    assert.same(sortedNames(net:stateDict()), sortedNames(other:stateDict()))
  end)

  it("refuse what is none", function()
    local norm = Norm(2)
    assert.error_matches(function() norm:registerBuffer("a.b", dl.ones(1)) end, "name without dots")
    assert.error_matches(function() norm:registerBuffer("a", 5) end, "a: a tensor expected, got number")
    assert.error_matches(function() norm:registerBuffer("weight", dl.ones(2)) end, "has a weight already")
    assert.error_matches(function() norm:registerBuffer("forward", dl.ones(2)) end, "has a forward already")
    assert.error_matches(function() norm:registerBuffer("a", nn.Parameter(dl.ones(2))) end, "not learned")
    norm:registerBuffer("mean", dl.ones(2))
    support.close(norm.mean, { 1, 1 })
  end)

  it("are no place for what was computed from parameters", function()
    local norm = Norm(2)
    norm.cache = norm.weight * 2
    assert.equal(1, #norm:parameters())
    assert.is_nil(norm:stateDict().cache)
    assert.equal(3, #norm:buffers())
  end)
end)

describe("stateDict", function()
  it("holds parameters and buffers by name, sharing memory", function()
    local net = nn.Sequential(nn.Linear(2, 3), Norm(3))
    local state = net:stateDict()
    assert.same({ "1.bias", "1.weight", "2.count", "2.mean", "2.weight" }, sortedNames(state))
    assert.is_false(state["1.weight"].requiresGrad)
    state["2.mean"]:fill_(4)
    support.close(net[2].mean, { 4, 4, 4 })
    assert.same({ "0.bias", "0.weight", "1.count", "1.mean", "1.weight" },
      sortedNames(net:stateDict { base = 0 }))
    assert.error_matches(function() net:stateDict { base = 2 } end, "base is 1 or 0")
  end)

  it("goes through a file into another model", function()
    local net, other = nn.Sequential(nn.Linear(2, 3), Norm(3)), nn.Sequential(nn.Linear(2, 3), Norm(3))
    net[2].mean:fill_(2)
    local report = other:loadStateDict(saved(net:stateDict()))
    assert.same({ missing = {}, unexpected = {}, misshapen = {} }, report)
    local x = dl.randn(4, 2)
    support.close(other(x), net(x):totable())
    assert.equal(3, #other:parameters())
    other:loadStateDict(net:stateDict { base = 0 }, { base = 0 })
  end)

  it("converts dtypes and keeps those of the module", function()
    local net, other = nn.Linear(2, 1):double(), nn.Linear(2, 1)
    other:loadStateDict(net:stateDict())
    assert.equal("float32", other.weight.dtype)
    support.close(other.weight, net.weight:float():totable())
  end)

  it("lists all that is missing, unexpected or misshapen, and then loads nothing", function()
    local net = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
    local before = net[1].bias:totable()
    local state = { ["1.weight"] = dl.ones(2, 2), ["1.bias"] = dl.ones(3), ["2.weight"] = 5, other = dl.ones(1) }
    local _, message = pcall(net.loadStateDict, net, state)
    assert.truthy(message:find("nn.Sequential: loadStateDict: missing: 2.bias; unexpected: other; "
      .. "misshapen: 1.weight is 2x2, wanted 3x2, 2.weight is a number, no tensor", 1, true), message)
    assert.same(before, net[1].bias:totable())
    assert.error_matches(function() net:loadStateDict(5) end, "a table of tensors by name expected")
  end)

  it("that is not strict takes what fits a name, but no wrong shape", function()
    local net = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
    local state = { ["1.bias"] = dl.ones(3), other = dl.ones(1) }
    local report = net:loadStateDict(state, { strict = false })
    assert.same({ "1.weight", "2.weight", "2.bias" }, report.missing)
    assert.same({ "other" }, report.unexpected)
    support.close(net[1].bias, { 1, 1, 1 })
    state["2.bias"] = dl.ones(2)
    assert.error_matches(function() net:loadStateDict(state, false) end, "2.bias is 2, wanted 1$")
  end)

  it("names what is shared once, and loads it by any of its names", function()
    local net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net:add(net[1])
    net[2].weight = net[1].weight
    local state = net:stateDict()
    assert.same({ "1.bias", "1.weight", "2.bias" }, sortedNames(state))
    local all = { ["1.weight"] = dl.zeros(2, 2), ["1.bias"] = dl.zeros(2), ["2.bias"] = dl.zeros(2),
      ["2.weight"] = dl.zeros(2, 2), ["3.weight"] = dl.ones(2, 2), ["3.bias"] = dl.ones(2) }
    net:loadStateDict(all)
    support.close(net[1].bias, { 1, 1 })
    net:loadStateDict { ["3.weight"] = dl.ones(2, 2) * 2, ["3.bias"] = dl.ones(2), ["2.bias"] = dl.ones(2) }
    support.close(net[2].weight, { { 2, 2 }, { 2, 2 } })
    assert.error_matches(function() net:loadStateDict { ["4.weight"] = dl.ones(1) } end, "unexpected: 4.weight")
  end)

  it("works for flat parameters and leaves optimizers what they hold", function()
    local net = nn.Linear(2, 1)
    local flat = net:getParameters()
    net:loadStateDict { weight = dl.ones(1, 2), bias = dl.ones(1) * 3 }
    support.close(flat, { 1, 1, 3 })
  end)
end)

describe("freezing", function()
  it("takes parameters out of training, not out of files", function()
    local net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
    net(dl.ones(1, 2)):sum():backward()
    assert.is_true(net[1]:freeze() == net[1])
    assert.equal(2, #net:parameters())
    assert.equal(0, #net:buffers())
    assert.is_nil(net[1].weight.grad)
    net(dl.ones(1, 2)):sum():backward()
    assert.is_nil(net[1].weight.grad)
    assert.equal(4, #sortedNames(net:stateDict()))
    local other = saved(net)
    assert.equal(2, #other:parameters())
    assert.truthy(tostring(other[1]):find("weight 2x2 frozen, bias 2 frozen = 6", 1, true), tostring(other))
    assert.equal(4, #other:unfreeze():parameters())
    assert.equal(4, #net:unfreeze():parameters())
    net(dl.ones(1, 2)):sum():backward()
    assert.truthy(net[1].weight.grad)
  end)

  it("never makes parameters of buffers", function()
    local norm = Norm(2)
    norm.plain = dl.ones(2)
    norm:freeze()
    norm:unfreeze()
    assert.equal(1, #norm:parameters())
    norm:requiresGrad_(true)
    assert.equal(1, #norm:parameters())
  end)

  it("knows a parameter whose requiresGrad was switched off by hand, and one that began so", function()
    local linear = nn.Linear(2, 1)
    linear.weight.requiresGrad = false
    linear.extra = nn.Parameter(dl.ones(1), false)
    assert.equal(1, #linear:parameters())
    assert.equal(3, #linear:unfreeze():parameters())
  end)
end)

-- Torch7's way of keeping a parameter.
local Scale = nn.class("StateSpecScale", "nn.Module")
function Scale:__init(size)
  self.weight = dl.ones(size)
  self.gradWeight = dl.zeros(size)
end
function Scale:updateOutput(input) return input * self.weight end
function Scale:updateGradInput(_, gradOutput) return gradOutput * self.weight end
function Scale:accGradParameters(input, gradOutput, scale)
  self.gradWeight:add_(gradOutput * input, scale or 1)
end

describe("a module in Torch7's style", function()
  it("is saved with the pair that makes its parameter", function()
    for _, used in ipairs { false, true } do
      local scale = Scale(2)
      if used then
        scale:forward(dl.ones(2))
        scale:backward(dl.ones(2), dl.ones(2))
      end
      local other = saved(scale)
      assert.equal(1, #other:parameters())
      other:zeroGradParameters()
      other:forward(dl.ones(2))
      other:backward(dl.ones(2), dl.ones(2))
      support.close(other.gradWeight, { 1, 1 })
      support.close(other.weight.grad, { 1, 1 })
    end
  end)

  it("is moved and frozen with it", function()
    local scale = Scale(2):double()
    assert.equal("float64", scale.gradWeight.dtype)
    assert.equal(0, #scale:freeze():parameters())
    scale:forward(dl.ones(2, { dtype = "float64" }))
    assert.equal(0, #scale:parameters())
    assert.equal(1, #scale:unfreeze():parameters())
    assert.same({ "weight" }, sortedNames(scale:stateDict()))
    assert.equal(0, #scale:buffers())
  end)

  it("has a type", function()
    local scale = Scale(2)
    assert.equal("float32", scale:type())
    assert.equal("float64", scale:type("float64"):type())
    assert.is_nil(nn.Tanh():type())
  end)
end)
