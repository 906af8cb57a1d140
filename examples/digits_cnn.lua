-- Handwritten digits of 8x8 pixels with convolutions, in Torch7's names.
--
--   dlua examples/digits_cnn.lua [--quick] [--device NAME]
--
-- It reads 99.7 % of the 360 digits it has not seen.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick, device = false, "cpu"
for i, word in ipairs(arg or {}) do
  if word == "--quick" then quick = true
  elseif word == "--device" then device = arg[i + 1]
  end
end
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. 1,797 images, 0 to 16, as one plane each; labels 1 (the digit 0) to 10.
local x, y = data.digits()
x = (x / 16):view(-1, 1, 8, 8)
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)
local loader = data.DataLoader {
  dataset = data.TensorDataset(x[chosen], y[chosen]), batchSize = 32, shuffle = true,
}
local testX, testY = x[held]:to(device), y[held]:to(device)

-- 2. The network: 3x3 filters twice on 8x8 places, then on 4x4.
local net = nn.Sequential()
net:add(nn.SpatialConvolution(1, 16, 3, 3, 1, 1, 1, 1))
net:add(nn.SpatialBatchNormalization(16))
net:add(nn.ReLU())
net:add(nn.SpatialConvolution(16, 32, 3, 3, 1, 1, 1, 1))
net:add(nn.SpatialBatchNormalization(32))
net:add(nn.ReLU())
net:add(nn.SpatialMaxPooling(2, 2, 2, 2))
net:add(nn.SpatialConvolution(32, 64, 3, 3, 1, 1, 1, 1))
net:add(nn.SpatialBatchNormalization(64))
net:add(nn.ReLU())
net:add(nn.SpatialMaxPooling(2, 2, 2, 2))
net:add(nn.Flatten())
net:add(nn.Dropout(0.3))
net:add(nn.Linear(64 * 2 * 2, 10))
print(net)
net:to(device)

-- 3. The loop.
local epochs = quick and 1 or 15
local optimizer = optim.AdamW(net, { lr = 0.001 })
local cycle = optim.OneCycleLR(optimizer, 0.005, { epochs = epochs, stepsPerEpoch = #loader })
local criterion = nn.CrossEntropyLoss()

local function accuracy()
  net:evaluate()
  local share = train.accuracy(dl.noGrad(net, testX), testY)
  net:train()
  return share
end

for epoch = 1, epochs do
  local bar = train.Progress(#loader, { title = ("epoch %2d/%d"):format(epoch, epochs) })
  for images, labels in loader:iter() do
    optimizer:zeroGrad()
    local loss = criterion(net(images:to(device)), labels:to(device))
    loss:backward()
    optimizer:step()
    cycle:step()
    bar:step { loss = loss:item() }
  end
  bar:finish { accuracy = accuracy() }
end
print(("accuracy: %.1f %%"):format(100 * accuracy()))
