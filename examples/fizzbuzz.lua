-- Fizz buzz, learned instead of programmed: the joke that became a first exercise (Joel Grus,
-- 2016).
--
--   dlua examples/fizzbuzz.lua [--quick]
--
-- A network sees the numbers 101 to 1023 as bits, and learns which of them are divisible by 3
-- (fizz), by 5 (buzz), by 15 (fizzbuzz). Nobody tells it what division is. Asked for 1 to 100,
-- which it has not seen, it is right for 100 %.

local dl = require "dlua"
local nn, optim, data, train = dl.nn, dl.optim, dl.data, dl.train

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. A number as its 10 bits, -1 or 1 each, and what one says to it: 1 the number itself, 2 fizz,
-- 3 buzz, 4 fizzbuzz.
local function bits(numbers)
  local columns = {}
  for bit = 0, 9 do columns[bit + 1] = numbers:floorDivide(1 << bit):remainder(2) end
  return dl.stack(columns, 2):to("float32") * 2 - 1
end

local function answers(numbers)
  return numbers:remainder(3):eq(0):to("int64") + numbers:remainder(5):eq(0):to("int64") * 2 + 1
end

local known, asked = dl.arange(101, 1024), dl.arange(1, 101)

-- 2. A network with one hidden layer, trained in small batches. Weight decay makes it look for a
-- rule where it could learn the numbers by heart.
local net = nn.Sequential(nn.Linear(10, 256), nn.ReLU(), nn.Linear(256, 4))
local optimizer = optim.AdamW(net, { lr = 0.003, weightDecay = 0.1 })
local epochs = quick and 20 or 200
local trainer = train.Trainer {
  model = net, criterion = nn.CrossEntropyLoss(), optimizer = optimizer, batchSize = 32,
  metrics = { accuracy = train.accuracy }, progress = false,
  callbacks = {
    train.Scheduler(optim.CosineAnnealingLR(optimizer, epochs)),
    { epochEnd = function(_, _, record)
      if record.epoch % (epochs // 5) == 0 then
        print(("epoch %3d  loss %.4f  accuracy on known numbers %.3f"):format(record.epoch,
          record.loss, record.accuracy))
      end
    end },
  },
}
trainer:fit(data.TensorDataset(bits(known), answers(known)), nil, epochs)

-- 3. Let it count to 100.
local said = trainer:predict(bits(asked)):argmax(2)
local words = {}
for number = 1, 100 do
  words[number] = ({ tostring(number), "fizz", "buzz", "fizzbuzz" })[said:item(number)]
end
for row = 0, 9 do print(table.concat(words, " ", row * 10 + 1, row * 10 + 10)) end
local right = said:eq(answers(asked)):to("float32"):mean():item()
print(("accuracy: %.1f %%"):format(100 * right))
