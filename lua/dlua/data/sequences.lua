-- Sequences of numbers as rows of equal length: padded, packed, or cut from one long sequence.

local dl = require "dlua"
local class = require "dlua.class"

local sequences = {}

local function fail(name, message, ...)
  dl.core.raise(("data.%s: " .. message):format(name, ...))
end

local function listOf(name, i, sequence)
  if type(sequence) == "table" then sequence = dl.tensor(sequence, "int64") end
  if not dl.isTensor(sequence) or sequence.ndim == 0 then
    fail(name, "sequence %d is no tensor with dimensions and no list", i)
  end
  return sequence
end

--- data.padSequences(list, {value = 0, length =, side = "right"}): sequences (tensors of shape (L,
-- ...), or lists of integers) as one tensor (N, longest, ...), filled up with `value`; and their
-- lengths, an int64 tensor. With `length` rows are that long, and what is longer is cut off at the
-- side of the padding.
function sequences.padSequences(list, options)
  options = options or {}
  local side = options.side or "right"
  if type(list) ~= "table" or #list == 0 then
    fail("padSequences", "a list of sequences expected")
  end
  if side ~= "right" and side ~= "left" then
    fail("padSequences", 'side must be "right" or "left", got %s', tostring(side))
  end
  local rows, lengths, longest = {}, {}, options.length or 0
  for i, sequence in ipairs(list) do
    rows[i] = listOf("padSequences", i, sequence)
    if not options.length then longest = math.max(longest, #rows[i]) end
  end
  local shape = rows[1]:size()
  table.insert(shape, 1, #rows)
  shape[2] = longest
  local out = dl.full(shape, options.value or 0, rows[1].dtype)
  for i, row in ipairs(rows) do
    local count = math.min(#row, longest)
    lengths[i] = count
    if count > 0 then
      local first = side == "right" and 1 or longest - count + 1
      local from = side == "right" and 1 or #row - count + 1
      out:select(1, i):narrow(1, first, count):copy_(row:narrow(1, from, count))
    end
  end
  return out, dl.tensor(lengths, "int64")
end

--- data.packSequences(list, length, {separator =, dropLast = true, value = 0}): the sequences one
-- behind the other, with the number `separator` after each if there is one, cut into rows of
-- `length`: (rows, length). The last row is left out when it is not full, or with dropLast = false
-- filled up with `value`.
function sequences.packSequences(list, length, options)
  options = options or {}
  if math.type(length) ~= "integer" or length < 1 then
    fail("packSequences", "length must be an integer of 1 or more, got %s", tostring(length))
  end
  local parts = {}
  for i, sequence in ipairs(list) do
    parts[#parts + 1] = listOf("packSequences", i, sequence)
    if options.separator then
      parts[#parts + 1] = dl.tensor({ options.separator }, parts[#parts].dtype)
    end
  end
  if #parts == 0 then return dl.zeros({ 0, length }, "int64") end
  local all = dl.cat(parts, 1)
  local rest = #all % length
  if rest > 0 and options.dropLast == false then
    all = dl.cat({ all, dl.full({ length - rest }, options.value or 0, all.dtype) }, 1)
  end
  local rows = #all // length
  return all:narrow(1, 1, rows * length):view(rows, length)
end

--- data.SequenceDataset(tokens, length, {stride = length}): examples for models that predict the
-- next token: x is tokens[i ... i + length - 1], y the same one further. One begins every `stride`
-- tokens.
local SequenceDataset = class.new("data.SequenceDataset")
sequences.SequenceDataset = SequenceDataset

function SequenceDataset:__init(tokens, length, options)
  if not dl.isTensor(tokens) or tokens.ndim ~= 1 then
    fail("SequenceDataset", "a 1-D tensor of tokens expected")
  end
  if math.type(length) ~= "integer" or length < 1 then
    fail("SequenceDataset", "length must be an integer of 1 or more, got %s", tostring(length))
  end
  self.tokens, self.length = tokens, length
  self.stride = options and options.stride or length
  if math.type(self.stride) ~= "integer" or self.stride < 1 then
    fail("SequenceDataset", "stride must be an integer of 1 or more, got %s", tostring(self.stride))
  end
end

function SequenceDataset:__len()
  return math.max(0, (#self.tokens - 1 - self.length) // self.stride + 1)
end

local function at(self, i)
  if math.type(i) ~= "integer" or i < 1 or i > #self then
    fail("SequenceDataset", "example %s of %d", tostring(i), #self)
  end
  return (i - 1) * self.stride + 1
end

function SequenceDataset:get(i)
  local first = at(self, i)
  return self.tokens:narrow(1, first, self.length), self.tokens:narrow(1, first + 1, self.length)
end

function SequenceDataset:batch(positions)
  if not dl.isTensor(positions) then
    local first, last = positions[1], positions[2]
    positions = dl.arange(first, last + 1)
  end
  if #positions > 0 then
    at(self, positions:amin():item())
    at(self, positions:amax():item())
  end
  local starts = (positions:to("int64") - 1) * self.stride + 1
  local index = starts:unsqueeze(2) + dl.arange(0, self.length + 1):to("int64"):unsqueeze(1)
  local rows = self.tokens:indexSelect(1, index:reshape(-1)):view(#positions, self.length + 1)
  return rows:narrow(2, 1, self.length), rows:narrow(2, 2, self.length)
end

return sequences
