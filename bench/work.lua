-- dlua's side of the benchmark: does what main.lua asks for on stdin. The same as work.py.

local dl = require "dlua"
local nn, optim = dl.nn, dl.optim

collectgarbage "generational"  -- as the program `dlua` sets it
dl.manualSeed(1)

local place, number = "cpu", 1     -- where the work is done; which of the devices of its kind that is
local finish = function() end      -- waits until it is

-- ---- the work: a function that prepares, and returns the function to be timed ----

local work = {}

function work.add()
  local a, b = dl.randn(8, 8), dl.randn(8, 8)
  return function() return a + b end
end

function work.addGrad()
  local a = dl.randn(8, 8, { requiresGrad = true })
  local b = dl.randn(8, 8, { requiresGrad = true })
  local ones = dl.ones(8, 8)
  return function() (a + b):backward(ones) end
end

--- Steps of a classifier of ten classes on one batch x.
local function steps(model, x, optimizerOf)
  model:to(place)
  local criterion, optimizer = nn.CrossEntropyLoss(), optimizerOf(model:parameters())
  local y = dl.randint(1, 11, #x):to(place)
  x = x:to(place)
  return function()
    optimizer:zeroGrad()
    local loss = criterion(model(x), y)
    loss:backward()
    optimizer:step()
  end
end

local function training(inputs, hidden, batch, optimizerOf)
  local model = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, 10))
  return steps(model, dl.randn(batch, inputs), optimizerOf)
end

local function sgd(parameters) return optim.SGD(parameters, { lr = 0.01 }) end
local function adam(parameters) return optim.Adam(parameters, { lr = 0.001 }) end

function work.mlpSmallSgd() return training(64, 30, 32, sgd) end
function work.mlpSmallAdam() return training(64, 30, 32, adam) end
function work.mlpLargeSgd() return training(784, 256, 64, sgd) end

local function recurrent(symbols, size, length, batch)
  local model = nn.Sequential(
    nn.Embedding(symbols, size), nn.LSTM(size, size, 2), nn.Linear(size, symbols)):to(place)
  local criterion, optimizer = nn.CrossEntropyLoss(), adam(model:parameters())
  local x = dl.randint(1, symbols + 1, length, batch):to(place)
  local y = dl.randint(1, symbols + 1, length * batch):to(place)
  return function()
    optimizer:zeroGrad()
    local loss = criterion(model(x):view(-1, symbols), y)
    loss:backward()
    optimizer:step()
  end
end

function work.lstm() return recurrent(65, 128, 64, 32) end

--- `dtype`: in this one by dl.autocast; `gpt2`: scores and characters have the same vectors, gelu goes by tanh.
local function gpt(symbols, size, heads, layers, context, batch, dtype, gpt2)
  local characters, places = nn.Embedding(symbols, size), nn.Embedding(context, size)
  local body = nn.TransformerEncoder(function()
    return nn.TransformerEncoderLayer(size, heads, {
      feedForward = 4 * size, activation = gpt2 and "geluTanh" or "gelu", dropout = 0, normFirst = true,
      batchFirst = true,
    })
  end, layers, nn.LayerNorm(size))
  local head = nn.Linear(size, symbols, false)
  if gpt2 then head.weight = characters.weight end
  local model = nn.Sequential(characters, places, body, head):to(place)
  local criterion, optimizer = nn.CrossEntropyLoss(), adam(model:parameters())
  local positions = dl.arange(1, context + 1):to(place)
  local x = dl.randint(1, symbols + 1, batch, context):to(place)
  local y = dl.randint(1, symbols + 1, batch * context):to(place)
  local function lossOf()
    local output = head(body(characters(x) + places(positions), { causal = true }))
    return criterion(output:view(-1, symbols), y)
  end
  return function()
    optimizer:zeroGrad()
    local loss = dtype and dl.autocast(place, { dtype = dtype }, lossOf) or lossOf()
    loss:backward()
    optimizer:step()
  end
end

function work.gpt() return gpt(65, 128, 4, 4, 128, 16) end

function work.cnn()
  local model = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
  return steps(model, dl.randn(64, 1, 28, 28), sgd)
end

local Block = nn.class("BenchBlock")

function Block:__init(inputs, outputs, stride)
  self.first = nn.Conv2d(inputs, outputs, 3, { stride = stride, padding = 1, bias = false })
  self.firstNorm = nn.BatchNorm2d(outputs)
  self.second = nn.Conv2d(outputs, outputs, 3, { padding = 1, bias = false })
  self.secondNorm = nn.BatchNorm2d(outputs)
  if stride ~= 1 then
    self.short = nn.Sequential(
      nn.Conv2d(inputs, outputs, 1, { stride = stride, bias = false }), nn.BatchNorm2d(outputs))
  end
end

function Block:forward(x)
  local y = self.firstNorm(self.first(x)):relu()
  y = self.secondNorm(self.second(y))
  return (y + (self.short and self.short(x) or x)):relu()
end

local function resnet(batch, width, side)
  local model = nn.Sequential(
    nn.Conv2d(3, width, 3, { padding = 1, bias = false }), nn.BatchNorm2d(width), nn.ReLU())
  local inputs = width
  for stage, outputs in ipairs { width, 2 * width, 4 * width, 8 * width } do
    model:add(Block(inputs, outputs, stage == 1 and 1 or 2)):add(Block(outputs, outputs, 1))
    inputs = outputs
  end
  model:add(nn.AdaptiveAvgPool2d(1)):add(nn.Flatten()):add(nn.Linear(8 * width, 10))
  return steps(model, dl.randn(batch, 3, side, side), sgd)
end

function work.resnet18() return resnet(32, 64, 32) end

local function large() return dl.randn(4096, 4096) end

function work.gelu()
  local x = large()
  return function() return x:gelu() end
end

function work.exp()
  local x = large()
  return function() return x:exp() end
end

function work.addLarge()
  local a, b = large(), large()
  return function() return a + b end
end

function work.softmax()
  local x = large()
  return function() return x:softmax(-1) end
end

function work.layerNorm()
  local x, weight, bias = large(), dl.ones(4096), dl.zeros(4096)
  return function() return x:layerNorm(4096, weight, bias) end
end

function work.sum()
  local x = large()
  return function() return x:sum() end
end

function work.gemm()
  local a, b = dl.randn(2048, 2048), dl.randn(2048, 2048)
  return function() return a:matmul(b) end
end

function work.copy()
  local from, to = large(), dl.zeros(4096, 4096)
  return function() to:copy_(from) end
end

-- Of a size that the driver says (deviceLines.lua).
local sized = {}

function sized.mlp(batch, inputs, hidden)
  local model = nn.Sequential(
    nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 10))
  return steps(model, dl.randn(batch, inputs), adam)
end

sized.resnet, sized.lstm = resnet, recurrent

function sized.gpt2(symbols, size, heads, layers, context, batch)
  return gpt(symbols, size, heads, layers, context, batch, "bfloat16", true)
end

local ways = {}
function ways.eager(step) return step end
function ways.captured(step) return dl.cuda.forKind((place:gsub(":.*", ""))).capture(step, { device = number }) end

-- ---- the commands ----

local commands = {}
local ready = {}  -- by name: what is prepared, { run =, count = }

local clock = dl.core.clock

local function seconds(run, n)
  local start = clock()
  for _ = 1, n do run() end
  finish()
  return clock() - start
end

--- From now on seconds of the processor, not of the clock.
function commands.processor()
  clock = os.clock
  return "ok"
end

function commands.versions()
  return ("%s, %s, kernels %s"):format(dl.version, _VERSION, dl.core.cpuLevel())
end

function commands.threads(n)
  dl.setNumThreads(math.tointeger(n))
  return "ok"
end

--- From now on on a device. Answers with what it is, or why there is none.
function commands.device(name)
  local kind, ordinal = name:match "^([^:]+):?(%d*)$"
  local cuda = dl.cuda.forKind(kind)
  local there, reason = cuda.isAvailable()
  if not there then return "missing: " .. reason end
  place, number = name, (tonumber(ordinal) or 0) + 1
  finish = function() cuda.synchronize(number) end
  return cuda.name(number)
end

--- Warm up, and find how often the work fits into the time of one piece. Of a size that is told:
--- which kind of work it is, in which way it is done, and the numbers.
function commands.prepare(name, slice, kind, way, ...)
  local function make(...)
    if kind then return ways[way](sized[kind](...)) end
    return work[name]()
  end
  local ok, run = pcall(make, ...)
  local why = run
  if ok then ok, why = pcall(seconds, run, 3) end
  if not ok then return "missing: " .. tostring(why):gsub("\n.*", "") end
  local count = 1
  local took = seconds(run, count)
  while took < slice / 4 do
    count = count * 2
    took = seconds(run, count)
  end
  count = math.max(1, math.floor(count * slice / took))
  ready[name] = { run = run, count = count }
  return "ready " .. count
end

-- What the expressions of operators.lua see: tensors that were given names, and two functions.
local leaves = {}
local places = setmetatable({ dl = dl }, { __index = _G })

function places.leaf(x)
  leaves[#leaves + 1] = x:clone()
  leaves[#leaves].requiresGrad = true
  return leaves[#leaves]
end

function places.gradient(y)
  y:backward(dl.ones(y.shape))
  for _, leaf in ipairs(leaves) do leaf.grad = nil end
end

local function expression(text, ...)
  return assert(load(text:format(table.concat({ ... }, " ")), "operator", "t", places))()
end

function commands.let(name, ...)
  places[name] = expression("return %s", ...)
  return "ok"
end

function commands.operator(name, ...)
  local words = { ... }
  work[name] = function() return expression("return function() return %s end", table.unpack(words)) end
  return "ok"
end

function commands.go(name)
  local it = ready[name]
  return ("%.9g"):format(seconds(it.run, it.count) / it.count)
end

--- What one piece of the work computes and moves: FLOP and bytes, as the profiler counts them.
function commands.cost(name)
  local total = dl.profiler.profile(ready[name].run, { trace = false }):totalAverage()
  return ("%.17g %d"):format(total.flops, total.bytes)
end

function commands.drop(name)
  ready[name] = nil
  collectgarbage()
  dl.emptyCache()
  return "ok"
end

--- Peak resident bytes of this process, after a training run.
function commands.memory()
  seconds(work.mlpLargeSgd(), 1000)
  for line in io.lines "/proc/self/status" do
    local kilobytes = line:match "^VmHWM:%s*(%d+)"
    if kilobytes then return ("%d"):format(kilobytes * 1024) end
  end
end

for line in io.lines() do
  local words = {}
  for word in line:gmatch "%S+" do words[#words + 1] = tonumber(word) or word end
  print(commands[words[1]](table.unpack(words, 2)))
  io.stdout:flush()
end
