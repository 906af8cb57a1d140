-- What optimizers share: groups, parameters without gradients, state, dtypes, errors.
local dl = require "dlua"
local support = require "tests.support"
local optim = dl.optim

local function leaf(values, dtype)
  return dl.tensor(values, dtype or "float64"):requiresGrad_(true)
end

-- Every solver that moves along gradients, with options that switch on all it has.
local solvers = {
  SGD = { lr = 0.1, momentum = 0.5, nesterov = true }, Adam = { lr = 0.1, amsgrad = true },
  AdamW = { lr = 0.1 }, NAdam = { lr = 0.1 }, RAdam = { lr = 0.1, betas = { 0.9, 0.9 } },
  Adamax = { lr = 0.1 }, Adagrad = { lr = 0.1, initialAccumulator = 0.1 }, Adadelta = { lr = 1 },
  RMSprop = { lr = 0.1, momentum = 0.5, centered = true }, Rprop = { lr = 0.1 },
  ASGD = { lr = 0.1, t0 = 2 }, Lion = { lr = 0.1 }, LAMB = { lr = 0.1, weightDecay = 0.1 },
  Muon = { lr = 0.1 }, SparseAdam = { lr = 0.1 },
}

local function give(parameters, value)
  for _, p in ipairs(parameters) do p.grad = dl.fullLike(p:detach(), value) end
end

describe("optimizers", function()
  it("move each group by its own options", function()
    local a, b = leaf { 1 }, leaf { 1 }
    local optimizer = optim.SGD({ { parameters = { a }, lr = 0.5 }, { parameters = { b } } },
      { lr = 0.1 })
    give({ a, b }, 1)
    optimizer:step()
    support.close(a, { 0.5 })
    support.close(b, { 0.9 })
    optimizer.groups[2].lr = 1
    give({ a, b }, 1)
    optimizer:step()
    support.close(a, { 0 })
    support.close(b, { -0.1 })
  end)

  it("take a module", function()
    local net = dl.nn.Linear(2, 1)
    assert.equal(2, #optim.Adam(net).groups[1].parameters)
  end)

  it("leave parameters without a gradient, and count their steps apart", function()
    local a, b = leaf { 1 }, leaf { 1 }
    local optimizer = optim.Adam({ a, b }, { lr = 0.1 })
    give({ a }, 1)
    optimizer:step()
    support.close(a, { 0.9 }, 1e-6)
    support.close(b, { 1 })
    give({ a, b }, 1)
    optimizer:step()
    support.close(b, { 0.9 }, 1e-6)   -- its first step: the bias is corrected for t = 1
    assert.same({ 2, 1 }, optimizer.groups[1].steps)
  end)

  it("start momentum with the gradient itself, also when it is turned on later", function()
    local a = leaf { 0 }
    local optimizer = optim.SGD({ a }, { lr = 1, dampening = 0.5 })
    give({ a }, 1)
    optimizer:step()
    assert.equal(0, #optimizer.groups[1].momenta)
    optimizer.groups[1].momentum = 0.5
    give({ a }, 1)
    optimizer:step()
    support.close(a, { -2 })
    give({ a }, 1)
    optimizer:step()   -- 0.5 * 1 + 0.5 * 1
    support.close(a, { -3 })
  end)

  it("return the closure's loss", function()
    local a = leaf { 3 }
    local optimizer = optim.SGD({ a }, { lr = 0.1 })
    local loss = optimizer:step(function()
      optimizer:zeroGrad()
      local l = a:square():sum()
      l:backward()
      return l
    end)
    assert.equal(9, loss:item())
    support.close(a, { 2.4 })
  end)

  it("leave the gradient switch as it was, also after an error", function()
    local a = leaf { 1 }
    local optimizer = optim.SGD({ a }, { lr = 0.1 })
    give({ a }, 1)
    optimizer.groups[1].lr = "much"
    assert.has_error(function() optimizer:step() end)
    assert.is_true(dl.isGradEnabled())
  end)

  it("work through views and 16-bit floats", function()
    for class, options in pairs(solvers) do
      for _, dtype in ipairs { "float16", "bfloat16", "float32" } do
        local narrow = leaf({ { 1, 2 }, { 3, 4 } }, dtype)
        local exact = leaf { { 1, 2 }, { 3, 4 } }
        local first, second = optim[class]({ narrow }, options), optim[class]({ exact }, options)
        for _ = 1, 3 do
          narrow.grad = dl.tensor({ { 1, 3 }, { 2, 4 } }, dtype):t()
          exact.grad = dl.tensor({ { 1, 2 }, { 3, 4 } }, "float64")
          first:step()
          second:step()
        end
        assert.equal(dtype, narrow.dtype)
        local difference = support.difference(narrow:detach():to("float64"), exact:detach(),
          dtype == "float32" and 1e-4 or 6e-2)
        assert(not difference, ("%s, %s: %s"):format(class, dtype, difference))
      end
    end
  end)

  it("go on from a saved state exactly", function()
    for class, options in pairs(solvers) do
      local a, b = leaf { { 1, -2 }, { 3, 0.5 } }, leaf { { 2, 1 } }
      local optimizer = optim[class]({ a, b }, options)
      local function steps(parameters, solver, first, last)
        for step = first, last do
          for _, p in ipairs(parameters) do p.grad = p:detach() * 2 - step end
          if step == 2 then parameters[2].grad = nil end  -- one that is a step behind
          solver:step()
        end
      end
      steps({ a, b }, optimizer, 1, 3)
      local path = os.tmpname()
      dl.save(path, { a = a, b = b, optimizer = optimizer:stateDict() })
      local saved = dl.load(path)
      os.remove(path)
      local other = optim[class]({ saved.a, saved.b }, { lr = 5 })
      other:loadStateDict(saved.optimizer)
      steps({ a, b }, optimizer, 4, 6)
      steps({ saved.a, saved.b }, other, 4, 6)
      assert.same({ class, a:totable(), b:totable() },
        { class, saved.a:totable(), saved.b:totable() })
    end
  end)

  it("are saved as they are, along with their model and schedule", function()
    local function steps(saved, count)
      for _ = 1, count do
        saved.optimizer:zeroGrad()
        saved.net(dl.ones(1, 2)):sum():backward()
        saved.optimizer:step()
        saved.schedule:step()
      end
      return { saved.net.weight:totable(), saved.optimizer.groups[1].lr }
    end
    local net = dl.nn.Linear(2, 1)
    local optimizer = optim.NAdam(net, { lr = 0.1 })
    local here = { net = net, optimizer = optimizer, schedule = optim.StepLR(optimizer, 2) }
    steps(here, 3)
    local path = os.tmpname()
    dl.save(path, here)
    local there = dl.load(path)
    os.remove(path)
    assert.same(steps(here, 3), steps(there, 3))
  end)

  it("do the same on another device", function()
    for class, options in pairs(solvers) do
      local function run(device)
        local p = dl.tensor({ { 1, 2 }, { 3, 4 } }, "float64"):to(device):requiresGrad_(true)
        local optimizer = optim[class]({ p }, options)
        for _ = 1, 3 do
          p.grad = dl.tensor({ { 1, 2 }, { -3, 4 } }, "float64"):to(device)
          optimizer:step()
        end
        return p:detach():to("cpu")
      end
      local difference = support.difference(run "null", run "cpu", 1e-12)
      assert(not difference, ("%s: %s"):format(class, difference))
    end
  end)

  it("move no parameter without a gradient", function()
    for class, options in pairs(solvers) do
      local a, b = leaf { { 1, 2 } }, leaf { { 1, 2 } }
      local optimizer = optim[class]({ a, b }, options)
      give({ a }, 1)
      optimizer:step()
      assert.same({ { 1, 2 } }, b:totable(), class)
      assert.not_same({ { 1, 2 } }, a:totable(), class)
    end
  end)

  it("take tensors, modules and groups of them, and more groups later", function()
    local a, net = leaf { 1 }, dl.nn.Linear(2, 1)
    local optimizer = optim.SGD({ { parameters = a, lr = 1 }, { parameters = net } }, { lr = 0.5 })
    optimizer:addGroup { parameters = leaf { 2 }, momentum = 0.5 }
    assert.equal(4, #optimizer:parameters())
    assert.same({ 1, 0.5, 0.5 }, { optimizer.groups[1].lr, optimizer.groups[2].lr,
      optimizer.groups[3].lr })
    assert.equal(0.5, optimizer.groups[3].momentum)
    assert.error_matches(function() optimizer:addGroup { parameters = a } end, "there twice")
    assert.error_matches(function() optimizer:addGroup { parameters = leaf { 1 }, rate = 1 } end,
      "no option rate")
  end)

  it("keep lists of options to themselves", function()
    local one, two = optim.Adam(leaf { 1 }), optim.Adam(leaf { 1 })
    one.groups[1].betas[1] = 0.5
    assert.equal(0.9, two.groups[1].betas[1])
  end)

  it("penalise as they are told", function()
    local a = leaf { 2, -2 }
    local function after(options)
      local p = leaf(a:totable())
      p.grad = dl.tensor({ 1, 1 }, "float64")
      options.lr = 0.5
      optim.SGD({ p }, options):step()
      return p
    end
    support.close(after { weightDecay = 0.1 }, { 2 - 0.5 * 1.2, -2 - 0.5 * 0.8 })
    support.close(after { weightDecay = 0.1, decoupled = true }, { 1.9 - 0.5, -1.9 - 0.5 })
    support.close(after { l1 = 0.1 }, { 2 - 0.5 * 1.1, -2 - 0.5 * 0.9 })
    support.close(after { maximize = true }, { 2.5, -1.5 })
  end)

  it("average the way of ASGD", function()
    local a = leaf { 0 }
    local optimizer = optim.ASGD({ a }, { lr = 1, lambda = 0, t0 = 0 })
    for _ = 1, 4 do
      give({ a }, 1)
      optimizer:step()
    end
    support.close(a, { -4 })
    support.close(optimizer:averages()[1], { -3 })  -- of -2, -3, -4: the first counts no more
  end)

  it("refuse a state that does not fit", function()
    local optimizer = optim.Adam({ leaf { 1, 2 } })
    local other = optim.Adam({ leaf { 1, 2, 3 } })
    give(other.groups[1].parameters, 1)
    other:step()
    assert.error_matches(function() optimizer:loadStateDict(other:stateDict()) end,
      "of parameter 1 has the shape 3, the parameter 2")
    assert.error_matches(function() optimizer:loadStateDict {} end, "loadStateDict")
    local two = optim.Adam({ { parameters = { leaf { 1 } } }, { parameters = { leaf { 1 } } } })
    assert.error_matches(function() optimizer:loadStateDict(two:stateDict()) end, "2 groups")
  end)

  it("refuse what is no parameter", function()
    assert.error_matches(function() optim.SGD({}) end, "list of parameters")
    assert.error_matches(function() optim.SGD(nil) end, "list of parameters")
    assert.error_matches(function() optim.SGD({ dl.ones(2) }) end, "parameter 1 is no leaf")
    local a = leaf { 1 }
    assert.error_matches(function() optim.SGD({ a, a }) end, "parameter 2 is there twice")
    assert.error_matches(function() optim.SGD({ a }, { rate = 1 }) end, "no option rate")
    assert.error_matches(function() optim.SGD({ a }, { nesterov = true }) end, "nesterov")
    assert.error_matches(function() optim.Adam({ a }, { betas = 0.9 }) end,
      "betas must be a list of 2 numbers, got 0.9")
    assert.error_matches(function() optim.Adam({ a }, { lr = "much" }) end,
      "lr must be a number, got much")
    assert.error_matches(function() optim.Muon({ a }) end, "parameter 1 has 1 dimensions")
    assert.error_matches(function() optim.SparseAdam({ a }, { weightDecay = 1 }) end, "every row")
    assert.error_matches(function() optim.LAMB({ a }, { decoupled = true }) end, "decoupled")
  end)
end)
