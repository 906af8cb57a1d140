-- A small GPT that writes like Shakespeare: four layers of causal attention, 128 wide, with 4
-- heads, foretell each next character of his plays from up to 128 before it, and then write on.
--
--   dlua examples/char_gpt.lua [--quick] [--device NAME] [FILE]
--
-- Reads FILE or, without one, tiny Shakespeare (data.tinyShakespeare says where to put it). After
-- 1,000 steps of 16 x 128 characters the loss on the last tenth of the text, which it has not seen,
-- is 1.60 nats a character. --quick does 10 steps of a smaller network, on a short text of our own if
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

-- 2. A batch: `batch` pieces from anywhere in a text; the target is the input, one character later.
local context = quick and 32 or 128

local function draw(of, batch)
  local starts = dl.randint(1, of:size(1) - context, batch)
  local places = (starts:unsqueeze(2) + dl.arange(0, context)):to(device)
  return of[places], of[places + 1]
end

-- 3. The network: vectors for characters and for places, layers of attention that see only what
-- came before, and a score for each next character. Radford et al., "Language models are
-- unsupervised multitask learners" (GPT-2), 2019: norms come first, weights are small at the beginning.
local GPT = nn.class("GPT", "nn.Module")

function GPT:__init(kinds, size, heads, layers)
  self.characters = nn.Embedding(kinds, size)
  self.places = nn.Embedding(context, size)
  self.body = nn.TransformerEncoder(function()
    return nn.TransformerEncoderLayer(size, heads, {
      feedForward = 4 * size, activation = "gelu", dropout = 0, normFirst = true, batchFirst = true,
    })
  end, layers, nn.LayerNorm(size))
  self.head = nn.Linear(size, kinds, false)
  for _, parameter in ipairs(self:parameters()) do
    if parameter.ndim == 2 then nn.init.normal(parameter, 0, 0.02) end
  end
  for _, layer in ipairs(self.body.layers) do  -- what is added to the sum of all layers
    nn.init.normal(layer.selfAttn.outProj.weight, 0, 0.02 / math.sqrt(2 * layers))
    nn.init.normal(layer.linear2.weight, 0, 0.02 / math.sqrt(2 * layers))
  end
end

function GPT:forward(x)
  local place = self.places(dl.arange(1, x:size(2) + 1):to(device))
  return self.head(self.body(self.characters(x) + place, { causal = true }))
end

local net = GPT(#tokenizer, quick and 32 or 128, 4, quick and 2 or 4):to(device)
local criterion = nn.CrossEntropyLoss()

local function lossOf(input, target)
  return criterion(net(input):view(-1, #tokenizer), target:view(-1))
end

-- 4. The loss on what it does not learn from: all pieces of it, one after the other.
local function validate()
  local each = (validation:size(1) - 1) // context
  local input = validation:narrow(1, 1, each * context):view(each, context)
  local target = validation:narrow(1, 2, each * context):view(each, context)
  local total = 0
  net:evaluate()
  dl.noGrad(function()
    for first = 1, each, 32 do
      local count = math.min(32, each - first + 1)
      local loss = lossOf(input:narrow(1, first, count), target:narrow(1, first, count))
      total = total + count * loss:item()
    end
  end)
  net:train()
  return total / each
end

-- 5. Learn: the matrices of the layers by Muon, all else by AdamW. Both rates rise for the first
-- tenth of the steps and fall to nothing.
local steps, batch = quick and 10 or 1000, quick and 4 or 16
local matrices, others, inBody = {}, {}, {}
for _, parameter in ipairs(net.body:parameters()) do inBody[parameter] = parameter.ndim > 1 end
for _, parameter in ipairs(net:parameters()) do
  table.insert(inBody[parameter] and matrices or others, parameter)
end
local optimizers = {
  optim.Muon(matrices, { lr = 0.02, weightDecay = 0.02 }),
  optim.AdamW(others, { lr = 0.003, betas = { 0.9, 0.99 }, weightDecay = 0 }),
}
local schedules = {}
for i, optimizer in ipairs(optimizers) do
  schedules[i] = optim.OneCycleLR(optimizer, i == 1 and 0.02 or 0.003, {
    totalSteps = steps, pctStart = 0.1, cycleMomentum = false,
  })
end

local start = os.time()
for step = 1, steps do
  local loss = lossOf(draw(train, batch))
  for _, optimizer in ipairs(optimizers) do optimizer:zeroGrad() end
  loss:backward()
  for i, optimizer in ipairs(optimizers) do
    optimizer:step()
    schedules[i]:step()
  end
  if step % (quick and 5 or 50) == 0 then
    print(("step %4d  loss %.3f  %d s"):format(step, loss:item(), os.time() - start))
  end
end

-- 6. Write: draw each next character from what the network thinks of it.
local function write(count, temperature)
  local written = { newline }
  dl.noGrad(function()
    for i = 1, count do
      local last = { table.unpack(written, math.max(1, #written - context + 1)) }
      local scores = net(dl.tensor({ last }, "int64"):to(device))[{ 1, -1 }]
      written[i + 1] = dl.multinomial((scores / temperature):softmax(-1), 1):item()
    end
  end)
  return tokenizer:decode(written)
end

net:evaluate()
print(write(quick and 50 or 500, 0.8))
print(("validation: %.3f nats a character"):format(validate()))
