-- nn.MultiheadAttention: attention in several heads, each with projections of its own.

local dl = require "dlua"
local class = require "dlua.class"
local init = require "dlua.nn.initialisers"
local Linear = require "dlua.nn.Linear"
local Parameter = require "dlua.nn".Parameter
local named = require "dlua.nn.options"

local MultiheadAttention = class.new("nn.MultiheadAttention", require "dlua.nn.Module")

MultiheadAttention.doc = [[
nn.MultiheadAttention(size, heads, { dropout = 0, bias = true, addBiasKv = false,
  addZeroAttn = false, keySize =, valueSize =, batchFirst = false })

local y, weights = attention(query, key, value, { attentionMask =, keyPaddingMask =,
  causal = false, needWeights = true, averageWeights = true })

Each head has size / heads of the features: softmax(q k^T / sqrt(size / heads)) v of projections q,
k, v; the heads side by side go through outProj. query, y: (L, batch, size), key: (S, batch,
keySize), value: (S, batch, valueSize), with batchFirst (batch, L, size) ..., or all without the
batch. Without key and value the query attends to itself.

attentionMask: (L, S) or (batch * heads, L, S), bool: true where a query must not see a key (the
opposite of dl.scaledDotProductAttention's), or floats that are added to the scores.
keyPaddingMask: (batch, S), of the same two kinds: keys that nobody sees. causal: query i sees the
keys 1 to i. weights: (batch, L, S), the mean over the heads, or (batch, heads, L, S) with
averageWeights = false; nothing with needWeights = false, which is much quicker and needs memory in
proportion to L + S.

Parameters as PyTorch's: inProjWeight (3 size, size) for query, key and value, or qProjWeight,
kProjWeight, vProjWeight where keySize or valueSize differ from size; inProjBias (3 size);
outProj.weight, outProj.bias; biasK, biasV (1, 1, size) with addBiasKv: a learned key and value
more. addZeroAttn: a key and value of zeros more. Vaswani et al., "Attention is all you need",
2017.]]

local defaults = {
  dropout = 0, bias = true, addBiasKv = false, addZeroAttn = false, batchFirst = false,
  keySize = 0, valueSize = 0,
}

function MultiheadAttention:__init(size, heads, options)
  if math.type(size) ~= "integer" or math.type(heads) ~= "integer" or heads < 1
    or size % heads ~= 0 then
    dl.core.raise(("nn.MultiheadAttention: the size, %s, must be a multiple of the heads, %s")
      :format(tostring(size), tostring(heads)))
  end
  options = named("nn.MultiheadAttention", options, defaults)
  for key, value in pairs(options) do self[key] = value end
  self.size, self.heads = size, heads
  if self.keySize == 0 then self.keySize = size end
  if self.valueSize == 0 then self.valueSize = size end
  if self.keySize == size and self.valueSize == size then
    self.inProjWeight = Parameter(dl.empty(3 * size, size))
  else
    self.qProjWeight = Parameter(dl.empty(size, size))
    self.kProjWeight = Parameter(dl.empty(size, self.keySize))
    self.vProjWeight = Parameter(dl.empty(size, self.valueSize))
  end
  if self.bias then self.inProjBias = Parameter(dl.empty(3 * size)) end
  self.outProj = Linear(size, size, self.bias)
  if self.addBiasKv then
    self.biasK = Parameter(dl.empty(1, 1, size))
    self.biasV = Parameter(dl.empty(1, 1, size))
  end
  self:reset()
end

--- Draw the parameters anew.
function MultiheadAttention:reset()
  for _, weight in ipairs { "inProjWeight", "qProjWeight", "kProjWeight", "vProjWeight" } do
    if self[weight] then init.xavierUniform(self[weight]) end
  end
  self.outProj:reset()
  if self.bias then
    init.zeros(self.inProjBias)
    init.zeros(self.outProj.bias)
  end
  if self.biasK then
    init.xavierNormal(self.biasK)
    init.xavierNormal(self.biasV)
  end
end

-- ---- projections ----

--- The part of the packed parameters for query (1), key (2) or value (3).
local function part(self, i)
  local size = self.size
  local weight = self.inProjWeight and self.inProjWeight:narrow(1, (i - 1) * size + 1, size)
    or self[({ "qProjWeight", "kProjWeight", "vProjWeight" })[i]]
  return weight, self.inProjBias and self.inProjBias:narrow(1, (i - 1) * size + 1, size)
end

--- (steps, batch, heads, width), or batch first, as (batch, heads, steps, width), without a copy.
local function headsFirst(self, x)
  return self.batchFirst and x:transpose(2, 3) or x:permute(2, 3, 1, 4)
end

local function inHeads(self, x, weight, bias)
  x = dl.linear(x, weight, bias)
  return headsFirst(self, x:view(x:size(1), x:size(2), self.heads, self.size // self.heads))
end

--- Query, key and value in heads; one product where all come from one tensor.
local function project(self, query, key, value)
  if self.inProjWeight and rawequal(query, key) and rawequal(key, value) then
    local all = dl.linear(query, self.inProjWeight, self.inProjBias)
    local q, k, v = all:view(all:size(1), all:size(2), 3, self.heads, self.size // self.heads)
      :unbind(3)
    return headsFirst(self, q), headsFirst(self, k), headsFirst(self, v)
  end
  return inHeads(self, query, part(self, 1)), inHeads(self, key, part(self, 2)),
    inHeads(self, value, part(self, 3))
end

--- One key or value more: a learned one, or zeros.
local function extended(self, k, learned)
  local batch, heads, width = k:size(1), self.heads, self.size // self.heads
  local row = learned and learned:view(1, heads, 1, width):expand(batch, heads, 1, width)
    or dl.zeros(batch, heads, 1, width, { dtype = k.dtype, device = k.device })
  return dl.cat({ k, row }, 3)
end

-- ---- masks ----

--- A mask in PyTorch's sense (true: not seen) as floats to be added.
local function added(mask, dtype)
  if mask.dtype ~= "bool" then return mask:to(dtype) end
  return dl.zeros(mask:size(), { dtype = dtype, device = mask.device }):maskedFill(mask, -math.huge)
end

--- Columns for the keys that were added, which everybody sees.
local function widened(mask, by)
  if by == 0 then return mask end
  local shape = mask:size()
  shape[#shape] = by
  return dl.cat({ mask, dl.zeros(shape, { dtype = mask.dtype, device = mask.device }) }, -1)
end

--- Both masks as one that scaledDotProductAttention takes, of 4 dimensions; nil without any.
local function combined(self, options, batch, dtype, more)
  local mask, padding = options.attentionMask, options.keyPaddingMask
  if mask then
    mask = widened(mask, more)
    mask = mask.ndim == 3 and mask:view(batch, self.heads, mask:size(2), mask:size(3))
      or mask:unsqueeze(1):unsqueeze(1)
  end
  if padding then
    if padding.ndim == 1 then padding = padding:unsqueeze(1) end
    padding = widened(padding, more):unsqueeze(2):unsqueeze(2)
  end
  if not (mask and padding) then
    mask = mask or padding
    return mask and (mask.dtype == "bool" and mask:logicalNot() or mask:to(dtype))
  end
  if mask.dtype == "bool" and padding.dtype == "bool" then
    return mask:logicalOr(padding):logicalNot()
  end
  return added(mask, dtype) + added(padding, dtype)
end

-- ---- forward ----

--- The same as dl.scaledDotProductAttention, with the weights.
local function attend(q, k, v, mask, dropout, causal)
  local scores = (q * (1 / math.sqrt(q:size(-1)))):matmul(k:transpose(-1, -2))
  if mask then
    scores = mask.dtype == "bool" and scores:maskedFill(mask:logicalNot(), -math.huge)
      or scores + mask
  end
  if causal then
    local hidden = dl.ones(q:size(-2), k:size(-2), { dtype = "bool", device = q.device }):triu(1)
    scores = scores:maskedFill(hidden, -math.huge)
  end
  local weights = scores:softmax(-1)
  if dropout > 0 then weights = weights:dropout(dropout) end
  return weights:matmul(v), weights
end

local callOptions = {
  attentionMask = "tensor", keyPaddingMask = "tensor", causal = "boolean", needWeights = "boolean",
  averageWeights = "boolean",
}

local function checkCall(given)
  for key in pairs(given) do
    if not callOptions[key] then
      dl.core.raise(("nn.MultiheadAttention: no option %s"):format(tostring(key)))
    end
  end
  return given
end

function MultiheadAttention:forward(query, key, value, options)
  key = key or query
  value = value or key
  options = checkCall(options or {})
  local single = query.ndim == 2
  local q, k, v
  if single then
    local at = self.batchFirst and 1 or 2
    local x = query:unsqueeze(at)
    local y = rawequal(key, query) and x or key:unsqueeze(at)
    q, k, v = project(self, x, y, rawequal(value, key) and y or value:unsqueeze(at))
  else
    q, k, v = project(self, query, key, value)
  end
  local more = 0
  if self.biasK then
    k, v, more = extended(self, k, self.biasK), extended(self, v, self.biasV), more + 1
  end
  if self.addZeroAttn then k, v, more = extended(self, k), extended(self, v), more + 1 end
  local mask = combined(self, options, q:size(1), q.dtype, more)
  local dropout, y, weights = self.training and self.dropout or 0
  if options.needWeights == false then
    y = dl.scaledDotProductAttention(q, k, v, mask, dropout, options.causal)
  else
    y, weights = attend(q, k, v, mask, dropout, options.causal)
    if options.averageWeights ~= false then weights = weights:mean(2) end
    if single then weights = weights:squeeze(1) end
  end
  local batch, steps = q:size(1), q:size(3)
  if self.batchFirst then y = y:transpose(2, 3):reshape(batch, steps, self.size)
  else y = y:permute(3, 1, 2, 4):reshape(steps, batch, self.size) end
  y = self.outProj(y)
  if single then y = y:squeeze(self.batchFirst and 1 or 2) end
  return y, weights
end

function MultiheadAttention:describe()
  return ("%d, %d heads"):format(self.size, self.heads)
    .. (self.dropout > 0 and (", dropout %g"):format(self.dropout) or "")
end

--- Of a sequence that attends to itself: its projections, the scores, and the sums they weigh.
function MultiheadAttention:multiplyAdds(query)
  local steps = query:size(query.ndim == 3 and self.batchFirst and 2 or 1)
  return class.parent(MultiheadAttention).multiplyAdds(self, query) + 2 * steps * query:numel()
end

return MultiheadAttention
