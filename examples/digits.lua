-- Learn to read handwritten digits: a small network, trained in the style of autograd.
--
--   dlua examples/digits.lua [epochs | --quick]
--
-- The data are 1,797 images of 8x8 pixels (examples/data/README.md). Four in five are for
-- training; how good the network is is measured on the others, which it never learns from: it reads
-- 98 % of them.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

-- The same seed gives the same numbers: the same network at the start, the same order of examples.
dl.manualSeed(1)
dl.setNumThreads(1)  -- so little work is done fastest by one

-- 1. The data. x: (1797, 64) pixels from 0 to 16, y: (1797) labels from 1 (the digit 0) to 10 (the
-- 9). Networks learn best from small numbers, so the pixels become 0 to 1.
local x, y = data.digits()
x = x / 16

-- 2. Shuffle once, then split. `order` is a permutation; x[order] picks rows.
local count, forTraining = #x, 1437
local order = dl.randperm(count)
local chosen = order:narrow(1, 1, forTraining)
local held = order:narrow(1, forTraining + 1, count - forTraining)
local testX, testY = x[held], y[held]
local loader = data.DataLoader {
  dataset = data.TensorDataset(x[chosen], y[chosen]), batchSize = 32, shuffle = true,
}

-- 3. The network: 64 pixels -> 128 hidden units -> 10 scores, the largest of which is the answer.
local net = nn.Sequential(
  nn.Linear(64, 128),
  nn.ReLU(),
  nn.Dropout(0.2),      -- drops hidden units while training: they learn not to rely on each other
  nn.Linear(128, 10)
)
print(net)

-- 4. What is to become small (the cross entropy of scores and label), and who makes it so.
local criterion = nn.CrossEntropyLoss()
local optimizer = optim.Adam(net:parameters(), { lr = 0.003 })

-- How good the network is on images it has not seen. Nothing is learned here, so no tape is kept.
local function test(network)
  network:evaluate()                       -- dropout off
  local scores = dl.noGrad(network, testX)
  network:train()                          -- and on again
  return scores
end

-- 5. Learn. An epoch shows every training image once, in batches of 32.
local epochs = arg and arg[1] == "--quick" and 2 or math.tointeger(arg and arg[1]) or 30
local start = dl.core.clock()
for epoch = 1, epochs do
  local bar = train.Progress(#loader, { title = ("epoch %2d/%d"):format(epoch, epochs) })
  local sum, seen = 0, 0
  for images, labels in loader:iter() do
    local loss = criterion(net(images), labels)   -- forward: compute, and remember how
    optimizer:zeroGrad()                          -- forget the gradients of the last batch
    loss:backward()                               -- the gradient of the loss for each parameter
    optimizer:step()                              -- move each parameter a little against it
    sum, seen = sum + loss:item() * #labels, seen + #labels
    bar:step { loss = sum / seen }
  end
  bar:finish { accuracy = train.accuracy(test(net), testY) }
end
print(("trained for %.2f s on %d images"):format(dl.core.clock() - start, forTraining))

-- 6. Which digit is taken for which? Rows are what it is, columns what the network says.
local names = {}
for digit = 0, 9 do names[digit + 1] = tostring(digit) end
local confusion = train.ConfusionMatrix(names)
local scores = test(net)
confusion:batchAdd(scores, testY)
print(confusion)

-- 7. Save the network, load it again: one file holds its architecture and its weights.
local path = os.tmpname()
dl.save(path, net)
local again = dl.load(path)
os.remove(path)
local same = test(again):argmax(2):eq(scores:argmax(2)):all():item()
print("saved, loaded, and the predictions are " .. (same and "the same" or "NOT the same"))
assert(same)
