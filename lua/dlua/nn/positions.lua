-- Where a step stands in its sequence, told to a network that would not see it:
-- nn.PositionalEncoding adds waves, nn.RotaryEmbedding turns pairs of features.

local dl = require "dlua"
local class = require "dlua.class"
local Dropout = require "dlua.nn.Dropout"
local Module = require "dlua.nn.Module"
local named = require "dlua.nn.options"

local positions = {}

local PositionalEncoding = class.new("nn.PositionalEncoding", Module)

PositionalEncoding.doc = [[
nn.PositionalEncoding(size, { dropout = 0.1, longest = 5000, batchFirst = false }): x + p, then
dropout. x: (steps, batch, size), with batchFirst (batch, steps, size), or (steps, size); p at step
t (from 0): sin(t / 10000^(2k / size)) in feature 2k + 1 and the cosine in feature 2k + 2. The table
of `longest` steps is the buffer `encoding`, which stateDict leaves out. Vaswani et al., 2017,
section 3.5.]]

local function waves(size, longest)
  local position = dl.arange(0, longest, 1, "float64"):unsqueeze(2)
  local pair = dl.arange(0, size, 2, "float64")
  local angle = position * (pair * (-math.log(10000) / size)):exp()
  return dl.stack({ angle:sin(), angle:cos() }, 3):view(longest, -1)
    :narrow(2, 1, size):to("float32"):contiguous()
end

function PositionalEncoding:__init(size, given)
  if math.type(size) ~= "integer" or size < 1 then
    dl.core.raise("nn.PositionalEncoding: the size must be a positive integer")
  end
  local options = named("nn.PositionalEncoding", given,
    { dropout = 0.1, longest = 5000, batchFirst = false })
  self.size, self.longest, self.batchFirst = size, options.longest, options.batchFirst
  self.dropout = Dropout(options.dropout)
  self:registerBuffer("encoding", waves(size, self.longest), { persistent = false })
end

function PositionalEncoding:forward(x)
  local along = self.batchFirst and x.ndim == 3 and 2 or 1
  local steps = x:size(along)
  if steps > self.longest then
    dl.core.raise(("nn.PositionalEncoding: %d steps, and longest is %d")
      :format(steps, self.longest))
  end
  local encoding = self.encoding:narrow(1, 1, steps):to(x.dtype)
  if along == 1 and x.ndim == 3 then encoding = encoding:unsqueeze(2) end
  return self.dropout(x + encoding)
end

function PositionalEncoding:describe()
  return ("%d, longest %d"):format(self.size, self.longest)
end

positions.PositionalEncoding = PositionalEncoding

local RotaryEmbedding = class.new("nn.RotaryEmbedding", Module)

RotaryEmbedding.doc = [[
nn.RotaryEmbedding({ base = 10000, interleaved = true }): y = rotary(x, offset = 0): the pairs of
features of queries or keys x (..., steps, size) turned by angles that grow with the step, the first
of which is `offset`: their products then depend on distances only. Pairs are neighbours, or with
interleaved = false the halves (k, k + size / 2). Su et al., "RoFormer", 2021.]]

function RotaryEmbedding:__init(given)
  local options = named("nn.RotaryEmbedding", given, { base = 10000, interleaved = true })
  self.base, self.interleaved = options.base, options.interleaved
end

function RotaryEmbedding:forward(x, offset)
  return dl.rotaryEmbedding(x, self.base, offset, self.interleaved)
end

function RotaryEmbedding:describe()
  return ("base %g"):format(self.base) .. (self.interleaved and "" or ", halves")
end

positions.RotaryEmbedding = RotaryEmbedding

return positions
