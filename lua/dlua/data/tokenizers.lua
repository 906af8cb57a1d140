-- Tokenisers of characters and words. data.BPETokenizer has a file of its own.
--
-- Each has encode(text), a 1-D int64 tensor of numbers from 1; decode(ids), the text;
-- tokenize(text), a list of strings; vocabulary, a data.Vocabulary; and # (its size).

local dl = require "dlua"
local class = require "dlua.class"
local pieces = require "dlua.data.pieces"
local Vocabulary = require "dlua.data.Vocabulary"

local tokenizers = {}

local function new(name)
  local cls = class.new("data." .. name)
  tokenizers[name] = cls
  function cls:__len() return #self.vocabulary end
  function cls:encode(text) return self.vocabulary:encode(self:tokenize(text)) end
  return cls
end

local function checkText(name, text)
  if type(text) ~= "string" then
    dl.core.raise(("data.%s: a text (string) expected, got %s"):format(name, type(text)))
  end
end

--- data.CharTokenizer(text, {unknown =, special =}): every character (UTF-8) of the text is a
-- token, in the order of their code points. Characters that are not there are errors, or `unknown`.
local Char = new "CharTokenizer"

function Char:__init(text, options)
  checkText("CharTokenizer", text)
  local seen, characters = {}, {}
  for _, character in ipairs(pieces.characters(text)) do
    if not seen[character] then
      seen[character] = true
      characters[#characters + 1] = character
    end
  end
  table.sort(characters)          -- UTF-8 sorts as its code points do
  self.vocabulary = Vocabulary(characters, options)
end

function Char:tokenize(text)
  checkText("CharTokenizer", text)
  return pieces.characters(text)
end

--- The number of each byte, 0 where there is none: texts of single bytes become tensors at once.
local function byteTable(vocabulary)
  local ids = {}
  for byte = 0, 255 do
    local character = string.char(byte)
    ids[byte + 1] = byte < 128 and vocabulary:has(character) and vocabulary:id(character) or 0
  end
  return dl.tensor(ids, "int64")
end

function Char:encode(text)
  checkText("CharTokenizer", text)
  if #text == 0 then return dl.zeros({ 0 }, "int64") end
  if not text:find("[\128-\255]") then
    self.bytes = self.bytes or byteTable(self.vocabulary)
    local bytes = dl.core.readElements("u1", { #text }, text):to("int64")
    local ids = self.bytes:indexSelect(1, bytes + 1)
    if ids:amin():item() > 0 then return ids end
  end
  return self.vocabulary:encode(pieces.characters(text))
end

function Char:decode(ids) return table.concat(self.vocabulary:decode(ids)) end

--- data.WordTokenizer(text, {lower = false, minimum = 1, size =, unknown = "<unk>", special =}):
-- words (letters, digits, underscores) and other characters, each by itself; white space is
-- dropped. The most frequent tokens of the text (or of a list of texts) come first. decode puts
-- blanks between tokens.
local Word = new "WordTokenizer"

function Word:__init(text, options)
  options = options or {}
  self.lower = options.lower or false
  local texts, lists = type(text) == "table" and text or { text }, {}
  for i, one in ipairs(texts) do lists[i] = self:tokenize(one) end
  local settings = { minimum = options.minimum, size = options.size, special = options.special,
    unknown = options.unknown == nil and "<unk>" or options.unknown or nil }
  self.vocabulary = Vocabulary.count(lists, settings)
end

function Word:tokenize(text)
  checkText("WordTokenizer", text)
  return pieces.words(self.lower and text:lower() or text)
end

function Word:decode(ids) return table.concat(self.vocabulary:decode(ids), " ") end

return tokenizers
