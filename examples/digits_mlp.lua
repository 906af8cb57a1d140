-- Handwritten digits with train.Trainer: what digits.lua writes out, and all that people want
-- around it: metrics, a rate that falls, the best weights, files to go on from, curves.
--
--   dlua examples/digits_mlp.lua [--quick] [--device NAME] [FILE]
--
-- It reads 99.2 % of the 360 digits it has not seen. With FILE the training can be stopped at any
-- time (Ctrl-C) and goes on from FILE.last.safetensors at the next call, bit for bit.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick, device, file = false, "cpu"
for i, word in ipairs(arg or {}) do
  if word == "--quick" then quick = true
  elseif word == "--device" then device = arg[i + 1]
  elseif arg[i - 1] ~= "--device" then file = word end
end
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. 1,797 images of 8x8 pixels, 0 to 16, and their labels, 1 (the digit 0) to 10.
local x, y = data.digits()
x = x / 16
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)
local trainSet = data.TensorDataset(x[chosen], y[chosen])
local testSet = data.TensorDataset(x[held], y[held])
local loader = data.DataLoader { dataset = trainSet, batchSize = 32, shuffle = true }

-- 2. The network, and who trains it.
local net = nn.Sequential(
  nn.Linear(64, 128), nn.ReLU(), nn.Dropout(0.3),
  nn.Linear(128, 64), nn.ReLU(), nn.Dropout(0.3),
  nn.Linear(64, 10)
):to(device)
local epochs = quick and 3 or 40
local optimizer = optim.AdamW(net, { lr = 0.003 })

-- 3. The rate rises at first and falls to nothing at the end, within one cycle; it is set at every
-- step. The weights are averaged along the way, and the averages are what is tested and saved.
local cycle = optim.OneCycleLR(optimizer, 0.01, { epochs = epochs, stepsPerEpoch = #loader })
local callbacks = {
  train.Scheduler(cycle, { every = "step" }),
  train.NaNGuard(),
  train.Plot { names = { "testAccuracy" } },
}
if file then table.insert(callbacks, train.Checkpoint(file)) end

local trainer = train.Trainer {
  model = net, criterion = nn.CrossEntropyLoss { labelSmoothing = 0.1 }, optimizer = optimizer,
  metrics = { accuracy = train.accuracy }, callbacks = callbacks, device = device,
  average = optim.EMA(net, { decay = 0.99, warmUp = true }),
}

-- 4. Learn, or go on learning.
if file and trainer:resume(file .. ".last.safetensors") then
  print(("going on after epoch %d"):format(trainer.epoch))
end
trainer:fit(loader, testSet, epochs)

-- 5. The digits that it gets wrong.
local scores = trainer:predict(testSet):to("cpu")
local wrong = scores:argmax(2):ne(y[held]):nonzero():select(2, 1)
for i = 1, math.min(2, #wrong) do
  local at = wrong:item(i)
  print(("a %d, taken for a %d:"):format(y[held]:item(at) - 1, scores[at]:argmax():item() - 1))
  print(dl.plot.image(x[held][at]:view(8, 8)))
end
print(("accuracy: %.1f %%"):format(100 * trainer:evaluate(testSet).accuracy))
