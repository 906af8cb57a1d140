-- Modules of one's own in a graph: one network reads a digit and says at the same time whether it
-- is even.
--
--   dlua examples/custom_module.lua [--quick]
--
-- It reads 97.8 % of the 360 digits it has not seen, and knows of 98.1 % whether they are even.

local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

local quick = (arg or {})[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. A class with `forward` alone: autograd does the rest. A highway layer (Srivastava et al., 2015)
-- passes on as much of its input as a gate says. What is assigned to a field is found: the two
-- layers here, by all that lists, saves, copies or moves modules.
local Highway = nn.class("Highway", "nn.Module")

function Highway:__init(size)
  self.change = nn.Linear(size, size)
  self.gate = nn.Linear(size, size)
  nn.init.constant(self.gate.bias, -1)               -- at first rather pass than change
end

function Highway:forward(x)
  local open = self.gate(x):sigmoid()
  return self.change(x):relu() * open + x * (1 - open)
end

-- 2. A plain table with `forward` will do, too. nn.named gives the function a name for files.
local brightness = { gain = nn.Parameter(dl.ones(64)) }
brightness.forward = nn.named("brightness", function(self, x) return x * self.gain end)

-- 3. And Torch7's way: the gradients by hand. The clipped identity lets gradients through unchanged.
local Clip = nn.class("Clip", "nn.Module")

function Clip:updateOutput(input)
  self.output = input:clamp(-3, 3)
  return self.output
end

function Clip:updateGradInput(_, gradOutput)
  self.gradInput = gradOutput
  return self.gradInput
end

-- 4. All of them in a graph with one input and two outputs. A module that is called with a node
-- gives a node.
local image = nn.Input()
local features = nn.ReLU()(nn.Linear(64, 48)(nn.Sequential(brightness, Clip())(image)))
local deeper = Highway(48)(Highway(48)(features))
local joined = nn.JoinTable(2)({ features, deeper }):annotate { name = "joined" }
local net = nn.Graph({ image }, { nn.Linear(96, 10)(joined), nn.Linear(96, 2)(joined) })
print(net:summary { 32, 64 })

-- 5. The data, and a loss for each output. Labels count from 1: digit + 1, and 1 for even, 2 for odd.
local x, digit = data.digits()
x = x / 16
local parity = (digit - 1):remainder(2) + 1
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 1437), order:narrow(1, 1438, 360)
local loader = data.DataLoader {
  dataset = data.TensorDataset(x[chosen], digit[chosen], parity[chosen]),
  batchSize = 32, shuffle = true,
}
local criterion = nn.ParallelCriterion():add(nn.CrossEntropyLoss()):add(nn.CrossEntropyLoss(), 0.5)

-- 6. A hook looks on while the network learns: how far open are the gates of the first highway?
local open
local first = net:findModules("Highway")[1]
local watch = first.gate:registerForwardHook(function(_, _, output)
  open = output:sigmoid():mean():item()
end)

local optimizer = optim.Adam(net:parameters(), { lr = 0.003 })
local epochs = quick and 2 or 12
for epoch = 1, epochs do
  local total = 0
  for images, digits, parities in loader:iter() do
    optimizer:zeroGrad()
    local loss = criterion(net(images), { digits, parities })
    loss:backward()
    optimizer:step()
    total = total + loss:item()
  end
  print(("epoch %2d  loss %.3f  gates open by %.2f"):format(epoch, total / #loader, open))
end
watch:remove()

-- 7. A file holds the network, the classes above included; what comes back gives the same answers.
local path = os.tmpname()
dl.save(path, net)
local loaded = dl.load(path):evaluate()
os.remove(path)
local digits, parities = table.unpack(loaded(x[held]))
local function share(scores, labels)
  return 100 * scores:argmax(2):eq(labels):to("float32"):mean():item()
end
print(("digits: %.1f %%, even or odd: %.1f %%"):format(
  share(digits, digit[held]), share(parities, parity[held])))
