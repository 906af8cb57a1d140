-- CIFAR-10 with a residual network: 18 layers for images of 32x32 pixels in colour (He, Zhang, Ren,
-- Sun, "Deep residual learning for image recognition", 2015).
--
--   dlua examples/cifar10_resnet.lua [epochs | --quick]
--
-- The files come from the cache, or from the folder that DLUA_DATA names; if they are not there, it
-- says where to put them, and shows the network. The accuracy on the 10,000 test images is printed
-- after each epoch and at the end (guessing gives 10 %). On a CPU an epoch takes a long time; with a
-- GPU everything moves there. --quick learns from 64 images, once.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
local epochs = quick and 1 or math.tointeger(arg and tonumber(arg[1])) or 30
dl.manualSeed(1)

-- 1. The network. A block computes what is to be added to its input, so that gradients reach the
-- first layers on a straight way.
local Block = nn.class("Block", "nn.Module")

function Block:__init(inputs, outputs, stride)
  self.first = nn.Conv2d(inputs, outputs, 3, { stride = stride, padding = 1, bias = false })
  self.firstNorm = nn.BatchNorm2d(outputs)
  self.second = nn.Conv2d(outputs, outputs, 3, { padding = 1, bias = false })
  self.secondNorm = nn.BatchNorm2d(outputs)
  if stride ~= 1 or inputs ~= outputs then  -- the input in the shape of the output
    self.short = nn.Sequential(
      nn.Conv2d(inputs, outputs, 1, { stride = stride, bias = false }), nn.BatchNorm2d(outputs))
  end
end

function Block:forward(x)
  local y = self.firstNorm(self.first(x)):relu()
  y = self.secondNorm(self.second(y))
  return (y + (self.short and self.short(x) or x)):relu()
end

local function resnet18()
  local net = nn.Sequential(
    nn.Conv2d(3, 64, 3, { padding = 1, bias = false }), nn.BatchNorm2d(64), nn.ReLU())
  local inputs = 64
  for stage, outputs in ipairs { 64, 128, 256, 512 } do
    net:add(Block(inputs, outputs, stage == 1 and 1 or 2))
    net:add(Block(outputs, outputs, 1))
    inputs = outputs
  end
  return net:add(nn.AdaptiveAvgPool2d(1)):add(nn.Flatten()):add(nn.Linear(512, 10))
end

local net = resnet18()
print(net)

-- 2. The data: images (50000, 3, 32, 32) from 0 to 1, labels 1 to 10, the names of the classes.
local found, images, labels, names = pcall(data.cifar10, "train")
if not found then
  print(images)  -- where the files belong
  return
end
local testX, testY = data.cifar10("test")
if quick then
  images, labels = images:narrow(1, 1, 64), labels:narrow(1, 1, 64)
  testX, testY = testX:narrow(1, 1, 100), testY:narrow(1, 1, 100)
end
local device = dl.cuda and dl.cuda.isAvailable() and "cuda" or "cpu"
net:to(device)
local mean = dl.tensor { 0.4914, 0.4822, 0.4465 }:view(1, 3, 1, 1)
local deviation = dl.tensor { 0.2470, 0.2435, 0.2616 }:view(1, 3, 1, 1)

--- Each image moved by up to 4 pixels, and half of them mirrored.
local function vary(x)
  local padded = dl.pad(x, { 4, 4, 4, 4 })
  local top, left = dl.randint(1, 10, 1):item(), dl.randint(1, 10, 1):item()
  local moved = padded:narrow(3, top, 32):narrow(4, left, 32)
  local mirrored = dl.rand(#x, 1, 1, 1):lt(0.5)
  return dl.where(mirrored, moved:flip(4), moved)
end

local function prepared(x)
  return ((x - mean) / deviation):to(device)
end

local loader = data.DataLoader {
  dataset = data.TensorDataset(images, labels), batchSize = 128, shuffle = true,
}

-- 3. The loop: SGD with momentum, a rate that rises and falls.
local optimizer = optim.SGD(net:parameters(), { lr = 0.1, momentum = 0.9, weightDecay = 5e-4 })
local cycle = optim.OneCycleLR(optimizer, 0.1, { epochs = epochs, stepsPerEpoch = #loader })
local criterion = nn.CrossEntropyLoss()

local function accuracy()
  net:evaluate()
  local sum, size = 0, math.min(500, #testX)
  for first = 1, #testX, size do
    local scores = dl.noGrad(net, prepared(testX:narrow(1, first, size))):to("cpu")
    sum = sum + train.accuracy(scores, testY:narrow(1, first, size)) * size
  end
  net:train()
  return sum / #testX
end

for epoch = 1, epochs do
  local bar = train.Progress(#loader, { title = ("epoch %2d/%d"):format(epoch, epochs) })
  for x, y in loader:iter() do
    optimizer:zeroGrad()
    local loss = criterion(net(prepared(vary(x))), y:to(device))
    loss:backward()
    optimizer:step()
    cycle:step()
    bar:step { loss = loss:item() }
  end
  bar:finish { accuracy = accuracy() }
end
print(("accuracy: %.1f %% of %d classes (%s, ...)"):format(100 * accuracy(), #names, names[1]))
