-- MNIST without convolutions: 28x28 pixels, and a network that does not know which of them are
-- neighbours.
--
--   dlua examples/mnist_mlp.lua [--quick]
--
-- Of the 10,000 images of the test part 8,000 are for training; it reads 96.8 % of the other 2,000.
-- The files come from the cache, or from the folder that DLUA_DATA names; if they are not there, it
-- says where to put them.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)

-- 1. The data: images (10000, 1, 28, 28) from 0 to 1, labels 1 to 10. Of the pixels, mean and
-- deviation are taken out, so that the numbers lie around 0.
local found, images, labels = pcall(data.mnist, "test")
if not found then
  print(images)  -- where the files belong
  return
end
images = (images - 0.1307) / 0.3081
local order = dl.randperm(#images)
local chosen, held = order:narrow(1, 1, 8000), order:narrow(1, 8001, 2000)
local loader = data.DataLoader {
  dataset = data.TensorDataset(images[chosen], labels[chosen]), batchSize = 64, shuffle = true,
}
local testX, testY = images[held], labels[held]

-- 2. The network. Dropout leaves out inputs, too: a pixel or two must not decide.
local net = nn.Sequential(
  nn.Flatten(),
  nn.Dropout(0.2), nn.Linear(784, 512), nn.ReLU(),
  nn.Dropout(0.5), nn.Linear(512, 256), nn.ReLU(),
  nn.Dropout(0.5), nn.Linear(256, 10)
)
print(net)

-- 3. Weight decay for the matrices, none for the biases; a rate that warms up and falls; gradients
-- of bounded length; and the average of the weights along the way.
local epochs = quick and 1 or 20
local optimizer = optim.AdamW(optim.groupsOf(net, function(_, p)
  return { weightDecay = p.ndim > 1 and 0.05 or 0 }
end), { lr = 0.002 })
local steps = epochs * #loader
local schedule = optim.SequentialLR(optimizer, {
  optim.LinearLR(optimizer, { startFactor = 0.1, totalIters = steps // 10 }),
  optim.CosineAnnealingLR(optimizer, steps - steps // 10),
}, { steps // 10 })
local criterion = nn.CrossEntropyLoss { labelSmoothing = 0.1 }
local average = optim.EMA(net, { decay = 0.995, warmUp = true })

local function accuracy()
  return average:apply(function()
    net:evaluate()
    local share = train.accuracy(dl.noGrad(net, testX), testY)
    net:train()
    return share
  end)
end

-- 4. The loop.
for epoch = 1, epochs do
  local bar = train.Progress(#loader, { title = ("epoch %2d/%d"):format(epoch, epochs) })
  for x, y in loader:iter() do
    optimizer:zeroGrad()
    local loss = criterion(net(x), y)
    loss:backward()
    local length = optim.clipGradNorm_(net, 1)
    optimizer:step()
    schedule:step()
    average:update()
    bar:step { loss = loss:item(), gradient = length:item() }
  end
  bar:finish { accuracy = accuracy() }
end
print(("accuracy: %.1f %%"):format(100 * accuracy()))
