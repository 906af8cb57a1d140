-- MNIST with convolutions: filters that slide over the image, so that a stroke is the same stroke
-- wherever it is.
--
--   dlua examples/mnist_cnn.lua [--quick]
--
-- Of the 10,000 images of the test part 8,000 are for training; it reads 98.2 % of the other
-- 2,000. The files come from the cache, or from the folder that DLUA_DATA names; if they are not
-- there, it says where to put them. --quick learns from 1,000 images, once.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)

-- 1. The data: images (10000, 1, 28, 28) from 0 to 1, labels 1 to 10.
local found, images, labels = pcall(data.mnist, "test")
if not found then
  print(images)  -- where the files belong
  return
end
images = (images - 0.1307) / 0.3081
local order = dl.randperm(#images)
local chosen, held = order:narrow(1, 1, quick and 1000 or 8000), order:narrow(1, 8001, 2000)
local loader = data.DataLoader {
  dataset = data.TensorDataset(images[chosen], labels[chosen]), batchSize = 64, shuffle = true,
}
local testX, testY = images[held], labels[held]

-- 2. The network: two convolutions, after each of which the image halves. What is left are 64
-- channels of 7x7 places, each of which saw a part of the image.
local net = nn.Sequential(
  nn.Conv2d(1, 32, 3, { padding = 1, bias = false }), nn.BatchNorm2d(32), nn.ReLU(),
  nn.MaxPool2d(2),
  nn.Conv2d(32, 64, 3, { padding = 1, bias = false }), nn.BatchNorm2d(64), nn.ReLU(),
  nn.MaxPool2d(2),
  nn.Flatten(), nn.Dropout(0.3),
  nn.Linear(64 * 7 * 7, 10)
)
print(net)

-- 3. The rate rises at first and falls to nothing at the end.
local epochs = quick and 1 or 6
local optimizer = optim.AdamW(net, { lr = 0.001 })
local cycle = optim.OneCycleLR(optimizer, 0.004, { epochs = epochs, stepsPerEpoch = #loader })
local criterion = nn.CrossEntropyLoss()

--- The share of the held images that is read right, in pieces of 500.
local function accuracy()
  net:evaluate()
  local sum = 0
  for first = 1, #testX, 500 do
    local scores = dl.noGrad(net, testX:narrow(1, first, 500))
    sum = sum + train.accuracy(scores, testY:narrow(1, first, 500)) * 500
  end
  net:train()
  return sum / #testX
end

-- 4. The loop.
for epoch = 1, epochs do
  local bar = train.Progress(#loader, { title = ("epoch %d/%d"):format(epoch, epochs) })
  for x, y in loader:iter() do
    optimizer:zeroGrad()
    local loss = criterion(net(x), y)
    loss:backward()
    optimizer:step()
    cycle:step()
    bar:step { loss = loss:item() }
  end
  bar:finish { accuracy = accuracy() }
end
print(("accuracy: %.1f %%"):format(100 * accuracy()))
