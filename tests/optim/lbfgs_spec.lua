-- L-BFGS as PyTorch's (tests/golden/optim), and in Torch7's form.
local dl = require "dlua"
local support = require "tests.support"
local optim = dl.optim
local golden = dofile "tests/golden/optim/steps.lua"

local function float64(values) return dl.tensor(values, "float64") end

--- The valley of make.py.
local function valley(a, b)
  return (1 - a):square():sum() + 10 * (b - a:square()):square():sum()
end

local function start()
  local a, b = float64(golden.starts[1]), float64(golden.starts[2])
  return a:requiresGrad_(true), b:requiresGrad_(true)
end

local function closureOf(a, b, optimizer)
  return function()
    optimizer:zeroGrad()
    local loss = valley(a, b)
    loss:backward()
    return loss
  end
end

local function title(options)
  local parts = {}
  for name, value in pairs(options) do parts[#parts + 1] = name .. " = " .. value end
  table.sort(parts)
  return table.concat(parts, ", ")
end

describe("optim.LBFGS as PyTorch's:", function()
  for _, case in ipairs(golden.valleys) do
    it("{" .. title(case.options) .. "}", function()
      local a, b = start()
      local optimizer = optim.LBFGS({ a, b }, case.options)
      for _, expected in ipairs(case.losses) do
        support.close(optimizer:step(closureOf(a, b, optimizer)), expected, 1e-6)
      end
      support.close(a, case.ends[1], 1e-6)
      support.close(b, case.ends[2], 1e-6)
    end)

    it("{" .. title(case.options) .. "}, resumed", function()
      local a, b = start()
      local optimizer = optim.LBFGS({ a, b }, case.options)
      for _ = 1, 2 do optimizer:step(closureOf(a, b, optimizer)) end
      local path = os.tmpname()
      dl.save(path, { a = a, b = b, optimizer = optimizer:stateDict() })
      local saved = dl.load(path)
      os.remove(path)
      local other = optim.LBFGS { saved.a, saved.b }
      other:loadStateDict(saved.optimizer)
      for _ = 1, 2 do
        optimizer:step(closureOf(a, b, optimizer))
        other:step(closureOf(saved.a, saved.b, other))
      end
      assert.same({ a:totable(), b:totable() }, { saved.a:totable(), saved.b:totable() })
    end)
  end

  it("climbs with maximize, and refuses what it cannot do", function()
    local p = float64({ 3, -1 }):requiresGrad_(true)
    local optimizer = optim.LBFGS({ p }, { maximize = true, lineSearch = "strongWolfe" })
    optimizer:step(function()
      optimizer:zeroGrad()
      local height = -(p - 0.5):square():sum()
      height:backward()
      return height
    end)
    support.close(p, { 0.5, 0.5 }, 1e-6)
    assert.error_matches(function() optimizer:step() end, "a function that computes the loss")
    assert.error_matches(function() optimizer:step(function() end) end, "must return the loss")
    assert.error_matches(function() optim.LBFGS({ p }, { weightDecay = 1 }) end, "penalties")
    assert.error_matches(function() optim.LBFGS({ p }, { lineSearch = "x" }) end, "got x")
    assert.error_matches(function() optim.LBFGS { { parameters = p }, { parameters = dl.ones(1):requiresGrad_(true) } } end,
      "one group")
  end)
end)

describe("optim.lbfgs", function()
  -- Rosenbrock's function of two variables, minimum 0 at (1, 1).
  local function feval(x)
    local a, b = x:item(1), x:item(2)
    return (1 - a) ^ 2 + 100 * (b - a * a) ^ 2,
      float64 { -2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a) }
  end

  it("finds the minimum with a line search", function()
    local x = float64 { -1.2, 1 }
    local same, values, count = optim.lbfgs(feval, x, { maxIter = 100, tolFun = 1e-9, tolX = 1e-15,
      lineSearch = optim.lswolfe })
    assert.is_true(same == x)
    support.close(x, { 1, 1 }, 1e-6)
    assert.is_true(values[#values] < 1e-10 and values[1] > 24 and count < 126)
  end)

  it("goes on from its state", function()
    local x, state = float64 { -1.2, 1 }, {}
    for _ = 1, 30 do
      optim.lbfgs(feval, x, { maxIter = 3, maxEval = 20, tolFun = 1e-9, tolX = 1e-15,
        lineSearch = optim.lswolfe }, state)
    end
    support.close(x, { 1, 1 }, 1e-6)
    assert.is_true(state.nIter > 10 and state.funcEval >= state.nIter)
  end)

  it("takes steps of one length without", function()
    local x = float64 { 2, -3 }
    local count = 0
    optim.lbfgs(function(point)
      count = count + 1
      return point:square():sum():item(), point * 2
    end, x, { learningRate = 0.5, maxIter = 50 })
    support.close(x, { 0, 0 }, 1e-4)
    assert.is_true(count <= 50)
  end)
end)

describe("optim.lbfgs", function()
  it("comes back from where the function is not defined", function()
    local function feval(x)  -- x - log(x), minimum 1 at x = 1
      local a = x:item(1)
      return a > 0 and a - math.log(a) or 0 / 0, float64 { 1 - 1 / a }
    end
    local x = float64 { 0.9 }
    optim.lbfgs(feval, x, { learningRate = 1000, lineSearch = optim.lswolfe, maxIter = 30, maxEval = 200 })
    support.close(x, { 1 }, 1e-4)
    x = float64 { 5 }
    optim.lbfgs(feval, x, { learningRate = 50, lineSearch = optim.lswolfe, maxIter = 30, maxEval = 200 })
    support.close(x, { 1 }, 1e-4)
  end)
end)

describe("optim.lswolfe", function()
  it("satisfies the strong conditions of Wolfe", function()
    local function feval(x)
      local a = x:item(1)
      return math.cos(a) + 0.1 * a, float64 { -math.sin(a) + 0.1 }
    end
    for _, first in ipairs { 0.01, 1, 9 } do
      local x = float64 { 1 }
      local f, g = feval(x)
      local slope = -g:item(1) ^ 2
      local value, gradient, moved, t = optim.lswolfe(feval, x, first, -g, f, g, slope)
      support.close(moved, { 1 - t * g:item(1) }, 1e-9)
      assert.is_true(value <= f + 1e-4 * t * slope)
      assert.is_true(math.abs(gradient:item(1) * g:item(1)) <= 0.9 * math.abs(slope))
    end
  end)
end)
