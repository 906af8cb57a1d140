-- Digits that nobody wrote: a variational autoencoder.
--
--   dlua examples/vae.lua [--quick]
--
-- The encoder gives not a code but a cloud of codes for each image, a mean and a deviation for each
-- of 8 numbers, and is to keep all clouds together near a standard normal one. So codes drawn from
-- there decode to new digits. On 360 images that it has not seen the bound of the likelihood (the
-- negative ELBO) is 24.1 nats an image. Kingma, Welling, "Auto-encoding variational Bayes", 2013.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

local x = data.digits() / 16
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)

-- 1. The encoder says mean and log variance, the decoder how likely each pixel is to be set.
local VAE = nn.class("VAE", "nn.Module")

function VAE:__init(size)
  self.encoder = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 2 * size))
  self.decoder = nn.Sequential(nn.Linear(size, 128), nn.ReLU(), nn.Linear(128, 64))
end

-- A code drawn from the cloud of each image, as mean + deviation * noise: so the gradient reaches
-- mean and deviation.
function VAE:forward(images)
  local mean, logVariance = self.encoder(images):chunk(2, 2)
  local code = mean + (logVariance / 2):exp() * dl.randn(mean.shape)
  return self.decoder(code), mean, logVariance
end

-- 2. The bound: how unlikely the pixels are, and how far the clouds are from the standard normal
-- one.
local pixels = nn.BCEWithLogitsLoss { reduction = "sum" }
local function bound(trainer, images)
  local scores, mean, logVariance = trainer.model(images)
  local divergence = (mean:square() + logVariance:exp() - logVariance - 1):sum() / 2
  return (pixels(scores, images) + divergence) / #images, scores, images
end

local net = VAE(8)
local epochs = quick and 3 or 100
local optimizer = optim.Adam(net, { lr = 0.003 })
local trainer = train.Trainer {
  model = net, optimizer = optimizer, compute = bound, progress = false,
  callbacks = {
    train.Scheduler(optim.CosineAnnealingLR(optimizer, epochs)),
    { epochEnd = function(_, _, record)
      if record.epoch % (epochs // 3) == 0 then
        print(("epoch %3d  %.2f nats  on others %.2f"):format(record.epoch, record.loss,
          record.testLoss))
      end
    end },
  },
}
trainer:fit({ x[chosen] }, { x[held] }, epochs)

-- 3. Four digits out of nothing.
local made = dl.noGrad(function() return net.decoder(dl.randn(4, 8)):sigmoid() end)
local columns = {}
for i = 1, 4 do
  columns[#columns + 1] = made[i]:view(8, 8)
  columns[#columns + 1] = dl.zeros(8, 1)
end
print(dl.plot.image(dl.cat(columns, 2)))
print(("bound: %.1f nats"):format(trainer:evaluate({ x[held] }).loss))
