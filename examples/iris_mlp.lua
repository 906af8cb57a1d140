-- Tell irises apart with a small network: a class of our own, a loop of our own.
--
--   dlua examples/iris_mlp.lua [--quick]
--
-- A network with one hidden layer, written by hand in a dozen lines. It names 98 % of the 50
-- flowers that it has not seen rightly.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. 150 flowers, four lengths each, three species; 100 for training, 50 held back.
local x, y, species = data.iris()
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 100), order:narrow(1, 101, 50)
local mean, deviation = x[chosen]:mean(1, true), x[chosen]:std(1, true)
x = (x - mean) / deviation

-- 2. A class of our own: any module is a constructor and a forward.
local Net = nn.class("Net", "nn.Module")

function Net:__init(hidden)
  self.hidden = nn.Linear(4, hidden)
  self.output = nn.Linear(hidden, 3)
end

function Net:forward(flowers)
  return self.output(self.hidden(flowers):tanh())
end

local net = Net(16)
print(net)

-- 3. Learn, from all flowers at once. The weights are few and the flowers too: weight decay keeps
-- the network from learning them by heart.
local criterion = nn.CrossEntropyLoss()
local optimizer = optim.AdamW(net, { lr = 0.02, weightDecay = 0.1 })
local losses = {}
for step = 1, quick and 50 or 200 do
  optimizer:zeroGrad()
  local loss = criterion(net(x[chosen]), y[chosen])
  loss:backward()
  optimizer:step()
  losses[step] = loss:item()
end
print(dl.plot.lines({ { name = "loss", values = losses } }, { height = 8 }))

-- 4. How good is it on the others, and which species does it take for which?
net:evaluate()
local scores = dl.noGrad(net, x[held])
local confusion = train.ConfusionMatrix(species)
confusion:batchAdd(scores, y[held])
print(confusion)
print(("accuracy: %.1f %%"):format(100 * train.accuracy(scores, y[held])))
