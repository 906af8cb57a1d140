-- What every module can do, whatever its class: print, be saved, cloned and moved, give its state away
-- and take it; and Torch7's protocol says what autograd says.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function randn(...) return dl.randn({ ... }, { dtype = "float64" }) end
local function ints(...) return dl.tensor({ ... }, "int64") end

local function collect(value, list)
  if dl.isTensor(value) then
    list[#list + 1] = value
  elseif type(value) == "table" then
    for _, item in ipairs(value) do collect(item, list) end
  end
  return list
end

-- A class of a user's own, one in Torch7's style, a plain table.
local Own = nn.class("CitizensSpecOwn")
function Own:__init()
  self.inner = { nn.Linear(3, 3), nn.weightNorm(nn.Linear(3, 2)) }
  self:registerBuffer("shift", dl.ones(2))
end
function Own:forward(x) return self.inner[2](self.inner[1](x):tanh()) + self.shift end

local Scale = nn.class("CitizensSpecScale")
function Scale:__init()
  self.weight = dl.rand(3)
  self.gradWeight = dl.zeros(3)
end
function Scale:updateOutput(input)
  self.output = input * self.weight
  return self.output
end
function Scale:updateGradInput(_, gradOutput)
  self.gradInput = gradOutput * self.weight
  return self.gradInput
end
function Scale:accGradParameters(input, gradOutput, scale)
  self.gradWeight:add_((gradOutput * input):sum(1), scale or 1)
end

local function plain()
  return nn.Sequential({
    gain = nn.Parameter(dl.rand(3)),
    forward = nn.named("citizensSpecPlain", function(self, x) return x * self.gain end),
  })
end

local function graph()
  local x = nn.Input()
  local h = nn.Tanh()(nn.Linear(3, 3)(x))
  return nn.Graph({ x }, { nn.CAddTable()({ h, x }), h * 2 })
end

local matrix, image, steps = { 4, 3 }, { 2, 4, 6, 6 }, { 5, 2, 3 }
local cases = {
  { "a class", Own, matrix }, { "Torch7's style", Scale, matrix }, { "a plain table", plain, matrix },
  { "Graph", graph, matrix }, { "Lambda", function() return nn.Lambda("mul", 3) end, matrix },
  { "Linear", function() return nn.Linear(3, 2) end, matrix },
  { "Sequential", function() return nn.Sequential(nn.Linear(3, 2), nn.Tanh()) end, matrix },
  { "ConcatTable", function() return nn.ConcatTable(nn.Linear(3, 2), nn.Tanh()) end, matrix },
  { "Concat", function() return nn.Concat(2, nn.Linear(3, 2), nn.Tanh()) end, matrix },
  { "Residual", function() return nn.Residual(nn.Linear(3, 3)) end, matrix },
  { "Bottle", function() return nn.Bottle(nn.Linear(3, 2)) end, steps },
  { "MapTable", function() return nn.MapTable(nn.Linear(3, 2)) end,
    function() return { randn(4, 3), randn(2, 3) } end },
  { "ParallelTable", function() return nn.ParallelTable(nn.Linear(3, 2), nn.Embedding(5, 2)) end,
    function() return { randn(4, 3), ints(1, 5, 5) } end },
  { "Bilinear", function() return nn.Bilinear(3, 2, 4) end, function() return { randn(5, 3), randn(5, 2) } end },
  { "weightNorm", function() return nn.weightNorm(nn.Conv2d(4, 3, 3)) end, image },
  { "spectralNorm", function() return nn.spectralNorm(nn.Linear(3, 2)) end, matrix },
  { "PReLU", function() return nn.PReLU(4) end, image }, { "Swish", nn.Swish, matrix },
  { "Maxout", function() return nn.Maxout(3, 2, 2) end, matrix },
  { "CMul", function() return nn.CMul(1, 3) end, matrix }, { "Mul", nn.Mul, matrix },
  { "Dropout", nn.Dropout, matrix }, { "Dropout2d", nn.Dropout2d, image },
  { "AlphaDropout", nn.AlphaDropout, matrix }, { "RReLU", nn.RReLU, matrix },
  { "LayerNorm", function() return nn.LayerNorm(3) end, matrix },
  { "BatchNorm1d", function() return nn.BatchNorm1d(3) end, matrix },
  { "BatchNorm2d", function() return nn.BatchNorm2d(4) end, image },
  { "GroupNorm", function() return nn.GroupNorm(2, 4) end, image },
  { "InstanceNorm2d", function() return nn.InstanceNorm2d(4) end, image },
  { "Conv1d", function() return nn.Conv1d(2, 3, 2) end, { 5, 2, 3 } },
  { "Conv2d", function() return nn.Conv2d(4, 3, 3, { padding = 1 }) end, image },
  { "ConvTranspose2d", function() return nn.ConvTranspose2d(4, 3, 3) end, image },
  { "SpatialConvolution", function() return nn.SpatialConvolution(4, 3, 3, 3) end, image },
  { "MaxPool2d", function() return nn.MaxPool2d(2) end, image },
  { "RNN", function() return nn.RNN(3, 4) end, steps },
  { "LSTM", function() return nn.LSTM(3, 4, 2, { bidirectional = true }) end, steps },
  { "GRU", function() return nn.GRU(3, 4) end, steps },
  { "GRUCell", function() return nn.GRUCell(3, 4) end, matrix },
  { "TransformerEncoderLayer", function()
    return nn.TransformerEncoderLayer(4, 2, { feedForward = 8, dropout = 0 })
  end, { 5, 2, 4 } },
  { "PositionalEncoding", function() return nn.PositionalEncoding(4, { longest = 20 }) end, { 5, 2, 4 } },
}

local function inputOf(case)
  return type(case[3]) == "function" and case[3]() or randn(table.unpack(case[3]))
end

local function same(expected, got)
  expected, got = collect(expected, {}), collect(got, {})
  assert.equal(#expected, #got)
  for i, tensor in ipairs(expected) do support.close(got[i], tensor:totable()) end
end

local function saved(module)
  local path = os.tmpname()
  dl.save(path, module)
  local other = dl.load(path)
  os.remove(path)
  return other
end

local function names(iterator)
  local list = {}
  for name in iterator do list[#list + 1] = name end
  return list
end

describe("a citizen:", function()
  for _, case in ipairs(cases) do
    local name, make = case[1], case[2]

    it(name .. " is printed, saved, cloned, moved, and gives its state", function()
      local module, input = make():double():evaluate(), inputOf(case)
      local expected = (module(input))
      local before = tostring(module)
      assert.truthy(before:find(module.__name, 1, true))
      for _, other in ipairs { saved(module), module:clone() } do
        same(expected, (other(input)))
        assert.equal(before, tostring(other))
        assert.same(names(module:namedParameters()), names(other:namedParameters()))
        assert.same(names(module:namedBuffers()), names(other:namedBuffers()))
      end
      local fresh = make():double():evaluate()
      fresh:loadStateDict(module:stateDict())
      same(expected, (fresh(input)))
      local float = module:clone():float()
      for _, p in ipairs(float:parameters()) do assert.equal("float32", p.dtype) end
      local flat = module:getParameters()
      local again = module:getParameters()
      assert.is_true(rawequal(flat, again) or flat:numel() == 0 and again:numel() == 0)
      same(expected, (module(input)))
      assert.equal(before, tostring(module))
    end)

    it(name .. " says in Torch7's protocol what autograd says", function()
      local module, input = make():double():evaluate(), inputOf(case)
      local leaves = collect(input, {})
      for i, tensor in ipairs(leaves) do
        leaves[i] = tensor.dtype == "float64" and tensor:detach():clone():requiresGrad_(true) or tensor
      end
      module:zeroGradParameters()
      local output = module(dl.isTensor(input) and leaves[1] or leaves)
      local outputs, gradOutput = collect(output, {}), {}
      for i, tensor in ipairs(outputs) do gradOutput[i] = randn(table.unpack(tensor.shape)) end
      local total
      for i, tensor in ipairs(outputs) do
        local part = dl.sum(tensor * gradOutput[i])
        total = total and total + part or part
      end
      total:backward()
      local expected = {}
      for i, p in ipairs(module:parameters()) do expected[i] = p.grad:totable() end
      module:zeroGradParameters()
      same(output, (module:forward(input)))
      assert.truthy(module.output)
      local gradInput = module:backward(input, dl.isTensor(output) and gradOutput[1] or gradOutput)
      for i, p in ipairs(module:parameters()) do support.close(p.grad, expected[i]) end
      local wanted = {}
      for _, tensor in ipairs(leaves) do wanted[#wanted + 1] = tensor.grad end
      same(wanted, gradInput)
      module:clearState()
      assert.is_nil(rawget(module, "output"))
    end)
  end
end)

describe("a loss", function()
  it("is printed, saved, cloned and moved like any module", function()
    local x, labels = randn(4, 3), ints(1, 3, 2, 1)
    local losses = {
      nn.CrossEntropyLoss { weight = dl.rand(3), labelSmoothing = 0.1 }, nn.NLLLoss(), nn.MultiMarginLoss(),
      nn.MultiCriterion():add(nn.NLLLoss(), 0.5):add(nn.CrossEntropyLoss()),
    }
    for _, loss in ipairs(losses) do
      loss:double()
      local expected = loss:forward(x, labels)
      assert.equal(expected, saved(loss):forward(x, labels))
      assert.equal(expected, loss:clone():forward(x, labels))
      assert.truthy(tostring(loss):find(loss.__name, 1, true))
    end
  end)
end)
