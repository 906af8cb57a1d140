-- data.Vocabulary: words and their numbers.

local dl = require "dlua"
local class = require "dlua.class"

local Vocabulary = class.new("data.Vocabulary")

Vocabulary.doc = [[
data.Vocabulary(tokens, {unknown =, special =}): numbers (from 1) for tokens (strings).

  vocabulary:id(token)      its number; that of `unknown` when it is not there, else an error
  vocabulary:token(id)      the token of a number
  vocabulary:has(token)     whether it is there
  vocabulary:encode(list)   the numbers of a list of tokens, a 1-D int64 tensor
  vocabulary:decode(ids)    the tokens of a list or tensor of numbers, a list
  #vocabulary               how many there are

special tokens come first, then unknown (if it is not among them), then the rest in their order.

data.Vocabulary.count(list, {minimum = 1, size =, unknown =, special =}): the vocabulary of a list
of tokens (or of lists), the most frequent first, equal ones in the order of the alphabet; only
those that are there `minimum` times, and no more than `size` in all.]]

local function add(self, token)
  if type(token) ~= "string" then
    dl.core.raise("data.Vocabulary: a token must be a string, got " .. type(token))
  end
  if not self.ids[token] then
    self.tokens[#self.tokens + 1] = token
    self.ids[token] = #self.tokens
  end
end

function Vocabulary:__init(tokens, options)
  options = options or {}
  if type(tokens) ~= "table" then
    dl.core.raise("data.Vocabulary: a list of tokens expected, got " .. type(tokens))
  end
  self.tokens, self.ids, self.unknown = {}, {}, options.unknown
  for _, token in ipairs(options.special or {}) do add(self, token) end
  if self.unknown then add(self, self.unknown) end
  for _, token in ipairs(tokens) do add(self, token) end
end

local function tally(counts, list)
  for _, item in ipairs(list) do
    if type(item) == "table" then
      tally(counts, item)
    else
      counts[item] = (counts[item] or 0) + 1
    end
  end
  return counts
end

function Vocabulary.count(list, options)
  options = options or {}
  local counts, tokens = tally({}, list), {}
  for token, count in pairs(counts) do
    if count >= (options.minimum or 1) then tokens[#tokens + 1] = token end
  end
  table.sort(tokens, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  local room = (options.size or math.huge) - #Vocabulary({}, options)
  while #tokens > math.max(room, 0) do tokens[#tokens] = nil end
  return Vocabulary(tokens, options)
end

function Vocabulary:__len() return #self.tokens end

function Vocabulary:has(token) return self.ids[token] ~= nil end

function Vocabulary:id(token)
  local id = self.ids[token] or self.unknown and self.ids[self.unknown]
  if not id then
    dl.core.raise(("data.Vocabulary: no token '%s', and none for what is unknown")
      :format(tostring(token)))
  end
  return id
end

function Vocabulary:token(id)
  local token = self.tokens[id]
  if not token then
    dl.core.raise(("data.Vocabulary: no token %s of %d"):format(tostring(id), #self.tokens))
  end
  return token
end

function Vocabulary:encode(list)
  local ids = {}
  for i, token in ipairs(list) do ids[i] = self:id(token) end
  return dl.tensor(ids, "int64")
end

function Vocabulary:decode(ids)
  if dl.isTensor(ids) then ids = ids:reshape(-1):totable() end
  local list = {}
  for i, id in ipairs(ids) do list[i] = self:token(id) end
  return list
end

return Vocabulary
