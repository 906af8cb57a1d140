-- Byte-pair encoding: which symbols of a word are joined, and learning which.
-- R. Sennrich, B. Haddow, A. Birch: "Neural Machine Translation of Rare Words with Subword Units",
-- 2016.

local bpe = {}

-- ---- bytes as characters (GPT-2) ----

--- Each byte has a character that can be seen: itself where it can, else one from 256 on.
local function byteCharacters()
  local of, next = {}, 256
  for byte = 0, 255 do
    local visible = byte >= 33 and byte <= 126 or byte >= 161 and byte <= 172 or byte >= 174
    of[byte] = utf8.char(visible and byte or next)
    if not visible then next = next + 1 end
  end
  return of
end

local characterOf, byteOf = {}, {}
for byte, character in pairs(byteCharacters()) do
  characterOf[string.char(byte)], byteOf[character] = character, string.char(byte)
end

--- Text as visible characters, one for each byte; and back (nil: a character that stands for no
-- byte).
function bpe.fromBytes(text) return (text:gsub(".", characterOf)) end

function bpe.toBytes(text)
  local parts = {}
  for character in text:gmatch(utf8.charpattern) do
    if not byteOf[character] then return nil end
    parts[#parts + 1] = byteOf[character]
  end
  return table.concat(parts)
end

function bpe.byteAlphabet()
  local list = {}
  for _, character in pairs(characterOf) do list[#list + 1] = character end
  table.sort(list)
  return list
end

-- ---- joining ----

--- Join the symbols of a list in place: again and again the pair of the lowest rank, the first of
-- equal ones. ranks[left][right] is a number or nil.
function bpe.join(symbols, ranks)
  while #symbols > 1 do
    local best, place
    for i = 1, #symbols - 1 do
      local row = ranks[symbols[i]]
      local rank = row and row[symbols[i + 1]]
      if rank and (not best or rank < best) then best, place = rank, i end
    end
    if not best then break end
    symbols[place] = symbols[place] .. table.remove(symbols, place + 1)
  end
  return symbols
end

-- ---- a queue of pairs: most frequent first, then the lower numbers ----

local function before(a, b)
  if a.count ~= b.count then return a.count > b.count end
  if a.left ~= b.left then return a.left < b.left end
  return a.right < b.right
end

local function push(queue, item)
  local i = #queue + 1
  queue[i] = item
  while i > 1 and before(item, queue[i // 2]) do
    queue[i], queue[i // 2] = queue[i // 2], item
    i = i // 2
  end
end

local function pop(queue)
  local top, last = queue[1], table.remove(queue)
  if #queue == 0 then return top end
  local i = 1
  queue[1] = last
  while true do
    local child = 2 * i
    if child < #queue and before(queue[child + 1], queue[child]) then child = child + 1 end
    if child > #queue or not before(queue[child], last) then return top end
    queue[i], queue[child] = queue[child], last
    i = child
  end
end

-- ---- learning ----

--- What is counted while pairs are joined: words as lists of numbers, and for each pair its count
-- and the words in which it is (or was).
local function newState(words, idOf)
  local state = { words = {}, pairs = {}, queue = {} }
  for i, word in ipairs(words) do
    local ids = {}
    for k, symbol in ipairs(word.symbols) do ids[k] = idOf[symbol] end
    state.words[i] = { ids = ids, count = word.count }
  end
  return state
end

local function change(state, left, right, word, by)
  local key = left << 32 | right
  local entry = state.pairs[key]
  if not entry then
    entry = { count = 0, left = left, right = right, words = {} }
    state.pairs[key] = entry
  end
  entry.count = entry.count + by
  if by > 0 then entry.words[word] = true end
  return entry
end

--- Replace the pair in a word by its new number; the pairs that arise are noted in `touched`.
local function replace(state, word, left, right, new, touched)
  local ids, joined, i = word.ids, {}, 1
  while i <= #ids do
    if ids[i] == left and ids[i + 1] == right then
      local previous, next = joined[#joined], ids[i + 2]
      if previous then
        change(state, previous, left, word, -word.count)
        touched[change(state, previous, new, word, word.count)] = true
      end
      if next then
        change(state, right, next, word, -word.count)
        touched[change(state, new, next, word, word.count)] = true
      end
      joined[#joined + 1] = new
      i = i + 2
    else
      joined[#joined + 1] = ids[i]
      i = i + 1
    end
  end
  word.ids = joined
end

local function enqueue(state, entry)
  if entry.count > 0 then
    push(state.queue, { count = entry.count, left = entry.left, right = entry.right,
      entry = entry })
  end
end

--- The most frequent pair as it stands now, or nil.
local function next(state)
  while #state.queue > 0 do
    local item = pop(state.queue)
    if item.count == item.entry.count then return item.entry end
    item.count = item.entry.count                -- it changed meanwhile: back to where it belongs
    if item.count > 0 then push(state.queue, item) end
  end
end

--- Learn merges. words: a list of {symbols = list of strings, count =}; tokens: the vocabulary so
-- far, in order, holding every symbol; size: of the vocabulary to reach; minimum: the least count
-- of a pair. Appends to tokens and returns the list of merges {left, right}. Pairs of equal
-- frequency are joined in the order of their tokens, as Hugging Face's trainer does.
function bpe.learn(words, tokens, size, minimum)
  local idOf, merges = {}, {}
  for i, token in ipairs(tokens) do idOf[token] = i end
  local state = newState(words, idOf)
  for _, word in ipairs(state.words) do
    for k = 1, #word.ids - 1 do change(state, word.ids[k], word.ids[k + 1], word, word.count) end
  end
  for _, entry in pairs(state.pairs) do enqueue(state, entry) end
  while #tokens < size do
    local best = next(state)
    if not best or best.count < minimum then break end
    local left, right = best.left, best.right
    local token = tokens[left] .. tokens[right]
    merges[#merges + 1] = { tokens[left], tokens[right] }
    if not idOf[token] then
      tokens[#tokens + 1] = token
      idOf[token] = #tokens
    end
    local touched = {}
    for word in pairs(best.words) do replace(state, word, left, right, idOf[token], touched) end
    best.count, best.words = 0, {}
    for entry in pairs(touched) do enqueue(state, entry) end
  end
  return merges
end

return bpe
