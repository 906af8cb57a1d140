-- Writing like Shakespeare, one character after the other: two LSTM layers of 128 learn to foretell
-- the next character of his plays, and then write on by themselves.
--
--   dlua examples/char_lstm.lua [--quick] [--device NAME] [FILE]
--
-- Reads FILE or, without one, tiny Shakespeare (data.tinyShakespeare says where to put it). After
-- 3,000 steps of 32 x 64 characters the loss on the last tenth of the text, which it has not seen,
-- is 1.53 nats a character. --quick does 20 steps of a smaller network, on a short text of our own if
-- need be.

local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

local quick, device, file = false, "cpu"
for i, word in ipairs(arg or {}) do
  if word == "--quick" then quick = true
  elseif word == "--device" then device = arg[i + 1]
  elseif arg[i - 1] ~= "--device" then file = word end
end
dl.manualSeed(1)

-- 1. The text. Each character gets a number, from 1, in the order of the code points.
local function readText()
  if not file then
    local found, text = pcall(data.tinyShakespeare)
    if found then return text end
    if not quick then error(text, 0) end
    file = arg[0]:match("^(.*)/[^/]*$") .. "/data/fables.txt"
  end
  local handle = assert(io.open(file))
  local text = handle:read "a"
  handle:close()
  return text
end

local text = readText()
local tokenizer = data.CharTokenizer(text)
local all = tokenizer:encode(text):to(device)
local newline = tokenizer.vocabulary:has("\n") and tokenizer.vocabulary:id("\n") or 1
local held = quick and #text // 10 > 2000 and 2000 or #text // 10
local train, validation = all:narrow(1, 1, #text - held), all:narrow(1, #text - held + 1, held)
print(("%d characters of %d kinds"):format(#text, #tokenizer))

-- 2. `batch` places of a text are read side by side, `length` characters at a time, on and on to
-- the end. In each piece the target is the input, one character later. Steps come first: (length,
-- batch).
local function pieces(of, batch, length)
  local each = (of:size(1) - 1) // batch
  local input = of:narrow(1, 1, each * batch):view(batch, each):t():contiguous()
  local target = of:narrow(1, 2, each * batch):view(batch, each):t():contiguous()
  local at = 1 - length
  return function()
    at = at + length
    if at + length - 1 <= each then
      return input:narrow(1, at, length), target:narrow(1, at, length)
    end
  end
end

-- 3. The network: a vector for each character, two LSTM layers, a score for each next character.
local Net = nn.class("CharacterNet", "nn.Module")

function Net:__init(kinds, size)
  self.embedding = nn.Embedding(kinds, size)
  self.lstm = nn.LSTM(size, size, 2)
  self.head = nn.Linear(size, kinds)
end

function Net:forward(x, h, c)
  local y
  y, h, c = self.lstm(self.embedding(x), h, c)
  return self.head(y), h, c
end

local net = Net(#tokenizer, quick and 32 or 128):to(device)
local criterion = nn.CrossEntropyLoss()

local function lossOf(scores, target)
  return criterion(scores:view(-1, #tokenizer), target:reshape(-1))
end

-- 4. The loss on what it does not learn from, read from end to end.
local function validate()
  local total, count = 0, 0
  net:evaluate()
  dl.noGrad(function()
    local scores, h, c
    for input, target in pieces(validation, quick and 4 or 32, 64) do
      scores, h, c = net(input, h, c)
      total, count = total + lossOf(scores, target):item(), count + 1
    end
  end)
  net:train()
  return total / count
end

-- 5. Learn. The state goes on from piece to piece; the gradients do not (truncated backpropagation
-- through time, Williams and Peng, 1990).
local steps, batch, length = quick and 20 or 3000, quick and 4 or 32, quick and 32 or 64
local optimizer = optim.AdamW(net, { lr = 0.002, weightDecay = 0.01 })
local schedule = optim.OneCycleLR(optimizer, 0.008, { totalSteps = steps })
local start, read, h, c = os.time(), nil, nil, nil
for step = 1, steps do
  local input, target
  if read then input, target = read() end
  if not input then            -- the first time, and at the end of the text
    read, h, c = pieces(train, batch, length), nil, nil
    input, target = read()
  end
  local scores
  scores, h, c = net(input, h, c)
  h, c = h:detach(), c:detach()
  local loss = lossOf(scores, target)
  optimizer:zeroGrad()
  loss:backward()
  optim.clipGradNorm_(net:parameters(), 1)
  optimizer:step()
  schedule:step()
  if step % (quick and 10 or 250) == 0 then
    print(("step %4d  loss %.3f  validation %.3f  %d s"):format(step, loss:item(), validate(),
      os.time() - start))
  end
end

-- 6. Write: draw each next character from what the network thinks of it.
local function write(count, temperature)
  local out, x = {}, dl.tensor({ { newline } }, "int64"):to(device)
  local scores, hidden, cells
  dl.noGrad(function()
    for i = 1, count do
      scores, hidden, cells = net(x, hidden, cells)
      local chosen = dl.multinomial((scores:view(-1) / temperature):softmax(-1), 1)
      out[i] = chosen:item()
      x = chosen:view(1, 1)
    end
  end)
  return tokenizer:decode(out)
end

net:evaluate()
print(write(quick and 100 or 500, 0.8))
print(("validation: %.3f nats a character"):format(validate()))
