-- How tokenisers cut a text into pieces before they look at each by itself.
--
-- The rules are regular expressions over kinds of characters. A text becomes a string with one
-- letter for each character, on which Lua's own patterns do the work:
--
--   L a letter   N a number   _ a space   n a line end   s other white space
--   ' the apostrophe   o other

local unicode = require "dlua.data.unicode"

local pieces = {}

local ascii = {}
for byte = 0, 127 do
  local character = string.char(byte)
  ascii[character] = character:find("%a") and "L" or character:find("%d") and "N"
    or character:find("[\r\n]") and "n" or character:find("%s") and "s" or "o"
end
ascii[" "], ascii["'"] = "_", "'"

local kinds = setmetatable({}, { __index = function(self, character)
  local point = #character > 1 and utf8.len(character) == 1 and utf8.codepoint(character)
  local kind = ascii[character] or point and unicode.kind(point) or "o"
  self[character] = kind
  return kind
end })

--- The kinds of a text's characters, and a list of where in it each begins (nil when all are
-- bytes). A byte that is no UTF-8 counts as a character.
local function kindsOf(text)
  if not text:find("[\128-\255]") then return (text:gsub(".", ascii)), nil end
  local list, starts = {}, {}
  local position, count = 1, 0
  while position <= #text do
    local character = text:match("^[\0-\127\194-\244][\128-\191]*", position)
    if not character or not utf8.len(character) then character = text:sub(position, position) end
    count = count + 1
    list[count], starts[count] = kinds[character], position
    position = position + #character
  end
  starts[count + 1] = position
  return table.concat(list), starts
end

--- Cut by a rule: rule(kinds, i, at) returns the end of the piece that begins with character i.
-- `at` gives the text from the j-th character on, as many bytes as asked for.
local function cut(text, rule)
  local list, all, starts = {}, kindsOf(text)
  local function at(j, bytes)
    local first = starts and starts[j] or j
    return text:sub(first, first + bytes - 1)
  end
  local i, count = 1, #all
  while i <= count do
    local last = rule(all, i, at)
    local first = starts and starts[i] or i
    list[#list + 1] = text:sub(first, starts and starts[last + 1] - 1 or last)
    i = last + 1
  end
  return list
end

-- ---- the rules of known tokenisers ----

local endings = { s = 1, t = 1, m = 1, d = 1, re = 2, ve = 2, ll = 2 }

--- "'s", "'re" ...: the last character of what follows an apostrophe, or nil.
local function contraction(i, at, anyCase)
  local tail = at(i + 1, 2)
  if anyCase then tail = tail:lower() end
  local length = endings[tail:sub(1, 1)] or endings[tail]
  return length and i + length
end

--- White space: all of it at the end of the text, else all but the last, which goes with what
-- follows.
local function space(all, i)
  local last = all:match("^[_ns]+()", i) - 1
  if last > i and last < #all then last = last - 1 end
  return last
end

--- GPT-2: 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
local function gpt2(all, i, at)
  if all:sub(i, i) == "'" then
    local last = contraction(i, at)
    if last then return last end
  end
  local after = all:match("^_?L+()", i) or all:match("^_?N+()", i) or all:match("^_?['o]+()", i)
  return after and after - 1 or space(all, i)
end

--- cl100k (GPT-4, Llama 3) and Qwen 2, which differ in how many digits go together:
-- (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|
-- \s*[\r\n]+|\s+(?!\S)|\s+
local function cl100k(digits)
  return function(all, i, at)
    if all:sub(i, i) == "'" then
      local last = contraction(i, at, true)
      if last then return last end
    end
    local after = all:match("^[_s'o]?L+()", i)
    if after then return after - 1 end
    local numbers = all:match("^N+()", i)
    if numbers then return math.min(numbers - 1, i + digits - 1) end
    after = all:match("^_?['o]+n*()", i) or all:match("^[_ns]*n()", i)
    return after and after - 1 or space(all, i)
  end
end

--- Words (with digits and underscores) and runs of other characters; white space is dropped.
local function whitespace(all, i, at)
  local kind = all:sub(i, i)
  if kind:find("[_ns]") then return all:match("^[_ns]+()", i) - 1 end
  local function isWord(j)
    return all:find("^[LN]", j) ~= nil or at(j, 1) == "_"
  end
  local word, last = isWord(i), i
  while last < #all and not all:find("^[_ns]", last + 1) and isWord(last + 1) == word do
    last = last + 1
  end
  return last
end

--- Words, and each other character by itself.
local function words(all, i, at)
  if all:find("^[LN]", i) or all:find("^[_ns]", i) then return whitespace(all, i, at) end
  return i
end

local function dropSpace(list)
  local kept = {}
  for _, piece in ipairs(list) do
    if piece:find("%S") and kindsOf(piece):find("[LNo']") then kept[#kept + 1] = piece end
  end
  return kept
end

pieces.gpt2Pattern = [['(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+]]

local cl100kHead = [[(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|]]
local cl100kTail = [[| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+]]

local byPattern = {
  [pieces.gpt2Pattern] = gpt2,
  [ [['s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+]] ] = gpt2,
  [cl100kHead .. [[\p{N}{1,3}]] .. cl100kTail] = cl100k(3),
  [cl100kHead .. [[\p{N}]] .. cl100kTail] = cl100k(1),
}

--- The pieces of a text by one of the regular expressions that are known, or nil.
function pieces.byPattern(text, pattern)
  return byPattern[pattern] and cut(text, byPattern[pattern])
end

function pieces.knowsPattern(pattern) return byPattern[pattern] ~= nil end

function pieces.gpt2(text) return cut(text, gpt2) end

--- Hugging Face's Whitespace: \w+|[^\w\s]+
function pieces.whitespace(text) return dropSpace(cut(text, whitespace)) end

--- Words and single other characters.
function pieces.words(text) return dropSpace(cut(text, words)) end

--- Runs of what is no white space.
function pieces.split(text)
  return dropSpace(cut(text, function(all, i)
    return (all:match("^[_ns]+()", i) or all:match("^[^_ns]+()", i)) - 1
  end))
end

--- Digits, each by itself or (together = true) runs of them, apart from the rest.
function pieces.digits(text, together)
  return cut(text, function(all, i)
    local after = all:match("^N+()", i)
    if after then return together and after - 1 or i end
    return all:match("^[^N]+()", i) - 1
  end)
end

--- The characters of a text, a list.
function pieces.characters(text)
  return cut(text, function(_, i) return i end)
end

return pieces
