-- train.Trainer: the loop that everybody writes: epochs of batches, each a step of the optimizer,
-- with a look at other data after each epoch. What is not the loop itself is a callback
-- (callbacks/).

local dl = require "dlua"
local class = require "dlua.class"
local feeding = require "dlua.train.feeding"
local Meters = require "dlua.train.Meters"

local Trainer = class.new("train.Trainer")

Trainer.doc = [[
train.Trainer{model =, criterion =, optimizer =, ...}

  local trainer = train.Trainer {
    model = net, criterion = nn.CrossEntropyLoss(), optimizer = optim.Adam(net),
    metrics = { accuracy = train.accuracy },
    callbacks = { train.EarlyStopping { patience = 5 }, train.Checkpoint "runs/digits" },
  }
  local history = trainer:fit(trainData, testData, 20)
  print(trainer:evaluate(testData).accuracy)

fit trains until so many epochs are done and returns the history: a list with a record for each
epoch, {epoch =, loss =, accuracy =, testLoss =, testAccuracy =, lr =, seconds =}. evaluate(data)
gives loss and metrics, predict(data) the outputs, as one tensor. Data are a loader
(data.DataLoader, or anything whose iter() gives batches), a function that returns an iterator, a
dataset, or {x, y}: tensors with one example for each position of dimension 1.

  metrics      name = function(output, target), whose numbers are averaged over the examples; or an
               object with reset(), update(output, target) and value()
  callbacks    a list; see train.Callback
  compute      function(trainer, x, y, ...): the loss, and the output and target for the metrics; in
               place of criterion(model(x), y)
  batchSize    for datasets and tensors, which are shuffled for training (32)
  accumulate   so many batches for each step: their mean gradient (1)
  clipNorm, clipValue    the largest norm, the largest value of the gradients
  scaler       an optim.GradScaler
  average      an optim.EMA, which follows each step, or an optim.SWA, which follows each epoch; its
               weights are those that are evaluated
  averageFrom  the first epoch that is averaged (1)
  device       where batches are taken to before they are used
  progress     false: no progress bar on stderr

stop() ends fit after this epoch. save(path) writes all that is needed to go on bit for bit
(weights, optimizer, callbacks, random numbers, history); resume(path) goes on from it, if the file
is there, and says whether it was. The training itself is fit, learn and update below: 30 lines.]]

local kinds = {
  model = "table", criterion = "table", optimizer = "table", metrics = "table",
  callbacks = "table", compute = "function", batchSize = "number", accumulate = "number",
  clipNorm = "number", clipValue = "number", scaler = "table", average = "table",
  averageFrom = "number",
  device = "string", progress = "boolean",
}

local function check(options)
  for key, value in pairs(options) do
    if not kinds[key] then dl.core.raise("train.Trainer: no option " .. tostring(key)) end
    if type(value) ~= kinds[key] then
      dl.core.raise(("train.Trainer: %s must be a %s, got a %s"):format(key, kinds[key],
        type(value)))
    end
  end
  if not (options.model and options.optimizer and (options.criterion or options.compute)) then
    dl.core.raise("train.Trainer: model, optimizer, and criterion or compute must be given")
  end
end

function Trainer:__init(options)
  if type(options) ~= "table" then
    dl.core.raise("train.Trainer: options by name expected, as in {model = net, ...}")
  end
  check(options)
  for key, value in pairs(options) do self[key] = value end
  self.compute = self.compute or Trainer.compute
  self.metrics, self.accumulate = self.metrics or {}, self.accumulate or 1
  self.epoch, self.steps, self.history = 0, 0, {}
  self.listeners = {}
  if self.progress ~= false then self.listeners[1] = dl.train.ProgressBar() end
  for _, late in ipairs { false, true } do  -- who saves hears of things when all others have
    for _, callback in ipairs(self.callbacks or {}) do
      if (callback.late or false) == late then table.insert(self.listeners, callback) end
    end
  end
end

--- Tell the callbacks: each that has a method of this name.
function Trainer:tell(event, ...)
  for _, callback in ipairs(self.listeners) do
    if callback[event] then callback[event](callback, self, ...) end
  end
end

-- ---- the loop ----

--- Train until `epochs` epochs are done. `testData` may be nil. Returns the history.
function Trainer:fit(trainData, testData, epochs)
  if math.type(epochs) ~= "integer" then
    dl.core.raise("train.Trainer: fit(trainData, testData, epochs): a number of epochs expected")
  end
  local loader = feeding.loader(trainData, self.batchSize, true)
  local testLoader = testData and feeding.loader(testData, self.batchSize, false)
  self.epochs, self.stopped, self.batches = epochs, false, feeding.count(loader)
  self:tell "fitBegin"
  while self.epoch < epochs and not self.stopped do
    self.epoch = self.epoch + 1
    local start = dl.core.clock()
    feeding.beginEpoch(loader, self.epoch)
    self:tell "epochBegin"
    local record = self:learn(loader)
    self:follow(true)
    for name, value in pairs(testLoader and self:evaluate(testLoader) or {}) do
      record["test" .. name:sub(1, 1):upper() .. name:sub(2)] = value
    end
    record.epoch, record.lr = self.epoch, self.optimizer.groups[1].lr
    record.seconds = dl.core.clock() - start
    table.insert(self.history, record)
    self:tell("epochEnd", record)
  end
  self:tell "fitEnd"
  return self.history
end

--- One epoch: every batch once. Returns the mean loss and metrics of the batches as they came.
function Trainer:learn(loader)
  local meters, waiting = Meters(self.metrics), 0
  self.model:train()
  self.optimizer:zeroGrad()
  for batch in feeding.batches(loader, self.device) do
    local loss, output, target = self:backward(batch)
    waiting = waiting + 1
    if waiting == self.accumulate then waiting = self:update() end
    meters:add(loss, output, target, feeding.size(batch))
    self:tell("batchEnd", meters.means)
  end
  if waiting > 0 then self:update() end
  return meters:values()
end

--- The loss of a batch, and its gradients added to those that are there.
function Trainer:backward(batch)
  local optimizer = self.optimizer
  local function compute()
    local loss, output, target = self.compute(self, table.unpack(batch, 1, batch.n))
    self:tell("lossComputed", loss, batch)
    local share = self.accumulate > 1 and loss / self.accumulate or loss
    if self.scaler then share = self.scaler:scale(share) end
    share:backward()
    return loss, output, target
  end
  if not optimizer.needsClosure then return compute() end
  local output, target  -- the optimizer computes the loss itself, as often as it needs
  return optimizer:step(function()
    optimizer:zeroGrad()
    local loss, out, wanted = compute()
    if not output then output, target = out, wanted end
    return loss
  end), output, target
end

--- A step of the optimizer along the gradients, which are gone afterwards.
function Trainer:update()
  local optimizer = self.optimizer
  if self.scaler then self.scaler:unscale_(optimizer) end
  if self.clipNorm then dl.optim.clipGradNorm_(optimizer, self.clipNorm) end
  if self.clipValue then dl.optim.clipGradValue_(optimizer, self.clipValue) end
  self:tell "gradientsReady"
  if self.scaler then
    self.scaler:step(optimizer)
    self.scaler:update()
  elseif not optimizer.needsClosure then
    optimizer:step()
  end
  optimizer:zeroGrad()
  self.steps = self.steps + 1
  self:follow(false)
  self:tell "stepEnd"
  return 0
end

--- The average takes in the weights as they are, if this is its time.
function Trainer:follow(atEpochEnd)
  local average = self.average
  if not average or self.epoch < (self.averageFrom or 1) then return end
  if (average.perEpoch or false) == atEpochEnd then average:update() end
end

--- The usual loss: of the model's output and the second tensor of the batch.
function Trainer:compute(x, y)
  local output = self.model(x)
  return self.criterion(output, y), output, y
end

-- ---- without learning ----

--- fn(...) with the model as it is used: no dropout, no tape, averaged weights.
local function asUsed(self, fn, ...)
  local wasTraining = self.model.training
  self.model:evaluate()
  local results
  if self.average and self.average.count > 0 then
    results = table.pack(self.average:apply(dl.noGrad, fn, ...))
  else
    results = table.pack(dl.noGrad(fn, ...))
  end
  if wasTraining then self.model:train() end
  return table.unpack(results, 1, results.n)
end

--- Loss and metrics on other data: {loss =, accuracy =, ...}.
function Trainer:evaluate(data)
  local meters = Meters(self.metrics)
  asUsed(self, function()
    for batch in feeding.batches(feeding.loader(data, self.batchSize, false), self.device) do
      local loss, output, target = self.compute(self, table.unpack(batch, 1, batch.n))
      meters:add(loss, output, target, feeding.size(batch))
    end
  end)
  return meters:values()
end

--- The outputs of the model for the first tensor of each batch, one after the other: a tensor.
function Trainer:predict(data)
  if dl.isTensor(data) then data = { data } end
  return asUsed(self, function()
    local outputs = {}
    for batch in feeding.batches(feeding.loader(data, self.batchSize, false), self.device) do
      outputs[#outputs + 1] = self.model(batch[1])
    end
    return dl.cat(outputs, 1)
  end)
end

--- End fit after this epoch.
function Trainer:stop()
  self.stopped = true
end

-- ---- going on later ----

local parts = { "model", "optimizer", "scaler", "average" }

--- Everything that is needed to go on, as a table for dl.save.
function Trainer:stateDict()
  local state = {
    epoch = self.epoch, steps = self.steps, history = self.history, stopped = self.stopped,
    random = dl.getRNGState(), callbacks = {},
  }
  for _, name in ipairs(parts) do state[name] = self[name] and self[name]:stateDict() end
  for i, callback in ipairs(self.callbacks or {}) do
    state.callbacks[tostring(i)] = callback.stateDict and callback:stateDict()
  end
  return state
end

--- Go on from what stateDict gave. The callbacks must be the same in the same order.
function Trainer:loadStateDict(state)
  if type(state) ~= "table" or type(state.callbacks) ~= "table" then
    dl.core.raise("train.Trainer: loadStateDict: what stateDict() gives expected")
  end
  for _, name in ipairs(parts) do
    if self[name] and state[name] then self[name]:loadStateDict(state[name]) end
  end
  for i, callback in ipairs(self.callbacks or {}) do
    local saved = state.callbacks[tostring(i)]
    if saved and callback.loadStateDict then callback:loadStateDict(saved) end
  end
  self.epoch, self.steps, self.history = state.epoch, state.steps, state.history
  dl.setRNGState(state.random)
end

--- Write everything that is needed to go on to a file.
function Trainer:save(path)
  dl.save(path, self:stateDict())
end

--- Go on from a file that save wrote. Returns whether it is there.
function Trainer:resume(path)
  local file = io.open(path, "rb")
  if not file then return false end
  file:close()
  self:loadStateDict(dl.load(path))
  return true
end

return Trainer
