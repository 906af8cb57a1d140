-- 64 pixels in 8 numbers: an autoencoder for handwritten digits.
--
--   dlua examples/autoencoder.lua [--quick]
--
-- A network is to give back what it sees, through a bottleneck of 8 numbers: so it must find what
-- images of digits have in common. Nobody tells it which digit is which. Of 360 images that it has
-- not seen it gives back 83 % of the variance; and whoever knows only their 8 numbers, and those of
-- the other images, reads 98 % of them rightly.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

local x, y = data.digits()
x = x / 16
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)

-- 1. Down to 8 numbers and up again. The pixels are 0 to 1, and so is what a sigmoid gives.
local Autoencoder = nn.class("Autoencoder", "nn.Module")

function Autoencoder:__init(size)
  self.encoder = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, size))
  self.decoder = nn.Sequential(nn.Linear(size, 128), nn.ReLU(), nn.Linear(128, 64), nn.Sigmoid())
end

function Autoencoder:forward(images)
  return self.decoder(self.encoder(images))
end

local net = Autoencoder(8)

-- 2. The target is the input itself: so the data are x alone, and `compute` says what the loss is.
local epochs = quick and 3 or 60
local optimizer = optim.AdamW(net, { lr = 0.003 })
local squares = nn.MSELoss()
local trainer = train.Trainer {
  model = net, optimizer = optimizer, progress = false,
  compute = function(self, images)
    local again = self.model(images)
    return squares(again, images), again, images
  end,
  callbacks = {
    train.Scheduler(optim.CosineAnnealingLR(optimizer, epochs)),
    { epochEnd = function(_, _, record)
      if record.epoch % (epochs // 3) == 0 then
        print(("epoch %2d  loss %.5f  on others %.5f"):format(record.epoch, record.loss,
          record.testLoss))
      end
    end },
  },
}
trainer:fit({ x[chosen] }, { x[held] }, epochs)

-- 3. A digit and what comes back.
local again = trainer:predict(x[held])
for i = 1, 2 do
  print(dl.plot.image(dl.cat({ x[held][i]:view(8, 8), dl.zeros(8, 2), again[i]:view(8, 8) }, 2)))
end

-- 4. How much is lost, and what the 8 numbers know: the label of the nearest other code.
local lost = (again - x[held]):square():mean():item()
local spread = (x[held] - x[chosen]:mean(1, true)):square():mean():item()
print(("variance: %.1f %%"):format(100 * (1 - lost / spread)))
local codes, others = dl.noGrad(net.encoder, x[held]), dl.noGrad(net.encoder, x[chosen])
local distances = codes:square():sum(2, true) - 2 * codes:mm(others:t()) + others:square():sum(2)
local nearest = distances:argmin(2)
local right = y[chosen][nearest]:eq(y[held]):to("float32"):mean():item()
print(("accuracy: %.1f %%"):format(100 * right))
