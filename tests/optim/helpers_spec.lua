-- What goes along with the optimizers: clipping, averages of weights, the scaler of losses.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local optim, nn = dl.optim, dl.nn

--- Parameters whose gradients are these lists.
local function withGradients(...)
  local list = {}
  for i, values in ipairs { ... } do
    local gradient = dl.tensor(values, "float64")
    list[i] = dl.zerosLike(gradient):requiresGrad_(true)
    list[i].grad = gradient
  end
  return list
end

describe("optim.clipGradNorm_", function()
  it("shortens all gradients by one factor", function()
    local p = withGradients({ 3, 0 }, { { -4 } })
    p[3] = dl.ones(2):requiresGrad_(true)  -- without a gradient
    support.close(optim.clipGradNorm_(p, 10), 5.0)
    support.close(p[1].grad, { 3, 0 })
    support.close(optim.clipGradNorm_(p, 1), 5.0)
    support.close(p[1].grad, { 3 / (5 + 1e-6), 0 })
    support.close(p[2].grad, { { -4 / (5 + 1e-6) } })
    assert.is_nil(p[3].grad)
  end)

  it("knows other norms", function()
    local p = withGradients({ 3, 0 }, { -4 })
    support.close(optim.gradNorm(p, math.huge), 4.0)
    support.close(optim.gradNorm(p, 1), 7.0)
    support.close(optim.clipGradNorm_(p, 2, { normType = math.huge }), 4.0)
    support.close(p[2].grad, { -2 / (1 + 1e-6 / 4) }, 1e-9)
  end)

  it("adds squares of 16-bit floats in 32 bits", function()
    local p = dl.zeros(4, "float16"):requiresGrad_(true)
    p.grad = dl.fullLike(p:detach(), 1000)
    support.close(optim.clipGradNorm_(p, 1), 2000.0, 1e-3)
    support.close(p.grad, { 0.5, 0.5, 0.5, 0.5 }, 1e-3)
  end)

  it("takes modules and tensors, and nothing at all", function()
    local net = nn.Linear(2, 1)
    net(dl.ones(1, 2)):sum():backward()
    optim.clipGradNorm_(net, 0.5)
    support.close(optim.gradNorm(net), 0.5, 1e-5)
    support.close(optim.clipGradNorm_({}, 1), 0.0)
    local p = withGradients({ 2 })[1]
    optim.clipGradNorm_(p, 1)
    support.close(p.grad, { 1 }, 1e-6)
  end)

  it("refuses norms that are not finite when asked to, and other nonsense", function()
    local p = withGradients { 0 / 0 }
    assert.error_matches(function()
      optim.clipGradNorm_(p, 1, { errorIfNonfinite = true })
    end, "the norm of the gradients is .*nan")
    assert.error_matches(function() optim.clipGradNorm_(p) end, "largest norm expected")
    assert.error_matches(function() optim.clipGradValue_(7, 1) end, "list of parameters expected")
  end)
end)

describe("optim.clipGradValue_", function()
  it("brings each number into its bounds", function()
    local p = withGradients({ 3, -0.5 }, { -4 })
    optim.clipGradValue_(p, 1)
    support.close(p[1].grad, { 1, -0.5 })
    support.close(p[2].grad, { -1 })
  end)
end)

describe("averages of weights", function()
  local function netOf(value)
    local net = nn.Linear(1, 1, false)
    dl.noGrad(function() net.weight:fill_(value) end)
    return net
  end

  local function set(net, value) dl.noGrad(function() net.weight:fill_(value) end) end

  it("EMA is the exponential one", function()
    local net = netOf(5)
    local average = optim.EMA(net, { decay = 0.9 })
    local expected
    for _, value in ipairs { 1, 2, 4 } do
      set(net, value)
      average:update()
      expected = expected and 0.9 * expected + 0.1 * value or value
    end
    support.close(average.averages[1], { { expected } }, 1e-6)
    average = optim.EMA(net, { decay = 0.999, warmUp = true })
    average:update()
    set(net, 8)
    average:update()  -- decay (1 + 1) / (10 + 1)
    support.close(average.averages[1], { { 4 * 2 / 11 + 8 * 9 / 11 } }, 1e-6)
  end)

  it("SWA is the mean", function()
    local net = netOf(0)
    local average = optim.SWA(net)
    for _, value in ipairs { 1, 2, 6 } do
      set(net, value)
      average:update()
    end
    support.close(average.averages[1], { { 3 } }, 1e-6)
    local other = netOf(9)
    average:copyTo(other)
    support.close(other.weight, { { 3 } }, 1e-6)
  end)

  it("take the place of the weights for a while, whatever happens", function()
    local net = netOf(1)
    local average = optim.SWA(net)
    average:update()
    set(net, 7)
    assert.equal(1, average:apply(function() return net.weight:item() end))
    assert.equal(7, net.weight:item())
    assert.error_matches(function()
      average:apply(function() error("lost", 0) end)
    end, "lost")
    assert.equal(7, net.weight:item())
    average:swap()
    assert.error_matches(function() average:update() end, "in the place of the weights")
  end)

  it("go on from a saved state", function()
    local net = netOf(1)
    local average = optim.EMA(net, { decay = 0.5 })
    average:update()
    local path = os.tmpname()
    dl.save(path, average:stateDict())
    local other = optim.EMA(net, { decay = 0.5 })
    other:loadStateDict(dl.load(path))
    os.remove(path)
    set(net, 2)
    average:update()
    other:update()
    assert.same(average.averages[1]:totable(), other.averages[1]:totable())
    assert.error_matches(function() other:loadStateDict {} end, "1 averages expected")
    assert.error_matches(function() optim.EMA(net, { rate = 1 }) end, "no option rate")
    assert.error_matches(function() optim.EMA {} end, "nothing to average")
  end)
end)

describe("optim.groupsOf", function()
  it("gathers parameters by their options", function()
    local net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
    local groups = optim.groupsOf(net, function(name, p)
      if name == "3.weight" then return false end
      if p.ndim < 2 then return { weightDecay = 0, betas = { 0.8, 0.9 } } end
    end)
    local optimizer = optim.AdamW(groups, { weightDecay = 0.2 })
    assert.same({ net[1].weight }, optimizer.groups[1].parameters)
    assert.same({ net[1].bias, net[3].bias }, optimizer.groups[2].parameters)
    assert.same({ 0.2, 0, 0.8 }, { optimizer.groups[1].weightDecay,
      optimizer.groups[2].weightDecay, optimizer.groups[2].betas[1] })
    assert.error_matches(function() optim.groupsOf(net) end, "a module and a function")
  end)
end)

describe("optim.Logger", function()
  it("writes columns as Torch7's does, and draws them", function()
    local path = os.tmpname()
    local logger = optim.Logger(path)
    logger:setNames { "loss", "accuracy" }
    logger:add { 0.5, 0.25 }
    logger:add { accuracy = 0.75, loss = 0.125 }
    assert.equal("loss\taccuracy\n0.5\t0.25\n0.125\t0.75\n", files.read(path))
    os.remove(path)
    assert.truthy(logger:plot():find("loss 0.125   accuracy 0.75", 1, true))
    assert.error_matches(function() logger:add { 1 } end, "1 values for 2 columns")
    assert.error_matches(function() logger:add { loss = 1 } end, "no value for accuracy")
    assert.error_matches(function() optim.Logger "/no/such/folder/log" end, "optim.Logger: ")
  end)
end)

describe("optim.updateBatchNorm", function()
  it("sets running statistics to those of the batches, counted alike", function()
    local net = nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 1), nn.BatchNorm1d(1, 1e-5, false))
    net:evaluate()
    local x = dl.randn(30, 2) * 3 + 5
    local loader = dl.data.DataLoader { dataset = dl.data.TensorDataset(x, x), batchSize = 10 }
    optim.updateBatchNorm(loader, net)
    support.close(net[1].runningMean, x:mean(1), 1e-5)
    local variance = (x:narrow(1, 1, 10):var(1) + x:narrow(1, 11, 10):var(1) + x:narrow(1, 21, 10):var(1)) / 3
    support.close(net[1].runningVar, variance, 1e-4)
    assert.same({ 0.1, 3, false }, { net[1].momentum, net[1].batches:item(), net.training })
    assert.is_nil(net[3].momentum)
    assert.has_no.errors(function() optim.updateBatchNorm(loader, nn.Linear(2, 1)) end)
  end)
end)

describe("optim.GradScaler", function()
  local function setup(options)
    local p = withGradients({ 0 })[1]
    p.grad = nil
    return p, optim.SGD({ p }, { lr = 1 }), optim.GradScaler(options)
  end

  it("scales the loss and gives the optimizer true gradients", function()
    local p, optimizer, scaler = setup { initScale = 1024 }
    local loss = scaler:scale((p * 3):sum())
    loss:backward()
    support.close(p.grad, { 3 * 1024 })
    scaler:unscale_(optimizer)
    support.close(p.grad, { 3 })
    scaler:step(optimizer)
    scaler:update()
    support.close(p, { -3 })
    assert.equal(1024, scaler:getScale())
  end)

  it("leaves out steps that are not finite and goes on more carefully", function()
    local p, optimizer, scaler = setup { initScale = 8, growthInterval = 2 }
    for _, gradient in ipairs { math.huge, 0 / 0 } do
      p.grad = dl.tensor({ gradient }, "float64")
      assert.is_nil(scaler:step(optimizer))
      scaler:update()
      support.close(p, { 0 })
    end
    assert.equal(2, scaler:getScale())
    for _ = 1, 2 do
      p.grad = dl.tensor({ 2 }, "float64")
      scaler:step(optimizer)
      scaler:update()
    end
    assert.equal(4, scaler:getScale())
    support.close(p, { -2 })
    scaler:update(64)
    assert.equal(64, scaler:getScale())
  end)

  it("does nothing when it is not enabled", function()
    local p, optimizer, scaler = setup { enabled = false }
    scaler:scale((p * 3):sum()):backward()
    scaler:step(optimizer)
    scaler:update()
    support.close(p, { -3 })
    assert.equal(1, scaler:getScale())
  end)

  it("goes on from a saved state, and refuses calls out of turn", function()
    local p, optimizer, scaler = setup { growthInterval = 2, initScale = 4 }
    p.grad = dl.tensor({ 1 }, "float64")
    scaler:step(optimizer)
    assert.error_matches(function() scaler:step(optimizer) end, "since the last update")
    assert.error_matches(function() scaler:unscale_(optimizer) end, "step%(%) has been called")
    scaler:update()
    local other = optim.GradScaler()
    other:loadStateDict(scaler:stateDict())
    assert.same(scaler:stateDict(), other:stateDict())
    assert.error_matches(function() scaler:update() end, "without a step")
    scaler:unscale_(optimizer)
    assert.error_matches(function() scaler:unscale_(optimizer) end, "unscale_%(%) has been called")
  end)
end)

describe("the room optim", function()
  local classes = {
    "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "Rprop",
    "ASGD", "LBFGS", "Lion", "LAMB", "Muon", "SparseAdam", "StepLR", "MultiStepLR", "ConstantLR",
    "LinearLR", "ExponentialLR", "PolynomialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts",
    "OneCycleLR", "CyclicLR", "LambdaLR", "MultiplicativeLR", "SWALR", "ReduceLROnPlateau",
    "SequentialLR", "ChainedScheduler", "EMA", "SWA", "GradScaler", "Logger", "Optimizer", "Schedule",
  }

  it("explains every class, and lists it at the top", function()
    local top = {}
    for line in io.lines "lua/dlua/optim/init.lua" do
      if not line:find "^%-%-" then break end
      top[#top + 1] = line
    end
    top = table.concat(top, " ")
    for _, name in ipairs(classes) do
      local doc = rawget(optim[name], "doc")
      assert(doc and doc:find("optim." .. name, 1, true), name .. " has no page of its own")
      assert(top:find("%f[%w]" .. name .. "%f[%W]"), name .. " is not listed in init.lua")
    end
  end)

  it("knows nothing of other names", function()
    assert.is_nil(optim.NoSuchSolver)
    assert.is_nil(optim.noSuchFunction)
    assert.is_nil(optim["../secret"])
  end)
end)
