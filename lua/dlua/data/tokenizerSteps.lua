-- The steps of a Hugging Face tokenizer.json around its model: normalizers change the text,
-- pre-tokenizers cut it into pieces, decoders put tokens together again. What is not known is an
-- error when the file is read, not when a text comes.

local dl = require "dlua"
local bpe = require "dlua.data.bpe"
local json = require "dlua.io.json"
local pieces = require "dlua.data.pieces"

local steps = {}

local function refuse(what, ...)
  dl.core.raise("data.BPETokenizer: " .. what:format(...))
end

local function present(value) return value ~= nil and value ~= json.null end

local function plainReplace(text, from, to)
  local parts, position = {}, 1
  if from == "" then return text end
  while true do
    local first, last = text:find(from, position, true)
    if not first then break end
    parts[#parts + 1] = text:sub(position, first - 1)
    parts[#parts + 1] = to
    position = last + 1
  end
  return table.concat(parts) .. text:sub(position)
end

--- A table of makers by type: the steps of a description (nil, one step, or a Sequence), in order.
local function build(makers, description, inside, what, list)
  list = list or {}
  if not present(description) then return list end
  if type(description) ~= "table" or type(description.type) ~= "string" then
    refuse("the %s is no object with a type", what)
  end
  if description.type == "Sequence" then
    for _, inner in ipairs(description[inside] or {}) do
      build(makers, inner, inside, what, list)
    end
    return list
  end
  local make = makers[description.type]
  if not make then refuse("the %s %s is not known", what, description.type) end
  list[#list + 1] = make(description)
  return list
end

local function pattern(description, what)
  local given = type(description.pattern) == "table" and description.pattern or {}
  if type(given.String) == "string" then return given.String, false end
  if type(given.Regex) == "string" then return given.Regex, true end
  return refuse("the %s has no pattern", what)
end

-- ---- normalizers: function(text) -> text ----

local function replaceNormalizer(description)
  local from, isRegex = pattern(description, "normalizer Replace")
  if isRegex then refuse("the normalizer Replace has a regular expression: %s", from) end
  return function(text) return plainReplace(text, from, description.content or "") end
end

local normalizers = {
  Lowercase = function() return string.lower end,
  Prepend = function(description)
    return function(text) return text == "" and "" or (description.prepend or "") .. text end
  end,
  Replace = replaceNormalizer,
  Strip = function(description)
    return function(text)
      if description.strip_left ~= false then text = text:gsub("^%s+", "") end
      if description.strip_right ~= false then text = text:gsub("%s+$", "") end
      return text
    end
  end,
  NFC = function() return function(text) return text end end,       -- what almost every text is in
}

function steps.normalizer(description)
  return build(normalizers, description, "normalizers", "normalizer")
end

-- ---- pre-tokenizers: function(piece, isFirst) -> list of pieces ----

local function byteLevel(description)
  return function(piece)
    if description.add_prefix_space and piece:sub(1, 1) ~= " " then piece = " " .. piece end
    local list = description.use_regex == false and { piece } or pieces.gpt2(piece)
    for i, one in ipairs(list) do list[i] = bpe.fromBytes(one) end
    return list
  end
end

local function metaspace(description)
  local mark = description.replacement or "▁"
  local scheme = description.prepend_scheme
    or description.add_prefix_space == false and "never" or "always"
  return function(piece, isFirst)
    piece = plainReplace(piece, " ", mark)
    local wanted = scheme == "always" or scheme == "first" and isFirst
    if wanted and piece:sub(1, #mark) ~= mark then piece = mark .. piece end
    if description.split == false then return { piece } end
    local list, first = {}, 1
    while true do
      local next = piece:find(mark, first + 1, true)
      list[#list + 1] = piece:sub(first, next and next - 1)
      if not next then return list end
      first = next
    end
  end
end

local splitBehaviours = {
  Removed = function() end,
  Isolated = function(list, piece) list[#list + 1] = piece end,
}

local function splitString(from, behaviour)
  local keep = splitBehaviours[behaviour]
  if not keep then
    refuse("the behaviour %s of the pre-tokenizer Split is not known", tostring(behaviour))
  end
  return function(piece)
    local list, position = {}, 1
    while true do
      local first, last = piece:find(from, position, true)
      if not first then break end
      if first > position then list[#list + 1] = piece:sub(position, first - 1) end
      keep(list, from)
      position = last + 1
    end
    if position <= #piece then list[#list + 1] = piece:sub(position) end
    return list
  end
end

--- The regular expressions of GPT-2, GPT-4 and their kin match all of a text: isolated, or removed
-- when inverted, the pieces are what they match.
local function split(description)
  local from, isRegex = pattern(description, "pre-tokenizer Split")
  if not isRegex then return splitString(from, description.behavior) end
  local whole = description.behavior == "Isolated" and not description.invert
    or description.behavior == "Removed" and description.invert
  if not pieces.knowsPattern(from) or not whole then
    refuse("the regular expression of the pre-tokenizer Split is not known: %s", from)
  end
  return function(piece) return pieces.byPattern(piece, from) end
end

local preTokenizers = {
  ByteLevel = byteLevel,
  Metaspace = metaspace,
  Split = split,
  Whitespace = function() return pieces.whitespace end,
  WhitespaceSplit = function() return pieces.split end,
  Digits = function(description)
    return function(piece) return pieces.digits(piece, not description.individual_digits) end
  end,
}

function steps.preTokenizer(description)
  return build(preTokenizers, description, "pretokenizers", "pre-tokenizer")
end

-- ---- decoders: function(list of tokens) -> list of texts ----

local function each(fn)
  return function(list)
    local results = {}
    for i, token in ipairs(list) do results[i] = fn(token, i) end
    return results
  end
end

--- Tokens such as <0xE2> are bytes; where they make no UTF-8, so is the character that says so.
local function byteFallback(list)
  local results, bytes = {}, {}
  local function flush()
    if #bytes == 0 then return end
    local text = table.concat(bytes)
    results[#results + 1] = utf8.len(text) and text or ("\u{FFFD}"):rep(#bytes)
    bytes = {}
  end
  for _, token in ipairs(list) do
    local byte = token:match("^<0x(%x%x)>$")
    if byte then
      bytes[#bytes + 1] = string.char(tonumber(byte, 16))
    else
      flush()
      results[#results + 1] = token
    end
  end
  flush()
  return results
end

local function strip(description)
  local content = description.content or " "
  return each(function(token)
    for _ = 1, description.start or 0 do
      if token:sub(1, #content) ~= content then break end
      token = token:sub(#content + 1)
    end
    for _ = 1, description.stop or 0 do
      if token:sub(-#content) ~= content then break end
      token = token:sub(1, -#content - 1)
    end
    return token
  end)
end

local decoders = {
  ByteLevel = function()
    return function(list)
      local text = table.concat(list)
      return { bpe.toBytes(text) or text }
    end
  end,
  Metaspace = function(description)
    local mark = description.replacement or "▁"
    local prepends = description.prepend_scheme ~= "never" and description.add_prefix_space ~= false
    return each(function(token, i)
      local text = plainReplace(token, mark, " ")
      return i == 1 and prepends and text:gsub("^ ", "") or text
    end)
  end,
  Replace = function(description)
    local from, isRegex = pattern(description, "decoder Replace")
    if isRegex then refuse("the decoder Replace has a regular expression: %s", from) end
    return each(function(token) return plainReplace(token, from, description.content or "") end)
  end,
  BPEDecoder = function(description)
    local suffix = description.suffix or "</w>"
    return function(list)
      local results = {}
      for i, token in ipairs(list) do
        results[i] = plainReplace(token, suffix, i < #list and " " or "")
      end
      return results
    end
  end,
  ByteFallback = function() return byteFallback end,
  Fuse = function() return function(list) return { table.concat(list) } end end,
  Strip = strip,
}

function steps.decoder(description)
  return build(decoders, description, "decoders", "decoder")
end

-- ---- post-processors: which tokens stand before and behind a text ----

local function template(description)
  local before, behind = {}, {}
  local list = before
  for _, item in ipairs(description.single or {}) do
    if item.Sequence then list = behind end
    if item.SpecialToken then list[#list + 1] = item.SpecialToken.id end
  end
  return { before = before, behind = behind }
end

local function fences(description)
  return { before = { description.cls[1] }, behind = { description.sep[1] } }
end

local postProcessors = {
  ByteLevel = function() return { before = {}, behind = {} } end,
  TemplateProcessing = template, RobertaProcessing = fences, BertProcessing = fences,
}

function steps.postProcessor(description)
  return build(postProcessors, description, "processors", "post-processor")
end

return steps
