--- Float32 master weights of parameters held in 16 bits: no step is lost, states go on exactly.
local dl = require "dlua"
local nn, optim = dl.nn, dl.optim

local solvers = {
  SGD = { lr = 0.1, momentum = 0.5, nesterov = true }, Adam = { lr = 0.1, amsgrad = true },
  AdamW = { lr = 0.1 }, NAdam = { lr = 0.1 }, RAdam = { lr = 0.1, betas = { 0.9, 0.9 } },
  Adamax = { lr = 0.1 }, Adagrad = { lr = 0.1, initialAccumulator = 0.1 }, Adadelta = { lr = 1 },
  RMSprop = { lr = 0.1, momentum = 0.5, centered = true }, Rprop = { lr = 0.1 },
  ASGD = { lr = 0.1, t0 = 2 }, Lion = { lr = 0.1 }, LAMB = { lr = 0.1, weightDecay = 0.1 },
  Muon = { lr = 0.1 }, SparseAdam = { lr = 0.1 },
}

local function with(options)
  local copy = { masterWeights = true }
  for key, value in pairs(options) do copy[key] = value end
  return copy
end

local function leaf(values, dtype)
  return dl.tensor(values, dtype):requiresGrad_(true)
end

describe("master weights", function()
  it("add up steps that 16 bits would lose", function()
    for _, masterWeights in ipairs { false, true } do
      local p = leaf({ 1, 256 }, "bfloat16")
      local optimizer = optim.SGD({ p }, { lr = 1, masterWeights = masterWeights })
      for _ = 1, 1000 do
        p.grad = dl.full({ 2 }, 0.001, "bfloat16")
        optimizer:step()
      end
      local expected = masterWeights and { 0, 255 } or { 1, 256 }
      for i = 1, 2 do assert(math.abs(p[i]:item() - expected[i]) < 0.02, tostring(p)) end
      assert.are.equal("bfloat16", p.dtype)
    end
  end)

  it("move as float32 parameters do, in every solver", function()
    for class, options in pairs(solvers) do
      local narrow, exact = leaf({ { 1, -2 }, { 3, 0.5 } }, "float16"), leaf({ { 1, -2 }, { 3, 0.5 } }, "float32")
      local first, second = optim[class]({ narrow }, with(options)), optim[class]({ exact }, options)
      for step = 1, 5 do
        local gradient = dl.tensor { { 0.5, -step }, { 0.25 * step, 1 } }
        narrow.grad, exact.grad = gradient:half(), gradient
        first:step()
        second:step()
        assert(narrow:eq(exact:half()):all():item(), class .. ", step " .. step)
      end
      for _, slot in ipairs(first:slotsOf(first.groups[1])) do
        local value = first.groups[1][slot][1]
        assert(not dl.isTensor(value) or value.dtype == "float32", class .. ": " .. slot)
      end
      assert.are.equal("float16", narrow.grad.dtype)
    end
  end)

  it("go on from a saved state bit for bit", function()
    for class, options in pairs(solvers) do
      local function steps(parameters, optimizer, first, last)
        for step = first, last do
          for i, p in ipairs(parameters) do p.grad = (p:detach():float() * 0.3 + step / (3 * i)):to(p.dtype) end
          if step == 2 then parameters[2].grad = nil end
          optimizer:step()
        end
      end
      local a, b, c = leaf({ { 1, -2 } }, "bfloat16"), leaf({ { 2, 1 } }, "bfloat16"), leaf({ { 3, 4 } }, "float32")
      local optimizer = optim[class]({ a, b, c }, with(options))
      steps({ a, b, c }, optimizer, 1, 3)
      local path = os.tmpname()
      dl.save(path, { a = a, b = b, c = c, state = optimizer:stateDict() })
      local saved = dl.load(path)
      os.remove(path)
      local other = optim[class]({ saved.a, saved.b, saved.c }, {})
      other:loadStateDict(saved.state)
      steps({ a, b, c }, optimizer, 4, 9)
      steps({ saved.a, saved.b, saved.c }, other, 4, 9)
      for i, p in ipairs { a, b } do
        assert(p:eq(({ saved.a, saved.b })[i]):all():item(), class)
        assert(optimizer.groups[1].masters[i]:eq(other.groups[1].masters[i]):all():item(), class)
      end
      assert.is_false(other.groups[1].masters[3])
      assert(c:eq(saved.c):all():item(), class)
    end
  end)

  it("are saved with their optimizer as it is", function()
    local net = nn.Linear(2, 1):to "bfloat16"
    local here = { net = net, optimizer = optim.Adam(net, { lr = 0.01, masterWeights = true }) }
    local function steps(saved, count)
      for _ = 1, count do
        saved.optimizer:zeroGrad()
        saved.net(dl.ones(1, 2, "bfloat16")):sum():backward()
        saved.optimizer:step()
      end
      return { saved.net.weight:totable(), saved.optimizer.groups[1].masters[1]:totable() }
    end
    steps(here, 3)
    local path = os.tmpname()
    dl.save(path, here)
    local there = dl.load(path)
    os.remove(path)
    assert.same(steps(here, 5), steps(there, 5))
  end)

  it("take over what others write into a parameter", function()
    local p = leaf({ 1, 2 }, "float16")
    local optimizer = optim.SGD({ p }, { lr = 0.5, masterWeights = true })
    local function step()
      p.grad = dl.ones(2, "float16")
      optimizer:step()
    end
    step()
    dl.noGrad(function() p:clamp_(nil, 1) end)
    step()
    assert.same({ 0, 0.5 }, p:totable())
  end)

  it("leave all as it was after an error", function()
    local p = leaf({ 1, 2 }, "float16")
    local optimizer = optim.SGD({ p }, { lr = 0.5, masterWeights = true })
    optimizer.groups[1].lr = "fast"
    p.grad = dl.ones(2, "float16")
    assert.is_false(pcall(optimizer.step, optimizer))
    assert.are.equal(p, optimizer.groups[1].parameters[1])
    optimizer.groups[1].lr = 0.5
    optimizer:step()
    assert.same({ 0.5, 1.5 }, p:totable())
  end)

  it("keep gradients that float16 cannot hold once the scale is divided out", function()
    local p, exact = leaf({ 1 }, "float16"), leaf({ 1 }, "float32")
    local optimizer = optim.Adam({ p }, { lr = 0.01, eps = 0, masterWeights = true })
    local reference = optim.Adam({ exact }, { lr = 0.01, eps = 0 })
    local scaler = optim.GradScaler { initScale = 65536 }
    for _ = 1, 3 do
      optimizer:zeroGrad()
      reference:zeroGrad()
      scaler:scale((p:float() * 1e-9):sum()):backward()         -- 1e-9 is 0 in float16
      exact:mul(1e-9):sum():backward()
      scaler:step(optimizer)
      scaler:update()
      reference:step()
    end
    assert(math.abs(optimizer.groups[1].masters[1]:item() - exact:item()) < 1e-4)
    assert(exact:item() < 0.98)
    p.grad = dl.tensor({ math.huge }, "float16")
    local before = p:item()
    scaler:step(optimizer)
    scaler:update()
    assert.are.equal(before, p:item())
    assert.are.equal(32768, scaler:getScale())
  end)

  it("train a model in bfloat16 to the loss of float32", function()
    local function train(dtype)
      dl.manualSeed(5)
      local x = dl.randn(64, 8)
      local y = x:matmul(dl.randn(8, 3)):argmax(-1)
      local net = nn.Sequential():add(nn.Linear(8, 32)):add(nn.Tanh()):add(nn.Linear(32, 3)):to(dtype)
      local optimizer = optim.AdamW(net, { lr = 0.02, masterWeights = true })
      local loss
      for _ = 1, 40 do
        optimizer:zeroGrad()
        loss = net(x:to(dtype)):float():crossEntropy(y)
        loss:backward()
        optimizer:step()
      end
      return loss:item()
    end
    local exact, narrow = train "float32", train "bfloat16"
    assert(exact < 0.2 and math.abs(exact - narrow) < 0.05, exact .. " and " .. narrow)
  end)

  it("are not for LBFGS", function()
    local ok, message = pcall(optim.LBFGS, { leaf({ 1 }, "float16") }, { masterWeights = true })
    assert(not ok and message:find("optim.LBFGS: no masterWeights", 1, true), message)
  end)
end)
