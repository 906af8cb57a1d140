-- Learn to tell irises apart, in the style of Torch7: flat parameters, a closure, optim.sgd.
--
--   dlua examples/torch7_style.lua [--quick]
--
-- The same things happen as in digits.lua, but nothing is remembered behind the scenes: forward
-- and backward are called by hand, and the solver sees one long vector of parameters and knows
-- nothing of networks. The network names 98 % of 50 flowers that it has not seen rightly.

local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

dl.manualSeed(1)

-- 1. 150 flowers, four lengths each, three species. Each column gets mean 0 and deviation 1.
local x, y, species = data.iris()
x = (x - x:mean(1, true)) / x:std(1, true)
local order = dl.randperm(#x)
local trainX, trainY = x[order:narrow(1, 1, 100)], y[order:narrow(1, 1, 100)]
local testX, testY = x[order:narrow(1, 101, 50)], y[order:narrow(1, 101, 50)]

-- 2. The network. LogSoftmax with NLLLoss is cross entropy in two parts, as Torch7 had it.
local model = nn.Sequential()
  :add(nn.Linear(4, 16))
  :add(nn.Tanh())
  :add(nn.Linear(16, 3))
  :add(nn.LogSoftmax())
local criterion = nn.NLLLoss()

-- 3. All parameters as one vector and all gradients as another. They are views: whoever writes into
-- `parameters` changes the network.
local parameters, gradients = model:getParameters()
print(model)
print(("%d parameters in one vector"):format(parameters:numel()))

-- 4. The closure: the loss at these parameters, and its gradient there. The solver calls it.
local function feval()
  gradients:zero_()
  local output = model:forward(trainX)              -- compute
  local loss = criterion:forward(output, trainY)    -- a number
  local gradOutput = criterion:backward(output, trainY)   -- d loss / d output
  model:backward(trainX, gradOutput)                -- d loss / d parameters, added to `gradients`
  return loss, gradients
end

-- 5. Descend. The solver keeps its state (the momentum) in `config`.
local config = { learningRate = 0.1, momentum = 0.9 }
for step = 1, arg and arg[1] == "--quick" and 50 or 200 do
  local _, losses = optim.sgd(feval, parameters, config)
  if step % 50 == 0 then print(("step %3d  loss %.4f"):format(step, losses[1])) end
end

-- 6. How good is it on the flowers it has not seen?
model:evaluate()
local confusion = optim.ConfusionMatrix(species)
confusion:batchAdd(model:forward(testX), testY)
print(confusion)
