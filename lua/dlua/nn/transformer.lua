-- Transformers: nn.TransformerEncoderLayer, nn.TransformerDecoderLayer, their stacks
-- nn.TransformerEncoder and nn.TransformerDecoder, and nn.Transformer, the two together. PyTorch's
-- definitions, defaults and names of parameters. Vaswani et al., "Attention is all you need", 2017.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Dropout = require "dlua.nn.Dropout"
local LayerNorm = require "dlua.nn.LayerNorm"
local Linear = require "dlua.nn.Linear"
local Module = require "dlua.nn.Module"
local MultiheadAttention = require "dlua.nn.MultiheadAttention"
local named = require "dlua.nn.options"
local walk = require "dlua.nn.walk"

local transformer = {}

local function define(name, doc)
  local cls = class.new("nn." .. name, Module)
  cls.doc = doc
  transformer[name] = cls
  return cls
end

local activations = {
  relu = dl.relu, gelu = dl.gelu, geluTanh = function(x) return dl.gelu(x, "tanh") end,
}

local layerDefaults = {
  feedForward = 2048, dropout = 0.1, layerNormEpsilon = 1e-5, batchFirst = false,
  normFirst = false, bias = true,
}

local layerOptions = [[
Options: feedForward (2048: the width between linear1 and linear2), dropout (0.1), activation
("relu", "gelu", "geluTanh" or a function of a tensor), layerNormEpsilon (1e-5), batchFirst (false:
(steps, batch, size)), normFirst (false: each part is norm(x + part(x)); true: x + part(norm(x)),
after Xiong et al., 2020), bias (true). Masks are those of nn.MultiheadAttention.]]

--- Take the activation out of the options and the rest over the defaults.
local function readOptions(self, given)
  local rest, activation = {}, nil
  for key, value in pairs(type(given) == "table" and given or {}) do
    if key == "activation" then activation = value else rest[key] = value end
  end
  if given ~= nil and type(given) ~= "table" then rest = given end
  local options = named(self.__name, rest, layerDefaults)
  self.activation = activation or "relu"
  if type(self.activation) ~= "function" and not activations[self.activation] then
    dl.core.raise(("%s: no activation %s: relu, gelu, geluTanh or a function")
      :format(self.__name, tostring(activation)))
  end
  self.batchFirst, self.normFirst = options.batchFirst, options.normFirst
  return options
end

local function attentionOf(size, heads, options)
  return MultiheadAttention(size, heads, {
    dropout = options.dropout, bias = options.bias, batchFirst = options.batchFirst,
  })
end

--- The two linear layers, and what is around them.
local function addFeedForward(self, size, options)
  self.linear1 = Linear(size, options.feedForward, {
    bias = options.bias, activation = activations[self.activation] and self.activation or "none",
  })
  self.dropout = Dropout(options.dropout)
  self.linear2 = Linear(options.feedForward, size, options.bias)
end

local function addNorms(self, count, size, options)
  for i = 1, count do
    self["norm" .. i] = LayerNorm(size, { epsilon = options.layerNormEpsilon, bias = options.bias })
  end
  for i = 1, count do self["dropout" .. i] = Dropout(options.dropout) end
end

local function feedForward(self, x)
  local hidden = self.linear1(x)
  -- Of a function, or where another layer was put in the place of linear1.
  if not self.linear1.activation then
    hidden = (activations[self.activation] or self.activation)(hidden)
  end
  return self.linear2(self.dropout(hidden))
end

--- Part i of a layer, with the way around it.
local function around(self, i, x, part)
  local norm, dropout = self["norm" .. i], self["dropout" .. i]
  if self.normFirst then return x + dropout(part(norm(x))) end
  return norm(x + dropout(part(x)))
end

--- Options of a forward: a table of the known names.
local function readCall(self, given, known)
  for key in pairs(given or {}) do
    if not known[key] then
      dl.core.raise(("%s: no option %s"):format(self.__name, tostring(key)))
    end
  end
  return given or {}
end

local function setOf(names)
  local set = {}
  for name in names:gmatch("%a+") do set[name] = true end
  return set
end

-- ---- layers ----

local EncoderLayer = define("TransformerEncoderLayer", [[
nn.TransformerEncoderLayer(size, heads, {...}): self-attention, then two linear layers at each step.
y = layer(x, { mask =, keyPaddingMask =, causal = false }); x, y: (steps, batch, size).
]] .. layerOptions)

function EncoderLayer:__init(size, heads, given)
  local options = readOptions(self, given)
  self.selfAttn = attentionOf(size, heads, options)
  addFeedForward(self, size, options)
  addNorms(self, 2, size, options)
end

local encoderCall = setOf "mask keyPaddingMask causal"

function EncoderLayer:forward(x, options)
  options = readCall(self, options, encoderCall)
  local call = {
    attentionMask = options.mask, keyPaddingMask = options.keyPaddingMask, causal = options.causal,
    needWeights = false,
  }
  x = around(self, 1, x, function(y) return (self.selfAttn(y, y, y, call)) end)
  return around(self, 2, x, function(y) return feedForward(self, y) end)
end

local DecoderLayer = define("TransformerDecoderLayer", [[
nn.TransformerDecoderLayer(size, heads, {...}): self-attention, attention to the memory (the output
of an encoder), then two linear layers at each step.
y = layer(x, memory, { mask =, keyPaddingMask =, causal = false, memoryMask =,
memoryKeyPaddingMask =, memoryCausal = false }); x, y: (steps, batch, size), memory: (S, batch,
size).
]] .. layerOptions)

function DecoderLayer:__init(size, heads, given)
  local options = readOptions(self, given)
  self.selfAttn = attentionOf(size, heads, options)
  self.multiheadAttn = attentionOf(size, heads, options)
  addFeedForward(self, size, options)
  addNorms(self, 3, size, options)
end

local decoderCall = setOf
  "mask keyPaddingMask causal memoryMask memoryKeyPaddingMask memoryCausal"

function DecoderLayer:forward(x, memory, options)
  options = readCall(self, options, decoderCall)
  local own = {
    attentionMask = options.mask, keyPaddingMask = options.keyPaddingMask, causal = options.causal,
    needWeights = false,
  }
  local across = {
    attentionMask = options.memoryMask, keyPaddingMask = options.memoryKeyPaddingMask,
    causal = options.memoryCausal, needWeights = false,
  }
  x = around(self, 1, x, function(y) return (self.selfAttn(y, y, y, own)) end)
  x = around(self, 2, x, function(y) return (self.multiheadAttn(y, memory, memory, across)) end)
  return around(self, 3, x, function(y) return feedForward(self, y) end)
end

-- ---- stacks ----

--- `count` layers: clones of one, or what a function makes.
local function addLayers(self, layer, count, norm)
  if math.type(count) ~= "integer" or count < 1 then
    dl.core.raise(("%s: a positive number of layers expected, got %s")
      :format(self.__name, tostring(count)))
  end
  local make = type(layer) == "function" and layer
    or walk.isModule(layer) and function() return layer:clone() end
  if not make then
    dl.core.raise(("%s: a layer or a function that makes one expected, got %s")
      :format(self.__name, type(layer)))
  end
  self.layers = {}
  for i = 1, count do self.layers[i] = make(i) end
  self.norm = norm
end

local Encoder = define("TransformerEncoder", [[
nn.TransformerEncoder(layer, count, norm = nil): `count` clones of a layer, one after the other,
then `norm`, a module, if there is one. In the place of the layer a function may make layer i.
y = encoder(x, options): the options of nn.TransformerEncoderLayer, for all.]])

function Encoder:__init(layer, count, norm)
  addLayers(self, layer, count, norm)
end

function Encoder:forward(x, options)
  for _, layer in ipairs(self.layers) do x = layer(x, options) end
  return self.norm and self.norm(x) or x
end

local Decoder = define("TransformerDecoder", [[
nn.TransformerDecoder(layer, count, norm = nil): the same of decoder layers.
y = decoder(x, memory, options): the options of nn.TransformerDecoderLayer, for all.]])

function Decoder:__init(layer, count, norm)
  addLayers(self, layer, count, norm)
end

function Decoder:forward(x, memory, options)
  for _, layer in ipairs(self.layers) do x = layer(x, memory, options) end
  return self.norm and self.norm(x) or x
end

-- ---- the whole ----

local Transformer = define("Transformer", [[
nn.Transformer(size = 512, heads = 8, { encoderLayers = 6, decoderLayers = 6, ... }): an encoder and
a decoder, each with a norm at its end, and the options of their layers.
y = transformer(source, target, { sourceMask =, targetMask =, memoryMask =, sourceKeyPaddingMask =,
targetKeyPaddingMask =, memoryKeyPaddingMask =, sourceCausal = false, targetCausal = false,
memoryCausal = false }); source: (S, batch, size), target, y: (L, batch, size).
Matrices begin as Glorot's uniform.
]] .. layerOptions)

--- (n, n) floats to be added to scores: -infinity where a query would see a later key, else 0.
function Transformer.generateSquareSubsequentMask(n)
  return dl.zeros(n, n):maskedFill(dl.ones(n, n, "bool"):triu(1), -math.huge)
end

function Transformer:__init(size, heads, given)
  size, heads = size or 512, heads or 8
  local options, counts = {}, { encoderLayers = 6, decoderLayers = 6 }
  for key, value in pairs(given or {}) do
    if counts[key] then counts[key] = value else options[key] = value end
  end
  local epsilon = options.layerNormEpsilon or layerDefaults.layerNormEpsilon
  local function norm() return LayerNorm(size, { epsilon = epsilon, bias = options.bias }) end
  self.encoder = Encoder(function() return EncoderLayer(size, heads, options) end,
    counts.encoderLayers, norm())
  self.decoder = Decoder(function() return DecoderLayer(size, heads, options) end,
    counts.decoderLayers, norm())
  self:reset()
end

--- Draw the matrices anew.
function Transformer:reset()
  for _, parameter in ipairs(self:parameters()) do
    if parameter.ndim > 1 then init.xavierUniform(parameter) end
  end
end

local wholeCall = setOf [[sourceMask targetMask memoryMask sourceKeyPaddingMask
  targetKeyPaddingMask memoryKeyPaddingMask sourceCausal targetCausal memoryCausal]]

function Transformer:forward(source, target, options)
  options = readCall(self, options, wholeCall)
  local memory = self.encoder(source, {
    mask = options.sourceMask, keyPaddingMask = options.sourceKeyPaddingMask,
    causal = options.sourceCausal,
  })
  return self.decoder(target, memory, {
    mask = options.targetMask, keyPaddingMask = options.targetKeyPaddingMask,
    causal = options.targetCausal, memoryMask = options.memoryMask,
    memoryKeyPaddingMask = options.memoryKeyPaddingMask, memoryCausal = options.memoryCausal,
  })
end

return transformer
