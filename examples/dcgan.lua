-- Digits from noise: two convolutional networks play against each other.
--
--   dlua examples/dcgan.lua [--quick]
--
-- The generator makes images of 8x8 pixels out of 32 random numbers, the critic tells them from
-- real digits, and each learns from the other. A third network, which has learned to read real
-- digits, judges the result: of 1,000 made images it is sure (over 90 %) of 69 %, and all ten
-- digits are among them. That takes a minute or two. Goodfellow et al., "Generative adversarial
-- nets", 2014; Radford, Metz, Chintala, "Unsupervised representation learning with deep
-- convolutional generative adversarial networks", 2015.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. 1,797 images of 8x8 pixels, from -1 (empty) to 1.
local x, y = data.digits()
x = x:view(-1, 1, 8, 8) / 8 - 1
local loader = data.DataLoader {
  dataset = data.TensorDataset(x, y), batchSize = 64, shuffle = true, dropLast = true,
}

-- 2. The generator unfolds a vector to 2x2, 4x4 and 8x8 pixels; the critic goes the other way. Its
-- slope for negative numbers (LeakyReLU) keeps gradients flowing back to the generator.
local codeSize = 32
local generator = nn.Sequential(
  nn.Linear(codeSize, 64 * 4), nn.BatchNorm1d(64 * 4), nn.ReLU(), nn.Unflatten(2, { 64, 2, 2 }),
  nn.ConvTranspose2d(64, 32, 4, { stride = 2, padding = 1 }), nn.BatchNorm2d(32), nn.ReLU(),
  nn.ConvTranspose2d(32, 1, 4, { stride = 2, padding = 1 }), nn.Tanh()
)
local critic = nn.Sequential(
  nn.Conv2d(1, 32, 4, { stride = 2, padding = 1 }), nn.LeakyReLU(0.2), nn.Dropout(0.3),
  nn.Conv2d(32, 64, 4, { stride = 2, padding = 1 }), nn.LeakyReLU(0.2), nn.Dropout(0.3),
  nn.Flatten(), nn.Linear(64 * 4, 1)
)

local function noise(count) return dl.randn(count, codeSize) end

-- 3. One step of each, in turn. The critic is to say 1 to real images (0.9: it must not be too
-- sure) and 0 to made ones; the generator is to make it say 1.
local criterion = nn.BCEWithLogitsLoss()
local rates = { lr = 0.001, betas = { 0.5, 0.999 } }
local makes, judges = optim.Adam(generator, rates), optim.Adam(critic, rates)

local function judge(real)
  local made = dl.noGrad(generator, noise(#real))
  judges:zeroGrad()
  local loss = criterion(critic(real), dl.full({ #real, 1 }, 0.9))
    + criterion(critic(made), dl.zeros(#real, 1))
  loss:backward()
  judges:step()
  return loss:item()
end

local function make(count)
  makes:zeroGrad()
  local loss = criterion(critic(generator(noise(count))), dl.ones(count, 1))
  loss:backward()
  makes:step()
  return loss:item()
end

local average = optim.EMA(generator, { decay = 0.99, warmUp = true, buffers = true })
local epochs = quick and 2 or 100
for epoch = 1, epochs do
  local judged, made = 0, 0
  for real in loader:iter() do
    judged, made = judged + judge(real) / #loader, made + make(#real) / #loader
    average:update()
  end
  if epoch % (epochs // 2) == 0 then
    print(("epoch %3d  critic %.3f  generator %.3f"):format(epoch, judged, made))
  end
end

-- 4. What it makes.
generator:evaluate()
local images = average:apply(dl.noGrad, generator, noise(1000))
local row = {}
for i = 1, 5 do
  row[#row + 1] = images[i][1]
  row[#row + 1] = dl.full({ 8, 1 }, -1.0)
end
print(dl.plot.image(dl.cat(row, 2)))

-- 5. The judge: a reader of real digits.
local reader = nn.Sequential(nn.Flatten(), nn.Linear(64, 128), nn.ReLU(), nn.Dropout(0.3),
  nn.Linear(128, 10))
local trainer = train.Trainer {
  model = reader, criterion = nn.CrossEntropyLoss(), progress = false,
  optimizer = optim.AdamW(reader, { lr = 0.003 }),
}
trainer:fit({ x, y }, nil, quick and 2 or 20)
local shares, digits = trainer:predict(images):softmax(2):max(2)
local sure = shares:gt(0.9)
local different = (digits:oneHot(10) * sure:unsqueeze(2)):amax(1):sum():item()
print(("recognised: %.1f %%, %d different digits"):format(
  100 * sure:to("float32"):mean():item(), different))
