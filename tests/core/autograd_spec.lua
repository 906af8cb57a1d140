--- The tape: accumulation, leaves, freeing, in-place writes, hooks, second order, operators defined in Lua.
local dl = require "dlua"
local support = require "tests.support"

local function leaf(values, dtype) return dl.tensor(values, { dtype = dtype or "float64", requiresGrad = true }) end

local function assertClose(actual, expected, tolerance)
  local difference = support.difference(actual, expected, tolerance or 1e-12)
  assert(not difference, difference)
end

local function assertError(pattern, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(tostring(message):find(pattern), "another error: " .. tostring(message))
end

describe("backward", function()
  it("adds the gradients of a tensor that is used several times", function()
    local x = leaf { 2, 3 }
    local y = x * x + x * 3 + x
    y:sum():backward()
    assertClose(x.grad, { 2 * 2 + 4, 2 * 3 + 4 })
  end)

  it("accumulates into .grad over calls until it is cleared", function()
    local x = leaf { 1, 2 };
    (x * 2):sum():backward();
    (x * 3):sum():backward()
    assertClose(x.grad, { 5, 5 })
    x.grad = nil;
    (x * 3):sum():backward()
    assertClose(x.grad, { 3, 3 })
  end)

  it("does not change gradients that the user gave", function()
    local x, g = leaf { 1, 2 }, dl.ones(2, "float64")
    x:clone():backward(g)
    x:clone():backward(g)
    assertClose(g, { 1, 1 })
    assertClose(x.grad, { 2, 2 })
  end)

  it("undoes broadcasting and promotion", function()
    local x = dl.ones(3, 1, { requiresGrad = true })
    local y = dl.ones({ 4 }, { dtype = "float64", requiresGrad = true });
    (x * y):sum():backward()
    assert.are.equal("float32", x.grad.dtype)
    assert.are.same({ 3, 1 }, x.grad.shape)
    assert.are.equal("float64", y.grad.dtype)
    assertClose(y.grad, { 3, 3, 3, 3 })
  end)

  it("wants a gradient for outputs of several elements", function()
    assertError("shape 2", function() (leaf { 1, 2 } * 2):backward() end)
    assertError("shape 3", function() (leaf { 1, 2 } * 2):backward(dl.ones(3, "float64")) end)
    assertError("does not require", function() dl.ones(1):backward() end)
  end)

  it("gives the tape back, unless asked to keep it", function()
    local x = leaf { 3 }
    local y = x * x
    y:backward(nil, { retainGraph = true })
    y:backward()
    assertClose(x.grad, { 12 })
    assertError("retainGraph", function() y:backward() end)
  end)

  it("walks a chain of a million operations", function()
    local x = dl.ones(1, { requiresGrad = true })
    local y = x
    for _ = 1, 1000000 do y = y + 0 end
    y:backward()
    assertClose(x.grad, { 1 })
  end)

  it("frees a chain of a million operations that nobody walked", function()
    local y = dl.ones(1, { requiresGrad = true })
    for _ = 1, 1000000 do y = y * 1 end
    y = nil -- luacheck: ignore
    collectgarbage() collectgarbage()
    assert(dl.memory().live < 100e6)
  end)

  it("frees what the tape held as soon as it has passed", function()
    local x = dl.ones(256, 1024, { requiresGrad = true })
    collectgarbage() collectgarbage()
    local before = dl.memory().live
    local y = x
    for _ = 1, 10 do y = (y * y):relu() end
    local loss = y:sum()
    y = nil -- luacheck: ignore
    collectgarbage("stop")
    local held = dl.memory().live - before
    loss:backward()
    x.grad = nil
    local left = dl.memory().live - before
    collectgarbage("restart")
    assert(held > 10e6, "the tape held " .. held)
    assert(left < held, "nothing was freed without the collector: " .. left)
    collectgarbage() collectgarbage()
    assert(dl.memory().live - before < 2e6)
  end)
end)

describe("leaves", function()
  it("are tensors that no operator made", function()
    local x = leaf { 1, 2 };
    local y = x * 2
    assert(x.isLeaf and not y.isLeaf and dl.ones(2).isLeaf)
    assert.are.equal("mul", y.gradFn)
    assert.is_nil(x.gradFn)
    assert(y.requiresGrad and not y:detach().requiresGrad)
    y:sum():backward()
    assert.is_nil(y.grad)
  end)

  it("that are not leaves keep a gradient when asked", function()
    local x = leaf { 1, 2 };
    local y = (x * 2):retainGrad();
    (y * y):sum():backward()
    assertClose(y.grad, { 4, 8 })
    assertClose(x.grad, { 8, 16 })
  end)

  it("cannot stop needing gradients when they were computed", function()
    local y = leaf { 1 } * 2
    assertError("detach", function() y.requiresGrad = false end)
    assertError("only float", function() dl.ones(2, "int64").requiresGrad = true end)
  end)

  it("are not recorded inside noGrad, whatever happens there", function()
    local x = leaf { 1, 2 };
    local y = dl.noGrad(function(a) return a * 2 end, x)
    assert(not y.requiresGrad)
    assertError("inner", function() dl.noGrad(function() error("inner") end) end)
    assert(dl.isGradEnabled())
    assert((x * 2).requiresGrad)
  end)
end)

describe("dl.grad", function()
  it("returns gradients and leaves .grad alone", function()
    local x, y = leaf { 2 }, leaf { 3 }
    local z = x * x * y
    local gx, gy = table.unpack(dl.grad(z, { x, y }))
    assertClose(gx, { 12 })
    assertClose(gy, { 4 })
    assert.is_nil(x.grad)
    assert.is_nil(y.grad)
  end)

  it("reaches tensors in the middle, and no farther than asked", function()
    local x = leaf { 2 }
    local middle = x * x
    local z = middle * 5
    assertClose(dl.grad(z, middle, { retainGraph = true }), { 5 })
    assertClose(dl.grad(z, x), { 20 })
  end)

  it("says which input was not used", function()
    local x, y = leaf { 2 }, leaf { 3 }
    assertError("input 2", function() dl.grad(x * 2, { x, y }) end)
    local list = dl.grad(x * 2, { x, y }, { allowUnused = true })
    assertClose(list[1], { 2 })
    assert.is_nil(list[2])
  end)

  it("gives gradients of gradients", function()
    local x = leaf { 2 }
    local y = x * x * x * x
    local first = dl.grad(y, x, { createGraph = true })
    local second = dl.grad(first, x, { createGraph = true })
    local third = dl.grad(second, x, { createGraph = true })
    assertClose(first, { 32 })
    assertClose(second, { 48 })
    assertClose(third, { 48 })
    assertClose(dl.grad(third, x), { 24 })
  end)

  it("follows results that gradients read to any order", function()
    local x = leaf { 0.5 }
    local g = x:tanh()
    local t = (math.exp(1) - 1) / (math.exp(1) + 1)         -- tanh(0.5)
    local expected = { 1 - t * t }
    expected[2] = -2 * t * (1 - t * t)
    expected[3] = (1 - t * t) * (6 * t * t - 2)
    for order = 1, 3 do
      g = dl.grad(g, x, { createGraph = true })
      assertClose(g, { expected[order] }, 1e-10)
    end
  end)

  it("backward with createGraph puts the gradient itself on the tape", function()
    local x = leaf { 3 };
    (x * x * x):backward(nil, { createGraph = true })
    assertClose(x.grad, { 27 })
    assert(x.grad.requiresGrad)
    local first = x.grad
    x.grad = nil
    first:backward()
    assertClose(x.grad, { 18 })
    x.grad = nil
  end)
end)

describe("writing in place", function()
  it("is a step of the tape", function()
    local x = leaf { 1, 2 };
    local y = x * 2
    y:mul_(3)
    y:add_(x)
    y:sum():backward()
    assertClose(x.grad, { 7, 7 })
  end)

  it("keeps the old value where the gradient needs it", function()
    local x, w = leaf { 1, 2 }, leaf { 3, 4 }
    local y = x * 2
    y:mul_(w)
    y:sum():backward()
    assertClose(w.grad, { 2, 4 })
    assertClose(x.grad, { 6, 8 })
  end)

  it("through a view reaches the tensor and its other views", function()
    local x, w = leaf { { 1, 2 }, { 3, 4 } }, leaf { 5, 6 }
    local y = x * 2
    local column = y:select(2, 1)
    y[2] = w * w
    assertClose(y, { { 2, 4 }, { 25, 36 } })
    assertClose(column, { 2, 25 })
    column:sum():backward(nil, { retainGraph = true })
    assertClose(x.grad, { { 2, 0 }, { 0, 0 } })
    assertClose(w.grad, { 10, 0 })
    x.grad, w.grad = nil, nil
    y:sum():backward()
    assertClose(x.grad, { { 2, 2 }, { 0, 0 } })
    assertClose(w.grad, { 10, 12 })
  end)

  it("into a tensor without gradients makes it need them", function()
    local w, t = leaf { 5, 6 }, dl.zeros(2, 2, "float64")
    t[1] = w
    assert(t.requiresGrad);
    (t * t):sum():backward()
    assertClose(w.grad, { 10, 12 })
  end)

  it("over a value that backward needs is an error that says which", function()
    local x = leaf { 1, 2 };
    local y = x * 2
    local z = y * y
    y:add_(1)
    assertError("'mul'.*'x'.*float64 2.*overwritten", function() z:sum():backward() end)
    local e = x:exp()
    e:mul_(2)
    assertError("result was overwritten", function() e:sum():backward() end)
  end)

  it("does not touch leaves, nor views of them, while recording", function()
    local x = leaf { 1, 2 };
    assertError("leaf", function() x:add_(1) end)
    assertError("leaf", function() x[1] = 3 end)
    dl.noGrad(function() x:add_(1); x[1] = 7 end)
    assertClose(x, { 7, 3 })
    x:detach():fill_(0)
    assertClose(x, { 0, 0 })
  end)

  it("refuses shapes, dtypes and expanded memory that do not fit", function()
    assertError("shape 2x3", function() dl.ones(3):add_(dl.ones(2, 3)) end)
    assertError("does not go into a int64", function() dl.ones(3, "int64"):add_(0.5) end)
    assertError("expanded", function() dl.ones(1):expand(3):add_(1) end)
  end)

  it("reads before it writes where memory overlaps", function()
    local x = dl.tensor { 1, 2, 3, 4 }
    x[{ { 2, 4 } }] = x[{ { 1, 3 } }]
    assertClose(x, { 1, 1, 2, 3 })
    local m = dl.tensor { { 1, 2 }, { 3, 4 } }
    m:add_(m:t())
    assertClose(m, { { 2, 5 }, { 5, 8 } })
  end)
end)

describe("hooks", function()
  it("see the whole gradient and may replace it", function()
    local x, seen = leaf { 1, 2 }, nil
    local remove = x:registerHook(function(g) seen = g:clone() return g * 10 end);
    (x * 2 + x * 3):sum():backward()
    assertClose(seen, { 5, 5 })
    assertClose(x.grad, { 50, 50 })
    remove()
    x.grad = nil;
    (x * 2):sum():backward()
    assertClose(x.grad, { 2, 2 })
  end)

  it("work on tensors in the middle, and their errors come through", function()
    local x = leaf { 1 }
    local y = x * 2
    y:registerHook(function() error("from the hook") end)
    assertError("from the hook", function() y:backward() end)
    assertError("requires gradients", function() dl.ones(1):registerHook(print) end)
  end)
end)

describe("dl.operator", function()
  it("defines an operator with forward, backward and saved tensors", function()
    local cube = dl.operator {
      name = "specCube", sig = "x: Tensor, scale: number = 1", doc = "scale x^3",
      forward = function(ctx, x, scale)
        ctx:save(x)
        ctx.scale = scale
        return x * x * x * scale
      end,
      backward = function(ctx, g)
        local x = ctx:saved()
        return g * x * x * (3 * ctx.scale)
      end,
    }
    local x = leaf { 1, 2 };
    assertClose(cube(x, 2), { 2, 16 })
    assertClose(dl.specCube(x), { 1, 8 })
    assertClose(x:specCube(), { 1, 8 })
    assert(dl.gradcheck(function(t) return dl.specCube(t, 2) end, { x }, { order = 2 }))
    assert.are.equal("specCube", cube(x).gradFn)
  end)

  it("may save its own result, without keeping it alive for ever", function()
    local exponential = dl.operator {
      name = "specExp", sig = "x: Tensor",
      forward = function(ctx, x)
        local y = x:exp()
        ctx:save(y)
        return y
      end,
      backward = function(ctx, g) return g * ctx:saved() end,
    }
    local x = leaf { 0.5, 1 }
    assert(dl.gradcheck(exponential, { x }, { order = 2 }))
    collectgarbage() collectgarbage()
    local live = dl.memory().live
    for _ = 1, 100 do exponential(x) end
    collectgarbage() collectgarbage()
    assert.are.equal(live, dl.memory().live)
  end)

  it("without backward is a composite that the tape follows", function()
    dl.operator { name = "specSwish", sig = "x: Tensor", forward = function(_, x) return x * x:sigmoid() end }
    assert(dl.gradcheck(dl.specSwish, { leaf { -1, 0.5 } }, { order = 2 }))
  end)

  it("reports what goes wrong inside", function()
    dl.operator {
      name = "specBad", sig = "x: Tensor", forward = function(_, x) return x * 2 end,
      backward = function() return "nothing" end,
    }
    local y = dl.specBad(leaf { 1 })
    assertError("expected a Tensor or nil, got string", function() y:backward() end)
    assertError("expected a string", function() dl.operator { sig = "x: Tensor", forward = print } end)
    assertError("signature", function() dl.operator { name = "specWorse", sig = "x Tensor", forward = print } end)
    assertError("of dlua itself", function() dl.operator { name = "add", sig = "x: Tensor", forward = print } end)
  end)

  it("notices that a saved tensor was overwritten", function()
    dl.operator {
      name = "specSaves", sig = "x: Tensor",
      forward = function(ctx, x) ctx:save(x) return x * 1 end,
      backward = function(ctx, g) return g * ctx:saved() end,
    }
    local x = leaf { 1 } * 1
    local y = dl.specSaves(x)
    x:add_(1)
    assertError("overwritten", function() y:backward() end)
  end)
end)

describe("gradcheck", function()
  it("catches wrong first and second derivatives", function()
    dl.operator {
      name = "specWrong", sig = "x: Tensor",
      forward = function(ctx, x) ctx:save(x) return x * x end,
      backward = function(ctx, g) return g * ctx:saved() * 2.01 end,
    }
    assertError("gradient of input 1", function() dl.gradcheck(dl.specWrong, { leaf { 1, 2 } }) end)
    dl.operator {
      name = "specWrongSecond", sig = "x: Tensor",
      forward = function(ctx, x) ctx:save(x) return x * x end,
      backward = function(ctx, g) return g * ctx:saved():detach() * 2 end,
    }
    assert(dl.gradcheck(dl.specWrongSecond, { leaf { 1, 2 } }))
    assertError("second gradient", function() dl.gradcheck(dl.specWrongSecond, { leaf { 1, 2 } }, { order = 2 }) end)
  end)
end)
