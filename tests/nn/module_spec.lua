-- nn.Module: what is found by attribute, in which order; modes; printing; conversions.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function namesOf(module)
  local names = {}
  for name in module:namedParameters() do names[#names + 1] = name end
  return names
end

local Block = nn.class("ModuleSpecBlock", "nn.Module")
function Block:__init()
  self.zeta = nn.Linear(2, 3)
  self.alpha = nn.Parameter(dl.ones(3))
  self.constant = dl.ones(3)             -- asks for no gradient: no parameter
  self.parts = { nn.Linear(3, 3), { deep = nn.Parameter(dl.ones(1)) } }
  self.number, self.name = 5, "block"
end
function Block:forward(x) return self.parts[1](self.zeta(x) * self.alpha) end

describe("nn.Module", function()
  it("finds parameters and children in the order of assignment", function()
    local block = Block()
    assert.same({ "zeta.weight", "zeta.bias", "alpha", "parts.1.weight", "parts.1.bias",
      "parts.2.deep" }, namesOf(block))
    local list = block:parameters()
    assert.equal(6, #list)
    assert.is_true(list[3] == block.alpha)
    local children, names = block:children()
    assert.same({ "zeta", "parts.1" }, names)
    assert.is_true(children[1] == block.zeta)
  end)

  it("lists what is shared once", function()
    local block = Block()
    block.again = block.zeta
    block.tied = block.zeta.weight
    assert.equal(6, #block:parameters())
  end)

  it("forgets what is removed and keeps the place of what is replaced", function()
    local block = Block()
    block.parts = nil
    block.zeta = nn.Linear(1, 1)
    assert.same({ "zeta.weight", "zeta.bias", "alpha" }, namesOf(block))
    block.zeta = nil
    block.zeta = nn.Linear(1, 1)
    assert.same({ "zeta.weight", "zeta.bias", "alpha" }, namesOf(block))
  end)

  it("lives with cycles", function()
    local block = Block()
    block.me = block
    block.parts.owner = block
    assert.equal(6, #block:parameters())
    assert.truthy(tostring(block))
  end)

  it("calls, and calls forward", function()
    local block, x = Block(), dl.randn(4, 2)
    assert.same({ 4, 3 }, block(x):size())
    support.close(block:forward(x), block(x):totable())
    assert.is_nil(rawget(Block(), "output"))
  end)

  it("switches between training and use everywhere, plain tables included", function()
    local plain = { forward = function(_, x) return x end }
    local net = nn.Sequential(nn.Dropout(), nn.Sequential(nn.Dropout(), plain))
    assert.is_true(net.training)
    net:evaluate()
    assert.is_false(net[1].training)
    assert.is_false(net[2][1].training)
    assert.is_false(plain.training)
    net:train()
    assert.is_true(net[2][1].training)
  end)

  it("applies a function to all, itself first", function()
    local names = {}
    nn.Sequential(nn.Tanh(), nn.Sequential(nn.ReLU())):apply(function(module, name)
      names[#names + 1] = name .. ":" .. module.__name
    end)
    assert.same({ ":nn.Sequential", "1:nn.Tanh", "2:nn.Sequential", "2.1:nn.ReLU" }, names)
  end)

  it("zeroes gradients", function()
    local net = nn.Linear(2, 1)
    net(dl.ones(1, 2)):sum():backward()
    assert.truthy(net.weight.grad)
    net:zeroGrad()
    assert.is_nil(net.weight.grad)
    net:zeroGradParameters()
    support.close(net.weight.grad, { { 0, 0 } })
  end)

  it("changes dtype while its parameters stay the same objects", function()
    local net = Block()
    local weight = net.zeta.weight
    net(dl.ones(1, 2)):sum():backward()
    net.counter = dl.tensor({ 1 }, "int64")
    net:to("float64")
    assert.is_true(rawequal(weight, net.zeta.weight))
    assert.equal("float64", weight.dtype)
    assert.equal("float64", weight.grad.dtype)
    assert.equal("float64", net.constant.dtype)
    assert.equal("int64", net.counter.dtype)
    assert.is_true(weight.requiresGrad)
    assert.equal("float64", net(dl.ones(1, 2, { dtype = "float64" })).dtype)
    assert.equal("float32", net:float().alpha.dtype)
    assert.equal("float64", net:double().alpha.dtype)
  end)

  it("says what it cannot be changed to, and stays as it was", function()
    local net = nn.Sequential(nn.Linear(2, 1))
    net(dl.ones(1, 2)):sum():backward()
    for _, target in ipairs { "int64", 5, "nowhere", false } do
      local ok, message = pcall(net.to, net, target)
      assert.is_false(ok)
      assert.truthy(message:find(tostring(target), 1, true), message)
    end
    support.close(net[1].weight.grad, { { 1, 1 } })
    assert.equal("float32", net[1].weight.dtype)
    net.cache = net[1].weight * 2                    -- computed: it is let alone
    for name, dtype in pairs { double = "float64", half = "float16", ["torch.DoubleTensor"] = "float64" } do
      assert.equal(dtype, net:type(name)[1].weight.grad.dtype)
    end
  end)

  it("prints as a tree with shapes and counts", function()
    local net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(),
      nn.Sequential(nn.Linear(256, 10, false), nn.LeakyReLU(0.2)), nn.Dropout(0.5))
    assert.equal(table.concat({
      "nn.Sequential: 203,520 parameters",
      "  (1) nn.Linear(784 -> 256): weight 256x784, bias 256 = 200,960",
      "  (2) nn.ReLU()",
      "  (3) nn.Sequential",
      "    (1) nn.Linear(256 -> 10, no bias): weight 10x256 = 2,560",
      "    (2) nn.LeakyReLU(slope = 0.2)",
      "  (4) nn.Dropout(p = 0.5)",
    }, "\n"), tostring(net))
    assert.equal("nn.Linear(2 -> 1): weight 1x2, bias 1 = 3", tostring(nn.Linear(2, 1)))
    assert.equal("nn.Tanh()", tostring(nn.Tanh()))
    assert.equal(table.concat({
      "ModuleSpecBlock: 25 parameters, of its own alpha 3, parts.2.deep 1",
      "  (zeta) nn.Linear(2 -> 3): weight 3x2, bias 3 = 9",
      "  (parts.1) nn.Linear(3 -> 3): weight 3x3, bias 3 = 12",
    }, "\n"), tostring(Block()))
  end)

  it("may be given a forward of its own, and a new one", function()
    local double = nn.Module()
    function double:forward(x) return x * 2 end
    support.close(double(dl.ones(1)), { 2 })
    function double:forward(x) return x * 3 end
    support.close(double(dl.ones(1)), { 3 })
    support.close(double:forward(dl.ones(1)), { 3 })
    local tanh = nn.Tanh()
    assert.error_matches(function() tanh.forward = function() end end, "has a forward of its own")
  end)

  it("says when it is not finished", function()
    local Empty = nn.class("ModuleSpecEmpty")
    assert.error_matches(function() Empty()(1) end, "neither forward nor updateOutput")
    assert.error_matches(function() Empty():forward(1) end, "neither forward nor updateOutput")
    assert.error_matches(function() nn.Linear(2, 1):backward(1, 1) end, "needs a forward")
  end)
end)

describe("nn.class", function()
  it("inherits methods, constructors and metamethods", function()
    local Base, none = nn.class("ClassSpecBase", "nn.Module")
    assert.equal(nn.Module, none)
    function Base:__init(factor) self.factor = factor end
    function Base:forward(x) return x * self.factor end
    local Child, parent = nn.class("ClassSpecChild", "ClassSpecBase")
    assert.equal(Base, parent)
    support.close(Child(3)(dl.ones(1)), { 3 })
    function Child:__init() Base.__init(self, 10) end
    function Child:forward(x) return Base.forward(self, x) + 1 end
    support.close(Child()(dl.ones(1)), { 11 })
    support.close(Child():forward(dl.ones(1)), { 11 })
    assert.equal("ClassSpecChild", Child().__name)
    assert.equal("ClassSpecChild", dl.typename(Child()))
  end)

  it("takes a redefinition of forward", function()
    local Again = nn.class("ClassSpecAgain")
    function Again:forward(x) return x end
    local object = Again()
    function Again:forward(x) return x * 2 end
    support.close(object(dl.ones(1)), { 2 })
    support.close(object:forward(dl.ones(1)), { 2 })
  end)

  it("refuses parents that are not there", function()
    assert.error_matches(function() nn.class("X", "nn.Nothing") end, "no class nn.Nothing")
    assert.error_matches(function() nn.class("") end, "name")
    assert.error_matches(function() nn.class(5) end, "name")
    assert.is_nil(nn["no.such"])
    assert.is_nil(nn.NoSuch)
  end)
end)

describe("every class of nn", function()
  local words = { "Module", "Sequential", "Linear", "Flatten", "Dropout", "Embedding", "LayerNorm",
    "Identity", "Criterion", "Container",
    "Graph", "Lambda", "PReLU", "Swish", "Maxout" }
  for _, family in ipairs(getmetatable(nn).__families) do
    for name in pairs(require("dlua.nn." .. family)) do words[#words + 1] = name end
  end
  for _, name in ipairs(words) do
    it(name .. " says what it does", function()
      assert.truthy(nn[name], name)
      assert.truthy(nn[name].doc:find("^nn%." .. name .. "[({]"), nn[name].doc)
      for line in nn[name].doc:gmatch("[^\n]+") do assert.is_true(#line <= 100, line) end
    end)
  end
end)
