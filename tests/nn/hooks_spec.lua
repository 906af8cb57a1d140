-- Hooks of modules, in both protocols.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function randn(...) return dl.randn({ ... }, { dtype = "float64" }) end

--- Torch7's way of a module: y = 3 x.
local Three = nn.class("HooksSpecThree", "nn.Module")
function Three:updateOutput(input)
  self.output = input * 3
  return self.output
end
function Three:updateGradInput(_, gradOutput)
  self.gradInput = gradOutput * 3
  return self.gradInput
end

describe("forward hooks", function()
  local x = randn(2, 3)

  it("see input and output, in calls and in forward", function()
    local net = nn.Sequential(nn.Tanh(), nn.Square())
    local seen = {}
    net[2]:registerForwardHook(function(module, input, output)
      seen[#seen + 1] = { module, input:totable(), output:totable() }
    end)
    net(x)
    net:forward(x)
    net:forward(x:float())
    assert.equal(3, #seen)
    assert.is_true(seen[1][1] == net[2])
    assert.same(x:tanh():totable(), seen[1][2])
    assert.same(x:tanh():square():totable(), seen[2][3])
  end)

  it("may replace input and output, in the order in which they came", function()
    local square = nn.Square()
    square:registerForwardPreHook(function(_, input) return input * 2 end)
    square:registerForwardPreHook(function(_, input) return input + 1 end)
    square:registerForwardHook(function(_, _, output) return output * 10 end)
    local expected = ((x * 2 + 1):square() * 10):totable()
    support.close(square(x), expected)
    support.close(square:forward(x), expected)
    support.close(square.output, expected)
    support.close(square:backward(x, x), ((x * 2 + 1) * 40 * x):totable())
  end)

  it("go when their handle says so, and leave no trace", function()
    local tanh, count = nn.Tanh(), 0
    local function hook() count = count + 1 end
    local first, second = tanh:registerForwardHook(hook), tanh:registerForwardHook(hook)
    tanh(x)
    first:remove()
    first:remove()
    tanh(x)
    assert.equal(3, count)
    second:remove()
    tanh(x)
    assert.equal(3, count)
    assert.equal(nn.Tanh, getmetatable(tanh))
    assert.is_nil(rawget(tanh, "_hooks"))
  end)

  it("may remove themselves", function()
    local tanh, seen, handle = nn.Tanh(), {}, nil
    handle = tanh:registerForwardHook(function() seen[#seen + 1] = 1 handle:remove() end)
    tanh:registerForwardHook(function() seen[#seen + 1] = 2 end)
    tanh(x)
    tanh(x)
    assert.same({ 1, 2, 2 }, seen)
  end)

  it("keep what a module is", function()
    local net = nn.Sequential(nn.Linear(3, 2))
    local before = tostring(net)
    net:registerForwardHook(print)
    net[1]:registerForwardHook(function() end)
    assert.equal(before, tostring(net))
    assert.equal("nn.Sequential", dl.typename(net))
    assert.equal(1, #net:findModules("nn.Sequential"))
    assert.is_true(nn.isModule(net) and #net == 1 and net[1].weight ~= nil)
    local path = os.tmpname()
    dl.save(path, net)
    local other = dl.load(path)
    os.remove(path)
    assert.equal(nn.Sequential, getmetatable(other))
    assert.equal(nn.Linear, getmetatable(net:clone()[1]))
    assert.is_nil(rawget(net:clone(), "_hooks"))
  end)

  it("work for a module with a forward of its own, and may come before it", function()
    for _, early in ipairs { true, false } do
      local module, count = nn.Module(), 0
      local function hook() count = count + 1 end
      local handle = early and module:registerForwardHook(hook)
      function module:forward(input) return input * 2 end
      handle = handle or module:registerForwardHook(hook)
      support.close(module(x), (x * 2):totable())
      support.close(module:forward(x), (x * 2):totable())
      assert.equal(2, count)
      handle:remove()
      support.close(module(x), (x * 2):totable())
      support.close(module:forward(x), (x * 2):totable())
      assert.equal(2, count)
    end
  end)

  it("let the children of a container keep their outputs", function()
    local net = nn.Sequential(nn.Tanh(), nn.Square())
    net:registerForwardHook(function() end)
    net:forward(x)
    support.close(net[1].output, x:tanh():totable())
    net:backward(x, x)
    support.close(net[2].gradInput, (x * x:tanh() * 2):totable())
  end)

  it("pass on what comes behind the output", function()
    local Two = nn.class("HooksSpecTwo")
    function Two:forward(a, b) return a + b, a - b end
    local two = Two()
    two:registerForwardHook(function(_, _, output) return output * 2 end)
    local sum, difference = two(x, x)
    support.close(sum, (x * 4):totable())
    support.close(difference, (x * 0):totable())
  end)

  it("of losses", function()
    local criterion, seen = nn.MSELoss(), nil
    criterion:registerForwardHook(function(_, _, loss) seen = loss:item() end)
    local loss = criterion:forward(x, x + 2)
    assert.is_true(math.abs(loss - 4) < 1e-12 and seen == loss)
    support.close(criterion:backward(x, x + 2), dl.full({ 2, 3 }, -4 / 6, "float64"):totable())
  end)

  it("are functions", function()
    assert.error_matches(function() nn.Tanh():registerForwardHook(5) end, "nn.Tanh: a hook is a function, got number")
  end)
end)

describe("backward hooks", function()
  local x, g = randn(2, 3), randn(2, 3)

  it("see both gradients under autograd and in Torch7's protocol, and change nothing", function()
    for _, protocol in ipairs { "autograd", "torch7" } do
      local net = nn.Sequential(nn.Tanh(), nn.Square(), nn.Exp()):double()
      local seen
      net[2]:registerBackwardHook(function(module, gradInput, gradOutput)
        seen = { module, gradInput:totable(), gradOutput:totable() }
      end)
      local h = x:tanh()
      local above = g * h:square():exp()
      local expected = above * h * 2 * (1 - h:square())
      if protocol == "autograd" then
        local leaf = x:clone():requiresGrad_(true)
        net(leaf):backward(g)
        support.close(leaf.grad, expected:totable())
      else
        net:forward(x)
        support.close(net:backward(x, g), expected:totable())
      end
      assert.is_true(seen[1] == net[2])
      support.close(dl.tensor(seen[3], "float64"), above:totable())
      support.close(dl.tensor(seen[2], "float64"), (above * h * 2):totable())
    end
  end)

  it("may replace the gradient of the input", function()
    local net = nn.Sequential(nn.Tanh(), nn.Square())
    local handle = net[2]:registerBackwardHook(function(_, gradInput) return gradInput * 10 end)
    local leaf = x:clone():requiresGrad_(true)
    net(leaf):backward(g)
    local changed = leaf.grad:totable()
    leaf.grad = nil
    handle:remove()
    net(leaf):backward(g)
    support.close(leaf.grad * 10, changed)
  end)

  it("see tables, and false where there is no gradient", function()
    local net, seen = nn.ConcatTable(nn.Tanh(), nn.SelectTable(2)), {}
    local inner = nn.ParallelTable(nn.Identity(), nn.Identity())
    inner:registerBackwardHook(function(_, gradInput, gradOutput) seen = { gradInput, gradOutput } end)
    local index = dl.tensor({ 1 }, "int64")
    local leaf = x:clone():requiresGrad_(true)
    local out = inner { leaf, index }
    out[1]:backward(g)
    support.close(seen[1][1], g:totable())
    assert.is_nil(seen[1][2])
    support.close(seen[2][1], g:totable())
    assert.truthy(net)
  end)

  it("are called without a gradient of the input where nothing asks for it", function()
    local linear, seen = nn.Linear(3, 2):double(), nil
    linear:registerBackwardHook(function(_, gradInput, gradOutput) seen = { gradInput or "none", gradOutput } end)
    linear(x):sum():backward()
    assert.equal("none", seen[1])
    support.close(seen[2], { { 1, 1 }, { 1, 1 } })
    assert.truthy(linear.weight.grad)
  end)

  it("work for modules that compute their own gradients", function()
    local three, seen = Three(), nil
    three:registerBackwardHook(function(_, gradInput, gradOutput)
      seen = { gradInput:totable(), gradOutput:totable() }
      return gradInput * 2
    end)
    three:forward(x)
    support.close(three:backward(x, g), (g * 6):totable())
    assert.same(g:totable(), seen[2])
    local leaf = x:clone():requiresGrad_(true)
    three(leaf):backward(g)
    support.close(leaf.grad, (g * 6):totable())
  end)

  it("do nothing without gradients, and do not keep modules alive", function()
    local called = false
    local function make()
      local linear = nn.Linear(3, 2):double()
      linear:registerBackwardHook(function() called = true end)
      dl.noGrad(function() linear(x) end)
      linear:forward(x)
      return setmetatable({ linear }, { __mode = "v" })
    end
    local weak = make()
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak[1])
    assert.is_false(called)
  end)
end)
