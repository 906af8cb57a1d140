-- nn.Graph: modules along any graph, both protocols, files.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function randn(...) return dl.randn({ ... }, { dtype = "float64" }) end

describe("nn.Graph", function()
  local a, b = randn(5, 4), randn(5, 3)

  local function twoInputs()
    local x, y = nn.Input(), nn.Identity()()
    local first, second, last = nn.Linear(4, 8), nn.Linear(3, 8), nn.Linear(8, 2)
    local h = nn.CAddTable()({ nn.Tanh()(first(x)), second(y) })
    local net = nn.Graph({ x, y }, { last(h), h }):double()
    return net, function(u, v)
      local hidden = first(u):tanh() + second(v)
      return last(hidden), hidden
    end
  end

  it("computes what its formula says", function()
    local net, formula = twoInputs()
    local out, hidden = table.unpack(net({ a, b }))
    local wanted, wantedHidden = formula(a, b)
    support.close(out, wanted:totable())
    support.close(hidden, wantedHidden:totable())
    assert.equal(6, #net:parameters())
    assert.equal(5, #net)
    assert.truthy(tostring(net):find("nn.Graph(2 inputs, 2 outputs): 90 parameters", 1, true), tostring(net))
  end)

  it("works in Torch7's protocol as autograd says", function()
    local net, formula = twoInputs()
    local gradOutput = { randn(5, 2), randn(5, 8) }
    local u, v = a:clone():requiresGrad_(true), b:clone():requiresGrad_(true)
    local out, hidden = formula(u, v)
    local parameters = net:parameters()
    local expected = dl.grad({ out, hidden }, { u, v, table.unpack(parameters) }, { gradOutputs = gradOutput })
    net:zeroGradParameters()
    net:forward { a, b }
    local gradInput = net:backward({ a, b }, gradOutput)
    support.close(gradInput[1], expected[1]:totable())
    support.close(gradInput[2], expected[2]:totable())
    for i, p in ipairs(parameters) do support.close(p.grad, expected[i + 2]:totable()) end
    assert.same({ 5, 2 }, net[5].output:size())
  end)

  it("takes one input and gives one output as they are, and shares modules", function()
    local x = nn.Input()
    local twice = nn.Linear(4, 4):double()
    local net = nn.Graph({ x }, { twice(nn.Tanh()(twice(x))) })
    support.close(net(a), twice(twice(a):tanh()):totable())
    assert.equal(2, #net)
    assert.equal(2, #net:parameters())
    support.close(nn.Graph(x, nn.Tanh()(x))(a), a:tanh():totable())
  end)

  it("takes tables, several arguments, arithmetic, split", function()
    local x = nn.Input()
    local left, right = nn.ConcatTable(nn.Tanh(), nn.Square())(x):split(2)
    local net = nn.Graph({ x }, { (left + right) * left / right - left * 3 + 1 - (-right), 2 - left, 2 / left })
    local t, s = a:tanh(), a:square()
    local results = net(a)
    support.close(results[1], ((t + s) * t / s - t * 3 + 1 + s):totable())
    support.close(results[2], (2 - t):totable())
    support.close(results[3], (2 / t):totable())
    local Difference = nn.class("GraphSpecDifference")
    function Difference:forward(u, v) return u - v end
    net = nn.Graph({ x }, { Difference()(left, x) })
    support.close(net(a), (t - a):totable())
    net = nn.Graph({ x }, { nn.FlattenTable()({ { x, left }, right }) })
    assert.equal(3, #net(a))
  end)

  it("names its modules where it is told to", function()
    local x = nn.Input()
    local h = nn.Linear(4, 3)(x):annotate { name = "hidden" }
    local net = nn.Graph({ x }, { nn.Tanh()(h) }):double()
    assert.same({ 3, 4 }, net.hidden.weight:size())
    assert.truthy(net:stateDict()["hidden.weight"])
    support.close(net(a), net.hidden(a):tanh():totable())
    assert.error_matches(function() h:annotate { name = "a.b" } end, "a name of letters")
    local clash = nn.Linear(4, 3)(x):annotate { name = "forward" }
    assert.error_matches(function() nn.Graph({ x }, { clash }) end, "the name forward is taken")
  end)

  it("is saved, cloned and nested", function()
    local net = twoInputs()
    local path = os.tmpname()
    dl.save(path, net)
    local loaded = dl.load(path)
    os.remove(path)
    local expected = net({ a, b })[1]:totable()
    support.close(loaded({ a, b })[1], expected)
    support.close(net:clone()({ a, b })[1], expected)
    local x, y = nn.Input(), nn.Input()
    local outer = nn.Graph({ x, y }, { nn.SelectTable(1)(net({ x, y })) })
    support.close(outer({ a, b }), expected)
    assert.equal(6, #outer:parameters())
  end)

  it("draws itself for Graphviz", function()
    local x = nn.Input()
    local h = nn.Linear(4, 3)(x):annotate { name = "hidden" }
    local net = nn.Graph({ x }, { nn.CAddTable()({ h, nn.Lambda("tanh")(h) }), h })
    assert.equal(table.concat({
      "digraph {", "  node [shape=box]", '  n1 [label="input 1", shape=ellipse]',
      '  n2 [label="(hidden) nn.Linear\\n4 -> 3"]', "  n1 -> n2",
      '  n3 [label="(1) nn.Lambda\\ntanh"]', "  n2 -> n3",
      '  n4 [label="(2) nn.CAddTable"]', "  n2 -> n4", "  n3 -> n4",
      '  out1 [label="output 1", shape=ellipse]', "  n4 -> out1",
      '  out2 [label="output 2", shape=ellipse]', "  n2 -> out2", "}", "",
    }, "\n"), net:dot())
  end)

  it("says what is wrong with it", function()
    local x, y = nn.Input(), nn.Input()
    assert.error_matches(function() nn.Graph({ x }, { nn.Tanh()(y) }) end, "an input is used that is not among")
    assert.error_matches(function() nn.Graph({ x, y }, { nn.Tanh()(x) }) end, "input 2 leads to no output")
    assert.error_matches(function() nn.Graph({}, { x }) end, "a list of nodes expected as its inputs")
    assert.error_matches(function() nn.Graph({ x }, { 5 }) end, "outputs 1: a node expected, got number")
    assert.error_matches(function() nn.Tanh()({ x, 5 }) end, "nn.Tanh: a node is called with nodes")
    local net = nn.Graph({ x, y }, { nn.CAddTable()({ x, y }) })
    assert.error_matches(function() net(a) end, "a table of 2 inputs expected, got Tensor")
    assert.error_matches(function() net({ a }) end, "a table of 2 inputs expected, got 1")
  end)
end)
