-- Sequence copying with attention: a recurrent network reads up to 12 symbols, another one writes
-- them down in reverse, and looks back at what it needs (Bahdanau, Cho, Bengio, 2014).
--
--   dlua examples/copy_attention.lua [--quick]
--
-- After 1,000 steps it writes 98 % of the sequences it has not seen without a mistake, and shows
-- where it looked. --quick does 30 steps.

local dl = require "dlua"
local nn, optim = dl.nn, dl.optim

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

local symbols, longest, size = 10, 12, 64
local padding, start = symbols + 1, symbols + 2  -- two symbols more: nothing, and the beginning

-- 1. The task: `batch` sequences of 4 to 12 symbols. What is read, (longest, batch), has padding
-- behind its end; what is to be written has it too. The decoder sees the answer one step late.
local function draw(batch)
  local read = dl.full({ longest, batch }, padding):to("int64")
  local wanted, shown = read:clone(), read:clone()
  local lengths = dl.randint(4, longest + 1, batch)
  local drawn = dl.randint(1, symbols + 1, longest, batch)
  for b = 1, batch do
    local n = lengths:item(b)
    local sequence = drawn:select(2, b):narrow(1, 1, n)
    read:select(2, b):narrow(1, 1, n):copy_(sequence)
    wanted:select(2, b):narrow(1, 1, n):copy_(sequence:flip(1))
  end
  shown[1] = start
  shown:narrow(1, 2, longest - 1):copy_(wanted:narrow(1, 1, longest - 1))
  return read, wanted, shown, lengths
end

-- 2. The network. The encoder reads in both directions; the decoder's states are the queries, the
-- encoder's the keys and values of one head of attention.
local Copier = nn.class("Copier", "nn.Module")

function Copier:__init()
  self.embedding = nn.Embedding(symbols + 2, size)
  self.encoder = nn.GRU(size, size // 2, { bidirectional = true })
  self.decoder = nn.GRU(size, size)
  self.attention = nn.MultiheadAttention(size, 1)
  self.head = nn.Linear(2 * size, symbols + 1)
end

--- Scores for each symbol (steps, batch, symbols + 1), the weights of the attention, the last
-- state.
function Copier:decode(shown, memory, hidden, state)
  local states, last = self.decoder(self.embedding(shown), state)
  local seen, weights = self.attention(states, memory, memory, { keyPaddingMask = hidden })
  return self.head(dl.cat({ states, seen }, 3)), weights, last
end

function Copier:forward(read, shown, lengths)
  local memory = self.encoder(self.embedding(read), nil, lengths)
  return self:decode(shown, memory, read:t():eq(padding))
end

local net = Copier()
local criterion = nn.CrossEntropyLoss { ignoreIndex = padding }
local steps = quick and 30 or 1000
local optimizer = optim.Adam(net:parameters(), { lr = 0.003 })
local schedule = optim.OneCycleLR(optimizer, 0.006, { totalSteps = steps })

-- 3. Learn, each time on sequences that were never seen before.
for step = 1, steps do
  local read, wanted, shown, lengths = draw(64)
  local scores = net(read, shown, lengths)
  local loss = criterion(scores:view(-1, symbols + 1), wanted:view(-1))
  optimizer:zeroGrad()
  loss:backward()
  optim.clipGradNorm_(net:parameters(), 1)
  optimizer:step()
  schedule:step()
  if step % (quick and 10 or 200) == 0 then
    print(("step %3d  loss %.4f"):format(step, loss:item()))
  end
end

-- 4. Write without being shown the answer: what was written is what is read next.
local function write(read, lengths)
  local memory = net.encoder(net.embedding(read), nil, lengths)
  local hidden, state = read:t():eq(padding), nil
  local shown = dl.full({ 1, read:size(2) }, start):to("int64")
  local written, looked = {}, {}
  for step = 1, longest do
    local scores, weights
    scores, weights, state = net:decode(shown, memory, hidden, state)
    shown = scores:narrow(3, 1, symbols):argmax(3)
    written[step], looked[step] = shown, weights:select(2, 1)
  end
  return dl.cat(written, 1), dl.stack(looked, 2)
end

net:evaluate()
local read, wanted, _, lengths = draw(500)
local written, looked = dl.noGrad(function() return write(read, lengths) end)
local right = dl.logicalOr(written:eq(wanted), wanted:eq(padding)):all(1)

local function show(column)
  local out = {}
  for i, symbol in ipairs(column:totable()) do
    out[i] = symbol <= symbols and ("%2d"):format(symbol - 1) or " ."
  end
  return table.concat(out)
end
print("\nread:     " .. show(read:select(2, 1)))
print("written:  " .. show(written:select(2, 1):narrow(1, 1, lengths:item(1))))
print("where it looked (a row for each symbol it wrote):")
for step = 1, lengths:item(1) do
  local row = {}
  for i, weight in ipairs(looked[1][step]:totable()) do
    row[i] = weight > 0.5 and " #" or weight > 0.1 and " +" or " ."
  end
  print("          " .. table.concat(row))
end
print(("without a mistake: %.1f %%"):format(100 * right:to("float32"):mean():item()))
