-- What optimizers share: groups, parameters without gradients, state, dtypes, errors.
local dl = require "dlua"
local support = require "tests.support"
local optim = dl.optim

local function leaf(values, dtype)
  return dl.tensor(values, dtype or "float64"):requiresGrad_(true)
end

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
    local wide = leaf { 1, 2, 3, 4 }
    for _, dtype in ipairs { "float16", "bfloat16", "float32" } do
      for _, class in ipairs { "SGD", "Adam" } do
        local options = class == "SGD" and { lr = 0.5, momentum = 0.5 } or { lr = 0.5 }
        local narrow = leaf({ 1, 2, 3, 4 }, dtype)
        local exact = wide:detach():clone():requiresGrad_(true)
        local first, second = optim[class]({ narrow }, options), optim[class]({ exact }, options)
        for _ = 1, 3 do
          narrow.grad = dl.tensor({ { 1, 5 }, { 2, 6 }, { 3, 7 }, { 4, 8 } }, dtype):select(2, 1)
          exact.grad = dl.tensor({ 1, 2, 3, 4 }, "float64")
          first:step()
          second:step()
        end
        support.close(narrow:detach():to("float64"), exact:detach():totable(),
          dtype == "bfloat16" and 5e-2 or 5e-3)
      end
    end
  end)

  it("go on from a saved state exactly", function()
    for _, class in ipairs { "SGD", "Adam" } do
      local options = class == "SGD" and { lr = 0.1, momentum = 0.9 } or { lr = 0.1 }
      local a = leaf { 1, -2 }
      local optimizer = optim[class]({ a }, options)
      for _ = 1, 3 do
        a.grad = a:detach() * 2
        optimizer:step()
      end
      local path = os.tmpname()
      dl.save(path, { a = a, optimizer = optimizer:stateDict() })
      local saved = dl.load(path)
      os.remove(path)
      local other = optim[class]({ saved.a }, { lr = 5 })
      other:loadStateDict(saved.optimizer)
      for _ = 1, 3 do
        a.grad, saved.a.grad = a:detach() * 2, saved.a:detach() * 2
        optimizer:step()
        other:step()
      end
      assert.same(a:totable(), saved.a:totable())
    end
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
    assert.error_matches(function() optim.Adam({ a }, { betas = 0.9 }) end, "betas")
  end)
end)
