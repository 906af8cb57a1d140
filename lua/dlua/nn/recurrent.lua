-- Recurrent networks: nn.RNN, nn.LSTM and nn.GRU over whole sequences, and their single steps
-- nn.RNNCell, nn.LSTMCell and nn.GRUCell. Parameters have PyTorch's names and layouts.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Module = require "dlua.nn.Module"
local options = require "dlua.nn.options"
local Parameter = require "dlua.nn".Parameter

local recurrent = {}

local function checkSizes(name, inputs, hidden)
  for what, size in pairs { inputs = inputs or 0, hidden = hidden or 0 } do
    if math.type(size) ~= "integer" or size < 1 then
      dl.core.raise(("%s: a positive integer expected for %s, got %s")
        :format(name, what, tostring(size)))
    end
  end
end

--- Every parameter uniform in [-1/sqrt(hidden), 1/sqrt(hidden)], as in PyTorch.
local function reset(self)
  local bound = 1 / math.sqrt(self.hidden)
  for _, parameter in ipairs(self:parameters()) do init.uniform(parameter, -bound, bound) end
end

--- `size`: of the state, where a projection makes it smaller than `hidden`.
local function addParameters(self, suffix, inputs, gates, size)
  local hidden = self.hidden
  self["weightIh" .. suffix] = Parameter(dl.empty(gates * hidden, inputs))
  self["weightHh" .. suffix] = Parameter(dl.empty(gates * hidden, size or hidden))
  if self.bias then
    self["biasIh" .. suffix] = Parameter(dl.empty(gates * hidden))
    self["biasHh" .. suffix] = Parameter(dl.empty(gates * hidden))
  end
  if size then self["weightHr" .. suffix] = Parameter(dl.empty(size, hidden)) end
end

-- ---- whole sequences ----

local network = [[
x: (steps, batch, inputs), or (batch, steps, inputs) with batchFirst, or (steps, inputs). output:
(steps, batch, hidden), twice as wide when bidirectional: the states of the last layer at all
steps. h (zeros): (layers * directions, batch, hidden), the first state; the second result is the
last one. lengths: int64 (batch), how many steps each sequence has: behind them the output is 0,
and the last state is that of each sequence's own last step (what PyTorch does by packing). As one
of several modules of nn.Sequential it gives its output.

Options, after the number of layers or in its place: layers (1), bias (true), batchFirst (false),
dropout (0: of the outputs of all layers but the last, in training), bidirectional (false).
Parameters, for layer 0, 1 ...: weightIhL0 (k hidden, inputs), weightHhL0 (k hidden, hidden),
biasIhL0, biasHhL0 (k hidden); those of the other direction end in Reverse. They begin uniform in
[-1/sqrt(hidden), 1/sqrt(hidden)].]]

local defaults = {
  layers = 1, bias = true, batchFirst = false, dropout = 0, bidirectional = false,
}

local function suffixes(self)
  local list = {}
  for layer = 0, self.layers - 1 do
    list[#list + 1] = "L" .. layer
    if self.bidirectional then list[#list + 1] = "L" .. layer .. "Reverse" end
  end
  return list
end

local function weights(self)
  local list, n = {}, 0
  for _, suffix in ipairs(self.suffixes) do
    list[n + 1], list[n + 2] = self["weightIh" .. suffix], self["weightHh" .. suffix]
    n = n + 2
    if self.bias then
      list[n + 1], list[n + 2] = self["biasIh" .. suffix], self["biasHh" .. suffix]
      n = n + 2
    end
    if self.projection then
      list[n + 1] = self["weightHr" .. suffix]
      n = n + 1
    end
  end
  return list
end

local function describeNetwork(self)
  local text = ("%d -> %d"):format(self.inputs, self.hidden)
  if self.layers > 1 then text = text .. (", %d layers"):format(self.layers) end
  if self.bidirectional then text = text .. ", bidirectional" end
  if self.projection then text = text .. (", projected to %d"):format(self.projection) end
  if not self.bias then text = text .. ", no bias" end
  if self.dropout > 0 then text = text .. (", dropout %g"):format(self.dropout) end
  return text
end

local function defineNetwork(name, gates, extra, doc)
  local cls = class.new("nn." .. name, Module)
  cls.doc = doc .. network
  local known = {}
  for key, value in pairs(defaults) do known[key] = value end
  for key, value in pairs(extra) do known[key] = value end

  function cls:__init(inputs, hidden, layers, given)
    if type(layers) == "table" then layers, given = nil, layers end
    checkSizes(cls.__name, inputs, hidden)
    for key, value in pairs(options(cls.__name, given, known)) do self[key] = value end
    self.layers = layers or self.layers
    if math.type(self.layers) ~= "integer" or self.layers < 1 then
      dl.core.raise(("%s: the number of layers must be a positive integer"):format(cls.__name))
    end
    if not (self.dropout >= 0 and self.dropout <= 1) then
      dl.core.raise(("%s: dropout must be from 0 to 1, got %g"):format(cls.__name, self.dropout))
    end
    self.inputs, self.hidden = inputs, hidden
    if self.projection == 0 then self.projection = nil end
    if self.projection and not (self.projection > 0 and self.projection < hidden) then
      dl.core.raise(("%s: the projection, %d, must be smaller than the hidden size")
        :format(cls.__name, self.projection))
    end
    self.suffixes = suffixes(self)
    local wide = (self.projection or hidden) * (self.bidirectional and 2 or 1)
    for _, suffix in ipairs(self.suffixes) do
      addParameters(self, suffix, suffix:find("^L0") and inputs or wide, gates, self.projection)
    end
    self:reset()
  end

  cls.reset, cls.describe = reset, describeNetwork
  recurrent[name] = cls
  return cls
end

local RNN = defineNetwork("RNN", 1, { nonlinearity = "tanh" }, [[
nn.RNN(inputs, hidden, layers = 1, {...}): Elman's recurrent network, k = 1:
h = tanh(Wi x + bi + Wh h + bh); option nonlinearity: "tanh" or "relu". (Elman, "Finding structure
in time", 1990.)
local output, h = rnn(x, h, lengths)
]])

function RNN:forward(x, h, lengths)
  return dl.rnn(x, weights(self), h, self.layers, self.bidirectional, self.dropout, self.training,
    self.batchFirst, lengths, self.nonlinearity)
end

local LSTM = defineNetwork("LSTM", 4, { projection = 0 }, [[
nn.LSTM(inputs, hidden, layers = 1, {...}): long short-term memory, k = 4 gates in the order input,
forget, new, output: c = f c + i g, h = o tanh(c). (Hochreiter and Schmidhuber, 1997; Gers et al.,
2000.)
local output, h, c = lstm(x, h, c, lengths)
c has the shape of h: the first cells (zeros) and the last. Option projection (0: none): states, and
so the outputs, of that size: weightHrL0 (projection, hidden) times them. (Sak, Senior and
Beaufays, 2014.) It goes step by step and is not quick.
]])

function LSTM:forward(x, h, c, lengths)
  return dl.lstm(x, weights(self), h, c, self.layers, self.bidirectional, self.dropout,
    self.training, self.batchFirst, lengths)
end

local GRU = defineNetwork("GRU", 3, {}, [[
nn.GRU(inputs, hidden, layers = 1, {...}): gated recurrent unit, k = 3 gates in the order reset,
update, new: n = tanh(Wi x + bi + r (Wh h + bh)), h = (1 - z) n + z h. (Cho et al., 2014; the reset
gate works behind the product, as in PyTorch and cuDNN.)
local output, h = gru(x, h, lengths)
]])

function GRU:forward(x, h, lengths)
  return dl.gru(x, weights(self), h, self.layers, self.bidirectional, self.dropout, self.training,
    self.batchFirst, lengths)
end

-- ---- single steps ----

local cell = [[
x: (batch, inputs) and h: (batch, hidden), or both without the batch; zeros if not given.
Parameters: weightIh (k hidden, inputs), weightHh (k hidden, hidden), biasIh, biasHh (k hidden);
without biases with { bias = false }. They begin uniform in [-1/sqrt(hidden), 1/sqrt(hidden)].]]

local function defineCell(name, gates, extra, doc)
  local cls = class.new("nn." .. name, Module)
  cls.doc = doc .. cell
  local known = { bias = true }
  for key, value in pairs(extra) do known[key] = value end

  function cls:__init(inputs, hidden, given)
    checkSizes(cls.__name, inputs, hidden)
    for key, value in pairs(options(cls.__name, given, known)) do self[key] = value end
    self.inputs, self.hidden = inputs, hidden
    addParameters(self, "", inputs, gates)
    self:reset()
  end

  function cls:describe()
    return ("%d -> %d"):format(self.inputs, self.hidden) .. (self.bias and "" or ", no bias")
  end

  cls.reset = reset
  recurrent[name] = cls
  return cls
end

--- The state that stands for none.
local function zeros(self, x)
  local shape = x:size()
  shape[#shape] = self.hidden
  return dl.zeros(shape, { dtype = x.dtype, device = x.device })
end

local RNNCell = defineCell("RNNCell", 1, { nonlinearity = "tanh" }, [[
nn.RNNCell(inputs, hidden, { bias = true, nonlinearity = "tanh" }): one step of nn.RNN, k = 1:
h = cell(x, h).
]])

function RNNCell:forward(x, h)
  return dl.rnnCell(x, h or zeros(self, x), self.weightIh, self.weightHh, self.biasIh, self.biasHh,
    self.nonlinearity)
end

local LSTMCell = defineCell("LSTMCell", 4, {}, [[
nn.LSTMCell(inputs, hidden, { bias = true }): one step of nn.LSTM, k = 4: h, c = cell(x, h, c).
]])

function LSTMCell:forward(x, h, c)
  return dl.lstmCell(x, h or zeros(self, x), c or zeros(self, x), self.weightIh, self.weightHh,
    self.biasIh, self.biasHh)
end

local GRUCell = defineCell("GRUCell", 3, {}, [[
nn.GRUCell(inputs, hidden, { bias = true }): one step of nn.GRU, k = 3: h = cell(x, h).
]])

function GRUCell:forward(x, h)
  return dl.gruCell(x, h or zeros(self, x), self.weightIh, self.weightHh, self.biasIh, self.biasHh)
end

return recurrent
