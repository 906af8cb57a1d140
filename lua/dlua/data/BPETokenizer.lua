-- data.BPETokenizer: byte-pair encoding, learnt here or read from a Hugging Face tokenizer.json.

local dl = require "dlua"
local bpe = require "dlua.data.bpe"
local class = require "dlua.class"
local file = require "dlua.io.file"
local json = require "dlua.io.json"
local pieces = require "dlua.data.pieces"
local steps = require "dlua.data.tokenizerSteps"

local BPETokenizer = class.new("data.BPETokenizer")

BPETokenizer.doc = [[
data.BPETokenizer.load(path)                   read a tokenizer.json with a model of type BPE
data.BPETokenizer.train(text, size, options)   learn one from a text or a list of texts

  tokenizer:encode(text)       a 1-D int64 tensor. Numbers begin at 1: those of the file plus one
  tokenizer:decode(ids)        the text, without special tokens ({special = true}: with them)
  tokenizer:tokenize(text)     the tokens as strings
  tokenizer:id(token), tokenizer:token(id), #tokenizer
  tokenizer:save(path)         a tokenizer.json that Hugging Face's library reads too

encode adds the special tokens that the file's template puts around a text; {special = false} does
not. Special tokens that stand in the text are found. train makes a vocabulary of `size` tokens:
special ones first, then the alphabet, then what is learnt, of pairs that are there `minimum` times
(2). byteLevel (true): the alphabet is the 256 bytes, words are cut as GPT-2 does, every text can be
encoded; false: characters of the text, words of letters, and options.unknown ("<unk>") for the
rest.

Of a file are known: the normalizers Lowercase (of ASCII), NFC (taken as it is), Prepend, Replace,
Strip; the pre-tokenizers ByteLevel, Metaspace, Whitespace, WhitespaceSplit, Digits, Split by a
string or by the regular expressions of GPT-2, GPT-4, Llama 3 and Qwen 2; the decoders for these.
Others are errors when it is read.]]

local function fail(message, ...)
  dl.core.raise(("data.BPETokenizer: " .. message):format(...))
end

local function present(value) return value ~= nil and value ~= json.null end

-- ---- from a description, the contents of a tokenizer.json ----

local function checkToken(token, id)
  if type(token) ~= "string" or math.type(id) ~= "integer" or id < 0 or id > 1 << 31 then
    fail("the vocabulary holds %s = %s", tostring(token), tostring(id))
  end
end

local function addToken(self, token, id)
  checkToken(token, id)
  if not self.tokens[id + 1] then self.count = self.count + 1 end
  self.tokens[id + 1], self.ids[token] = token, id + 1
end

local function readMerges(self, merges)
  for rank, merge in ipairs(merges) do
    local left, right
    if type(merge) == "string" then
      left, right = merge:match("^(%S+) (%S+)$")
    elseif type(merge) == "table" then
      left, right = merge[1], merge[2]
    end
    if type(left) ~= "string" or type(right) ~= "string" then fail("merge %d is no pair", rank) end
    if not self.ids[left .. right] then
      fail("merge %d: '%s' is not in the vocabulary", rank, left .. right)
    end
    self.ranks[left] = self.ranks[left] or {}
    self.ranks[left][right] = self.ranks[left][right] or rank
  end
end

local function readModel(self, model)
  if type(model) ~= "table" or type(model.vocab) ~= "table" or type(model.merges) ~= "table"
      or model.type ~= nil and model.type ~= "BPE" then
    fail("the file holds no model of type BPE")
  end
  if present(model.continuing_subword_prefix) and model.continuing_subword_prefix ~= "" then
    fail("a prefix of continuing subwords (%s) is not known",
      tostring(model.continuing_subword_prefix))
  end
  for token, id in pairs(model.vocab) do addToken(self, token, id) end
  readMerges(self, model.merges)
  self.unknown = present(model.unk_token) and model.unk_token or nil
  self.suffix = present(model.end_of_word_suffix) and model.end_of_word_suffix or nil
  self.byteFallback, self.ignoreMerges = model.byte_fallback == true, model.ignore_merges == true
  self.fuseUnknown = model.fuse_unk == true
end

local function readAdded(self, list)
  for _, added in ipairs(list) do
    if type(added) ~= "table" then fail("an added token is no object") end
    addToken(self, added.content, added.id)
    if added.content ~= "" then self.added[#self.added + 1] = added.content end
    if added.special then self.special[added.id + 1] = true end
  end
  table.sort(self.added, function(a, b) return #a > #b end)       -- the longest that fits wins
end

function BPETokenizer:__init(description)
  if type(description) ~= "table" then
    fail("use data.BPETokenizer.load(path) or data.BPETokenizer.train(text, size)")
  end
  self.description = description
  self.ids, self.tokens, self.count, self.ranks = {}, {}, 0, {}
  self.added, self.special, self.cache = {}, {}, {}
  readModel(self, description.model)
  if present(description.added_tokens) then readAdded(self, description.added_tokens) end
  self.normalizers = steps.normalizer(description.normalizer)
  self.preTokenizers = steps.preTokenizer(description.pre_tokenizer)
  self.decoders = steps.decoder(description.decoder)
  self.fences = steps.postProcessor(description.post_processor)
end

function BPETokenizer.load(path)
  local text = file.read(path, "data.BPETokenizer")
  local ok, description = pcall(json.decode, text)
  if not ok then fail("%s: %s", path, description) end
  return BPETokenizer(description)
end

function BPETokenizer:save(path)
  local written, reason = dl.core.writeFile(path, { json.encode(self.description) })
  if not written then fail("%s", reason) end
end

function BPETokenizer:__len() return self.count end

function BPETokenizer:id(token)
  return self.ids[token] or fail("no token '%s'", tostring(token))
end

function BPETokenizer:token(id)
  return self.tokens[id] or fail("no token %s of %d", tostring(id), self.count)
end

-- ---- encoding ----

local function fallBack(self, symbol, list)
  local bytes = {}
  for byte in symbol:gmatch(".") do
    local token = ("<0x%02X>"):format(byte:byte())
    if not self.byteFallback or not self.ids[token] then bytes = nil break end
    bytes[#bytes + 1] = token
  end
  if bytes then
    table.move(bytes, 1, #bytes, #list + 1, list)
  elseif not self.unknown then
    fail("no token for '%s', and none for what is unknown", symbol)
  elseif not (self.fuseUnknown and list[#list] == self.unknown) then
    list[#list + 1] = self.unknown
  end
end

--- The tokens of a piece.
local function encodePiece(self, piece)
  local known = self.cache[piece]
  if known then return known end
  local list = {}
  if self.ignoreMerges and self.ids[piece] then
    list[1] = piece
  else
    local symbols = pieces.characters(piece)
    if self.suffix then symbols[#symbols] = symbols[#symbols] .. self.suffix end
    for _, symbol in ipairs(bpe.join(symbols, self.ranks)) do
      if self.ids[symbol] then list[#list + 1] = symbol else fallBack(self, symbol, list) end
    end
  end
  if #piece < 100 then self.cache[piece] = list end
  return list
end

local function encodeText(self, text, isFirst, tokens)
  for _, normalize in ipairs(self.normalizers) do text = normalize(text) end
  if text == "" then return end
  local list = { text }
  for _, cut in ipairs(self.preTokenizers) do
    local finer = {}
    for i, piece in ipairs(list) do
      local parts = cut(piece, isFirst and i == 1)
      table.move(parts, 1, #parts, #finer + 1, finer)
    end
    list = finer
  end
  for _, piece in ipairs(list) do
    local found = encodePiece(self, piece)
    table.move(found, 1, #found, #tokens + 1, tokens)
  end
end

--- The first added token in the text from a position on.
local function findAdded(self, text, position)
  local first, token
  for _, candidate in ipairs(self.added) do
    local at = text:find(candidate, position, true)
    if at and (not first or at < first) then first, token = at, candidate end
  end
  return first, token
end

function BPETokenizer:tokenize(text)
  if type(text) ~= "string" then fail("a text (string) expected, got %s", type(text)) end
  local tokens, position = {}, 1
  while true do
    local first, token = findAdded(self, text, position)
    local between = text:sub(position, first and first - 1)
    if between ~= "" then encodeText(self, between, position == 1, tokens) end
    if not first then return tokens end
    tokens[#tokens + 1] = token
    position = first + #token
  end
end

function BPETokenizer:encode(text, options)
  local tokens, ids = self:tokenize(text), {}
  local fenced = not options or options.special ~= false
  for _, fence in ipairs(fenced and self.fences or {}) do
    for _, token in ipairs(fence.before) do ids[#ids + 1] = self:id(token) end
  end
  for _, token in ipairs(tokens) do ids[#ids + 1] = self.ids[token] end
  for _, fence in ipairs(fenced and self.fences or {}) do
    for _, token in ipairs(fence.behind) do ids[#ids + 1] = self:id(token) end
  end
  return dl.tensor(ids, "int64")
end

function BPETokenizer:decode(ids, options)
  if dl.isTensor(ids) then ids = ids:reshape(-1):totable() end
  local list = {}
  for _, id in ipairs(ids) do
    local token = self:token(id)
    if not self.special[id] or options and options.special then list[#list + 1] = token end
  end
  for _, decode in ipairs(self.decoders) do list = decode(list) end
  return table.concat(list, #self.decoders == 0 and " " or "")
end

-- ---- learning ----

local function countWords(texts, cut)
  local counts, order = {}, {}
  for _, text in ipairs(texts) do
    if type(text) ~= "string" then
      fail("train: a text or a list of texts expected, got %s", type(text))
    end
    for _, piece in ipairs(cut(text)) do
      if not counts[piece] then order[#order + 1] = piece end
      counts[piece] = (counts[piece] or 0) + 1
    end
  end
  local words = {}
  for i, piece in ipairs(order) do
    words[i] = { symbols = pieces.characters(piece), count = counts[piece] }
  end
  return words
end

local function alphabetOf(words, initial)
  local seen, list = {}, {}
  local function add(symbol)
    if not seen[symbol] then
      seen[symbol] = true
      list[#list + 1] = symbol
    end
  end
  for _, symbol in ipairs(initial) do add(symbol) end
  for _, word in ipairs(words) do
    for _, symbol in ipairs(word.symbols) do add(symbol) end
  end
  table.sort(list)
  return list
end

local function describe(tokens, merges, special, options)
  local vocabulary, added = {}, json.array {}
  for i, token in ipairs(tokens) do vocabulary[token] = i - 1 end
  for i, token in ipairs(special) do
    added[i] = { id = i - 1, content = token, single_word = false, lstrip = false, rstrip = false,
      normalized = false, special = true }
  end
  local byteLevel = { type = "ByteLevel", add_prefix_space = false, trim_offsets = true,
    use_regex = true }
  return {
    version = "1.0", truncation = json.null, padding = json.null, added_tokens = added,
    normalizer = json.null, post_processor = json.null,
    pre_tokenizer = options.byteLevel and byteLevel or { type = "Whitespace" },
    decoder = options.byteLevel and byteLevel or json.null,
    model = { type = "BPE", dropout = json.null, unk_token = options.unknown or json.null,
      continuing_subword_prefix = json.null, end_of_word_suffix = json.null, fuse_unk = false,
      byte_fallback = false, ignore_merges = false, vocab = vocabulary,
      merges = json.array(merges) },
  }
end

local function gpt2Words(text)
  local list = pieces.gpt2(text)
  for i, piece in ipairs(list) do list[i] = bpe.fromBytes(piece) end
  return list
end

function BPETokenizer.train(text, size, options)
  options = options or {}
  if math.type(size) ~= "integer" or size < 1 then
    fail("train: the size must be an integer of 1 or more, got %s", tostring(size))
  end
  local byteLevel = options.byteLevel ~= false
  local unknown = not byteLevel and (options.unknown or "<unk>") or nil
  local wanted = options.special or {}
  local special = table.move(wanted, 1, #wanted, unknown and 2 or 1, { unknown })
  local words = countWords(type(text) == "table" and text or { text },
    byteLevel and gpt2Words or pieces.whitespace)
  local tokens = table.move(special, 1, #special, 1, {})
  local alphabet = alphabetOf(words, byteLevel and bpe.byteAlphabet() or {})
  table.move(alphabet, 1, #alphabet, #tokens + 1, tokens)
  local merges = bpe.learn(words, tokens, size, options.minimum or 2)
  local kind = { byteLevel = byteLevel, unknown = unknown }
  return BPETokenizer(describe(tokens, merges, special, kind))
end

return BPETokenizer
