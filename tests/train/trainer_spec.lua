-- train.Trainer and its callbacks.
local dl = require "dlua"
local support = require "tests.support"
local nn, optim, train, data = dl.nn, dl.optim, dl.train, dl.data

--- Two clouds of points: x (60, 2), y (60).
local function clouds()
  dl.manualSeed(5)
  local y = dl.arange(60):to("int64"):remainder(2) + 1
  return dl.randn(60, 2) * 0.5 + (y:to("float32") * 2 - 3):unsqueeze(2), y
end

local function newNet()
  return nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Dropout(0.1), nn.Linear(8, 2))
end

local function newTrainer(more)
  local net = newNet()
  local options = {
    model = net, criterion = nn.CrossEntropyLoss(), optimizer = optim.Adam(net, { lr = 0.01 }),
    metrics = { accuracy = train.accuracy }, progress = false, batchSize = 10,
  }
  for key, value in pairs(more or {}) do options[key] = value end
  return train.Trainer(options)
end

local function weightsOf(trainer)
  local list = {}
  for i, p in ipairs(trainer.model:parameters()) do list[i] = p:totable() end
  return list
end

--- A file name, and what is to happen with it.
local function withFile(fn)
  local path = os.tmpname()
  local ok, message = pcall(fn, path)
  for _, suffix in ipairs { "", ".best.safetensors", ".last.safetensors" } do
    os.remove(path .. suffix)
  end
  if not ok then error(message, 0) end
end

local function lines(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

describe("train.Trainer", function()
  it("does what a loop by hand does, bit for bit", function()
    local x, y = clouds()
    dl.manualSeed(1)
    local trainer = newTrainer()
    local history = trainer:fit({ x, y }, { x, y }, 3)

    dl.manualSeed(1)
    local net = newNet()
    local optimizer, criterion = optim.Adam(net, { lr = 0.01 }), nn.CrossEntropyLoss()
    local loader = data.DataLoader { dataset = data.TensorDataset(x, y), batchSize = 10,
      shuffle = true }
    for _ = 1, 3 do
      net:train()
      for inputs, targets in loader:iter() do
        optimizer:zeroGrad()
        criterion(net(inputs), targets):backward()
        optimizer:step()
      end
    end
    local expected = {}
    for i, p in ipairs(net:parameters()) do expected[i] = p:totable() end
    assert.same(expected, weightsOf(trainer))
    net:evaluate()
    assert.is_true(math.abs(history[3].testLoss - criterion(net(x), y):item()) < 1e-6)
    assert.equal(train.accuracy(net(x), y), history[3].testAccuracy)
    assert.same({ 3, 18, 0.01 }, { #history, trainer.steps, history[3].lr })
    assert.is_true(trainer.model.training)
  end)

  it("learns, evaluates and predicts", function()
    local x, y = clouds()
    local trainer = newTrainer()
    trainer:fit(data.TensorDataset(x, y), nil, 15)
    local result = trainer:evaluate { x, y }
    assert.is_true(result.accuracy > 0.95)
    assert.equal(result.accuracy, train.accuracy(trainer:predict(x), y))
    assert.same({ 60, 2 }, trainer:predict(x).shape)
    local count = 0
    trainer:fit(function()
      return coroutine.wrap(function()
        count = count + 1
        coroutine.yield(x, y)
      end)
    end, nil, 17)
    assert.equal(2, count)
  end)

  it("closes what a loader wants closed, also after an error", function()
    local x, y = clouds()
    local closed = 0
    local function loader()
      local done = false
      return function()
        if done then return nil end
        done = true
        return x, y
      end, nil, nil, setmetatable({}, { __close = function() closed = closed + 1 end })
    end
    newTrainer():fit(loader, nil, 2)
    assert.equal(2, closed)
    local trainer = newTrainer { compute = function() error("lost", 0) end }
    assert.error_matches(function() trainer:fit(loader, nil, 1) end, "lost")
    assert.equal(3, closed)
  end)

  it("gathers gradients of several batches for a step", function()
    local x, y = clouds()
    local net = nn.Linear(2, 2)
    local copy = nn.Linear(2, 2)
    copy:loadStateDict(net:stateDict())
    local criterion = nn.CrossEntropyLoss()
    local function trainerOf(model, more)
      return newTrainer {
        model = model, optimizer = optim.SGD(model, { lr = 0.1 }), accumulate = more.accumulate,
      }
    end
    local loader = data.DataLoader { dataset = data.TensorDataset(x, y), batchSize = 20 }
    local trainer = trainerOf(net, { accumulate = 3 })
    trainer:fit(loader, nil, 1)
    assert.equal(1, trainer.steps)
    local optimizer = optim.SGD(copy, { lr = 0.1 })
    criterion(copy(x), y):backward()
    optimizer:step()
    support.close(net.weight, copy.weight:totable(), 1e-6)
    trainer = trainerOf(net, { accumulate = 2 })
    trainer:fit(loader, nil, 1)  -- two batches, and the one that is left
    assert.equal(2, trainer.steps)
  end)

  it("clips, scales, averages", function()
    local x, y = clouds()
    local norms = {}
    local trainer = newTrainer {
      clipNorm = 0.01, scaler = optim.GradScaler { initScale = 256 },
      callbacks = { { gradientsReady = function(_, own)
        norms[#norms + 1] = optim.gradNorm(own.model):item()
      end } },
    }
    trainer.average = optim.EMA(trainer.model, { decay = 0.5 })
    trainer:fit({ x, y }, { x, y }, 2)
    for _, norm in ipairs(norms) do assert.is_true(norm <= 0.01 + 1e-6) end
    assert.equal(12, trainer.average.count)
    local withAverage = trainer:evaluate { x, y }
    trainer.average:swap()
    local average = trainer.average
    trainer.average = nil
    assert.equal(withAverage.loss, trainer:evaluate { x, y }.loss)
    average:swap()
    assert.not_equal(withAverage.loss, trainer:evaluate { x, y }.loss)
  end)

  it("averages the ends of epochs with SWA, from one on", function()
    local x, y = clouds()
    local ends = {}
    local trainer = newTrainer { averageFrom = 2, callbacks = { { epochEnd = function(_, own)
      ends[own.epoch] = own.model[1].bias:detach():clone()
    end } } }
    trainer.average = optim.SWA(trainer.model)
    trainer:fit({ x, y }, { x, y }, 3)
    assert.equal(2, trainer.average.count)
    support.close(trainer.average.averages[2], ((ends[2] + ends[3]) / 2):totable(), 1e-6)
  end)

  it("goes on bit for bit from a file", function()
    local x, y = clouds()
    local function make()
      local trainer = newTrainer()
      trainer.average = optim.EMA(trainer.model, { decay = 0.9 })
      local schedule = optim.OneCycleLR(trainer.optimizer, 0.05, { epochs = 6, stepsPerEpoch = 6 })
      trainer.callbacks = {
        train.Scheduler(schedule, { every = "step" }), train.EarlyStopping { patience = 2 },
      }
      trainer.listeners = trainer.callbacks
      return trainer
    end
    withFile(function(path)
      dl.manualSeed(9)
      local whole = make()
      whole:fit({ x, y }, { x, y }, 3)
      whole:save(path)
      whole:fit({ x, y }, { x, y }, 6)
      dl.manualSeed(77)  -- anything else
      local again = make()
      assert.is_true(again:resume(path))
      assert.equal(3, again.epoch)
      again:fit({ x, y }, { x, y }, 6)
      assert.same(weightsOf(whole), weightsOf(again))
      for _, trainer in ipairs { whole, again } do
        for _, record in ipairs(trainer.history) do record.seconds = nil end
      end
      assert.same(whole.history, again.history)
      assert.is_false(again:resume(path .. ".none"))
    end)
  end)

  it("goes on in the order of a loader with a seed and workers", function()
    local x, y = clouds()
    local function make()
      return newTrainer(), data.DataLoader {
        dataset = data.TensorDataset(x, y), batchSize = 10, shuffle = true, seed = 3, workers = 1,
      }
    end
    withFile(function(path)
      local whole, loader <close> = make()
      whole:fit(loader, nil, 1)
      whole:save(path)
      whole:fit(loader, nil, 2)
      local again, other <close> = make()
      again:resume(path)
      again:fit(other, nil, 2)
      assert.same(weightsOf(whole), weightsOf(again))
    end)
  end)

  it("takes streams, whose length nobody knows", function()
    local stream = { iter = function()
      local i = 0
      return function()
        i = i + 1
        if i <= 25 then return dl.ones(2) * i, 1 + i % 2 end
      end
    end }
    local trainer = newTrainer()
    trainer:fit(data.DataLoader { dataset = stream, batchSize = 10 }, nil, 2)
    assert.equal(6, trainer.steps)
  end)

  it("works with optimizers that call the loss themselves", function()
    local x, y = clouds()
    local net = nn.Linear(2, 2)
    local trainer = newTrainer {
      model = net, optimizer = optim.LBFGS(net, { lineSearch = "strongWolfe" }), batchSize = 60,
    }
    local history = trainer:fit({ x, y }, nil, 2)
    assert.is_true(history[2].loss < 0.05 and history[1].loss > history[2].loss)
  end)

  it("takes losses of any kind and metrics that are objects", function()
    local x = clouds()
    local net = nn.Linear(2, 2)
    local counter = { reset = function(self) self.count = 0 end, value = function(self) return self.count end }
    function counter:update(output, target)
      assert.is_true(output.shape[2] == 2 and target ~= nil)
      self.count = self.count + #output
    end
    local trainer = train.Trainer {
      model = net, optimizer = optim.SGD(net, { lr = 0.01 }), progress = false,
      metrics = { seen = counter },
      compute = function(self, input)
        local output = self.model(input)
        return (output - input):square():mean(), output, input
      end,
    }
    local history = trainer:fit({ x }, nil, 1)
    assert.equal(60, history[1].seen)
  end)

  it("takes a confusion matrix as a metric", function()
    local x, y = clouds()
    local trainer = newTrainer { metrics = { right = train.ConfusionMatrix(2), accuracy = train.accuracy } }
    local record = trainer:fit({ x, y }, { x, y }, 1)[1]
    assert.is_true(math.abs(record.testRight - record.testAccuracy) < 1e-6)
  end)

  it("refuses what it cannot use", function()
    local function refuses(pattern, fn) assert.error_matches(fn, pattern) end
    refuses("options by name", function() train.Trainer() end)
    refuses("no option modle", function() train.Trainer { modle = {} } end)
    refuses("must be given", function() train.Trainer { model = newNet() } end)
    refuses("clipNorm must be a number", function() newTrainer { clipNorm = "1" } end)
    refuses("a number of epochs", function() newTrainer():fit({ dl.ones(1) }) end)
    refuses("data must be a loader", function() newTrainer():fit(7, nil, 1) end)
    refuses("what stateDict", function() newTrainer():loadStateDict {} end)
  end)
end)

describe("train.EarlyStopping", function()
  it("stops and gives the best weights back", function()
    local x, y = clouds()
    local losses = { 3, 2, 2.5, 2.6, 1 }
    local trainer, best
    trainer = newTrainer { callbacks = {
      { epochEnd = function(_, own, record)
        record.testLoss = losses[own.epoch]
        if own.epoch == 2 then best = weightsOf(own) end
      end },
      train.EarlyStopping { patience = 2 },
    } }
    local history = trainer:fit({ x, y }, nil, 5)
    assert.equal(4, #history)
    assert.same(best, weightsOf(trainer))
  end)

  it("gives averages back along with the weights", function()
    local x, y = clouds()
    local losses, kept = { 1, 2 }, nil
    local trainer = newTrainer { callbacks = {
      { epochEnd = function(_, own, record)
        record.testLoss = losses[own.epoch]
        if own.epoch == 1 then kept = own.average.averages[1]:totable() end
      end },
      train.EarlyStopping { patience = 1 },
    } }
    trainer.average = optim.EMA(trainer.model, { decay = 0.9 })
    trainer:fit({ x, y }, nil, 5)
    assert.same(kept, trainer.average.averages[1]:totable())
  end)

  it("knows what is better by the name, and says what there is to watch", function()
    local x, y = clouds()
    local stopping = train.EarlyStopping { monitor = "testAccuracy" }
    assert.is_true(stopping:isBetter(0.9, "testAccuracy", 0.8, 0))
    assert.is_false(stopping:isBetter(0.9, "testLoss", 0.8, 0))
    assert.is_false(stopping:isBetter(0 / 0, "testLoss", 0.8, 0))
    assert.error_matches(function()
      newTrainer { callbacks = { stopping } }:fit({ x, y }, nil, 1)
    end, "no testAccuracy to watch, only accuracy, epoch, loss")
  end)
end)

describe("train.Checkpoint", function()
  it("writes the best model and the last state", function()
    local x, y = clouds()
    withFile(function(path)
      local values = { 0.5, 0.9, 0.7 }
      local best
      local trainer = newTrainer { callbacks = {
        train.Checkpoint(path, { monitor = "score", every = 2 }),
        { epochEnd = function(_, own, record)
          record.score = values[own.epoch]
          if own.epoch == 2 then best = weightsOf(own) end
        end },
      } }
      trainer:fit({ x, y }, nil, 3)
      local model = dl.load(path .. ".best.safetensors")
      local loaded = {}
      for i, p in ipairs(model:parameters()) do loaded[i] = p:totable() end
      assert.same(best, loaded)
      local again = newTrainer { callbacks = { train.Checkpoint(path, { monitor = "score" }), {} } }
      assert.is_true(again:resume(path .. ".last.safetensors"))
      assert.equal(3, again.epoch)
      assert.equal(0.9, again.callbacks[1].bestValue)
    end)
  end)
end)

describe("train.Checkpoint", function()
  it("complains before the first epoch when there is no such folder", function()
    local x, y = clouds()
    local trainer = newTrainer { callbacks = { train.Checkpoint "/no/such/folder/digits" } }
    assert.error_matches(function() trainer:fit({ x, y }, nil, 1) end, "train.Checkpoint: .*No such file")
    assert.equal(0, trainer.epoch)
  end)
end)

describe("train.Scheduler", function()
  it("steps after epochs, after steps, or along a number", function()
    local x, y = clouds()
    local function rateAfter(make, options)
      local trainer = newTrainer()
      trainer.listeners = { train.Scheduler(make(trainer.optimizer), options) }
      trainer:fit({ x, y }, nil, 2)
      return trainer.optimizer.groups[1].lr
    end
    local function halve(o) return optim.ExponentialLR(o, 0.5) end
    assert.equal(0.01 / 2 ^ 2, rateAfter(halve))
    assert.equal(0.01 / 2 ^ 12, rateAfter(halve, { every = "step" }))
    assert.equal(0.01, rateAfter(function(o) return optim.ReduceLROnPlateau(o) end))
    assert.error_matches(function() train.Scheduler {} end, "a schedule expected")
    assert.error_matches(function() rateAfter(halve, { every = "day" }) end, "got day")
  end)
end)

describe("logs", function()
  it("hold a line for each epoch, also of a training that goes on", function()
    local x, y = clouds()
    withFile(function(csv)
      withFile(function(jsonl)
        local trainer = newTrainer { callbacks = { train.CSVLog(csv), train.JSONLog(jsonl) } }
        trainer:fit({ x, y }, { x, y }, 2)
        trainer:fit({ x, y }, { x, y }, 3)
        local rows = lines(csv)
        assert.equal("epoch,accuracy,loss,lr,seconds,testAccuracy,testLoss", rows[1])
        assert.equal(4, #rows)
        assert.equal("3", rows[4]:match "^[^,]+")
        rows = lines(jsonl)
        assert.equal(3, #rows)
        local record = require("dlua.io.json").decode(rows[3])
        assert.same(trainer.history[3], record)
      end)
    end)
  end)
end)

describe("train.NaNGuard", function()
  local function guarded(net, x, options)
    local trainer = train.Trainer {
      model = net, criterion = nn.MSELoss(), optimizer = optim.SGD(net, { lr = 0.1 }),
      progress = false, callbacks = { train.NaNGuard(options) },
    }
    return function() trainer:fit({ x, dl.zeros(#x, 1) }, nil, 1) end
  end

  it("names the first module whose output is not finite", function()
    local Root = nn.class("test.Root", "nn.Module")
    function Root:forward(x) return x:sqrt() end  -- luacheck: ignore self
    local net = nn.Sequential(nn.Linear(1, 4), nn.Sequential(nn.Tanh(), Root()), nn.Linear(4, 1))
    dl.noGrad(function() net[1].weight:fill_(-1):mul_(1) end)
    dl.noGrad(function() net[1].bias:fill_(0) end)
    assert.error_matches(guarded(net, dl.ones(3, 1)),
      "epoch 1, step 1: the loss is .*nan: the first output .*model%.2%.2 %(test%.Root%): 12 of 12 .*%(nan%)")
    assert.is_nil(rawget(net[1], "_hooks"))
    net = nn.Sequential(nn.Linear(1, 4), { forward = function(_, x) return x / 0 end })
    local forward = net[2].forward
    assert.error_matches(guarded(net, dl.ones(3, 1)), "model%.2 %(table%): 12 of 12 .*%(inf%)")
    assert.equal(forward, net[2].forward)
  end)

  it("tells bad batches, bad parameters and bad gradients from bad modules", function()
    local net = nn.Sequential(nn.Linear(1, 4), nn.Linear(4, 1))
    assert.error_matches(guarded(net, dl.tensor { { 1 }, { math.huge } }),
      "in tensor 1 of the batch 1 of 2 numbers are not finite %(inf%)")
    dl.noGrad(function() net[2].bias:fill_(0 / 0) end)
    assert.error_matches(guarded(net, dl.ones(2, 1)), "in the parameter 2%.bias 1 of 1")
    net = nn.Sequential(nn.Linear(1, 1))
    net.forward = nil
    local Sharp = nn.class("test.Sharp", "nn.Module")
    function Sharp:forward(x) return (x * 0):sqrt() end  -- luacheck: ignore self
    net:add(Sharp())
    assert.error_matches(guarded(net, dl.ones(2, 1), { gradients = true }),
      "in the gradient of 1%.weight: 1 of 1")
  end)
end)

describe("train.Plot", function()
  local function recorded()
    local text = {}
    local output = { flush = function() end }
    function output:write(...)
      for _, part in ipairs { ... } do text[#text + 1] = part end
      return self
    end
    return output, function() return table.concat(text) end
  end

  it("is drawn once at the end, or over itself on a terminal", function()
    local x, y = clouds()
    local output, text = recorded()
    newTrainer { callbacks = { train.Plot { output = output, terminal = false } } }
      :fit({ x, y }, { x, y }, 3)
    local _, count = text():gsub("┤", "")
    assert.equal(10, count)
    assert.truthy(text():find "loss [%d.]+   testLoss [%d.]+\n$")
    output, text = recorded()
    newTrainer { callbacks = { train.Plot { output = output, terminal = true, height = 4 } } }
      :fit({ x, y }, { x, y }, 3)
    _, count = text():gsub("\27%[6A\27%[J", "")
    assert.equal(2, count)
    assert.truthy(text():find("epoch 3/3  accuracy", 1, true))
  end)
end)

describe("the room train", function()
  it("explains every class", function()
    for _, name in ipairs { "Trainer", "Callback", "Meters", "ProgressBar", "EarlyStopping", "Checkpoint",
      "Scheduler", "CSVLog", "JSONLog", "NaNGuard", "Plot", "Progress", "ConfusionMatrix" } do
      local doc = rawget(train[name], "doc")
      assert(doc and doc:find("train." .. name, 1, true), name .. " has no page of its own")
    end
  end)

  it("trains on other devices", function()
    local x, y = clouds()
    local function loss(device)
      dl.manualSeed(1)
      local net = nn.Linear(2, 2):to(device)
      local trainer = newTrainer { model = net, optimizer = optim.Adam(net), device = device, clipNorm = 1 }
      return trainer:fit({ x, y }, { x, y }, 2)[2].testLoss
    end
    assert.is_true(math.abs(loss "cpu" - loss "null") < 1e-6)
  end)
end)
