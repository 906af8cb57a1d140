-- JSON (RFC 8259) that keeps integers integers: 2 and 2.0 are told apart both ways.
--
--   json.decode('{"shape": [2, 3]}').shape[1]  --> 2, an integer
--   json.encode({ rate = 0.1, shape = { 2, 3 } })  --> {"rate":0.1,"shape":[2,3]}
--
-- null is json.null; an empty table is {} unless made by json.array{}. NaN and infinities have no
-- form in JSON: an error, or Python's NaN, Infinity, -Infinity with {nan = true}. Input that is
-- wrong is an error with its line and column; nesting, both ways, is limited to {depth = 200}.

local json = {}

json.null = setmetatable({}, { __tostring = function() return "null" end })

local arrayMark = { __name = "json.array" }

--- Mark a table as an array, so that an empty one is written as [].
function json.array(list)
  return setmetatable(list, arrayMark)
end

local maximumDepth = 200

-- ---- encoding ----

local escapes = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r",
  ["\t"] = "\\t",
}

local function escape(character)
  return escapes[character] or ("\\u%04x"):format(character:byte())
end

local function encodeString(text, path)
  if not utf8.len(text) then error(("json: the string at %s is not UTF-8"):format(path), 0) end
  return '"' .. text:gsub('[%c"\\\127]', escape) .. '"'
end

local function encodeNumber(value, path, options)
  if math.type(value) == "integer" then return ("%d"):format(value) end
  if value ~= value or value == math.huge or value == -math.huge then
    local name = value ~= value and "NaN" or value > 0 and "Infinity" or "-Infinity"
    if options.nan then return name end
    error(("json: %s at %s has no form in JSON"):format(name, path), 0)
  end
  local text = ("%.15g"):format(value)
  if tonumber(text) ~= value then text = ("%.17g"):format(value) end
  if not text:find("[.e]") then text = text .. ".0" end
  return text
end

--- The length of a list without holes, or nil when the table has other keys.
local function listLength(value)
  local count, last = 0, 0
  for key in pairs(value) do
    if math.type(key) ~= "integer" or key < 1 then return nil end
    count, last = count + 1, math.max(last, key)
  end
  return count == last and count or nil
end

local encode

local function encodeList(value, count, path, depth, options)
  local parts = {}
  for i = 1, count do
    parts[i] = encode(value[i], ("%s[%d]"):format(path, i), depth + 1, options)
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function encodeObject(value, path, depth, options)
  local keys, parts = {}, {}
  for key in pairs(value) do
    if type(key) ~= "string" then
      error(("json: the key %s (%s) at %s: keys must be strings, or positions without holes")
        :format(tostring(key), type(key), path), 0)
    end
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for i, key in ipairs(keys) do
    local inner = path .. "." .. key
    parts[i] = encodeString(key, inner) .. ":" .. encode(value[key], inner, depth + 1, options)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

function encode(value, path, depth, options)
  local kind = type(value)
  if value == nil or value == json.null then return "null" end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then return encodeNumber(value, path, options) end
  if kind == "string" then return encodeString(value, path) end
  if kind ~= "table" then error(("json: a %s at %s"):format(kind, path), 0) end
  if depth > options.depth then
    error(("json: more than %d levels at %s (a table inside itself?)"):format(
      options.depth, path:sub(1, 60)), 0)
  end
  local count = listLength(value)
  if count and (count > 0 or getmetatable(value) == arrayMark) then
    return encodeList(value, count, path, depth, options)
  end
  return encodeObject(value, path, depth, options)
end

--- A value as JSON text, keys sorted. Options: nan (false), depth (200).
function json.encode(value, options)
  options = options or {}
  return encode(value, "value", 1, { nan = options.nan, depth = options.depth or maximumDepth })
end

-- ---- decoding ----

local function fail(text, position, message)
  local before = text:sub(1, position - 1)
  local _, lines = before:gsub("\n", "\n")
  local column = position - (before:match(".*()\n") or 0)
  error(("json: line %d, column %d: %s"):format(lines + 1, column, message), 0)
end

--- What stands at a position, for messages.
local function found(text, position)
  local character = text:sub(position, position)
  if character == "" then return "the end" end
  return character:find("[%g ]") and "'" .. character .. "'" or ("byte %d"):format(character:byte())
end

local function skip(text, position)
  return text:match("^[ \t\r\n]*()", position)
end

local unescapes = {
  ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t",
}

--- \uXXXX at `position` (of the backslash): its number and the position after it.
local function hexEscape(text, position)
  local digits = text:match("^\\u(%x%x%x%x)", position)
  if not digits then fail(text, position, "\\u must be followed by four hexadecimal digits") end
  return tonumber(digits, 16), position + 6
end

local function unicode(text, position)
  local code, after = hexEscape(text, position)
  if code >= 0xDC00 and code <= 0xDFFF then fail(text, position, "half of a surrogate pair") end
  if code < 0xD800 or code > 0xDBFF then return utf8.char(code), after end
  if text:sub(after, after + 1) ~= "\\u" then fail(text, position, "half of a surrogate pair") end
  local low, last = hexEscape(text, after)
  if low < 0xDC00 or low > 0xDFFF then fail(text, after, "half of a surrogate pair") end
  return utf8.char(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00), last
end

--- A string from its opening quote on: the string and the position after the closing one.
local function decodeString(text, position)
  local start, parts = position, {}
  position = position + 1
  while true do
    local plain, after = text:match('^([^"\\%c]*)()', position)
    parts[#parts + 1] = plain
    local character = text:sub(after, after)
    if character == '"' then position = after + 1; break end
    if character ~= "\\" then
      if character == "\127" then
        parts[#parts + 1], position = character, after + 1
        goto continue
      end
      fail(text, after, character == "" and "a string without an end"
        or "a control character in a string: " .. found(text, after))
    end
    if text:sub(after + 1, after + 1) == "u" then
      parts[#parts + 1], position = unicode(text, after)
    else
      parts[#parts + 1] = unescapes[text:sub(after + 1, after + 1)]
        or fail(text, after, "no escape \\ before " .. found(text, after + 1))
      position = after + 2
    end
    ::continue::
  end
  local result = table.concat(parts)
  if not utf8.len(result) then fail(text, start, "a string that is not UTF-8") end
  return result, position
end

local function decodeNumber(text, position)
  local whole, after = text:match("^(-?%d+)()", position)
  if not whole then fail(text, position, "a number needs a digit, got " .. found(text, after)) end
  if whole:find("^-?0%d") then fail(text, position, "a number that begins with 0") end
  local fraction, afterFraction = text:match("^(%.%d+)()", after)
  after = afterFraction or after
  local exponent, afterExponent = text:match("^([eE][+-]?%d+)()", after)
  after = afterExponent or after
  if text:find("^[.eE]", after) then fail(text, after, "a number that is not complete") end
  if not fraction and not exponent then
    -- beyond 64 bits math.tointeger fails and the nearest float is the answer
    return math.tointeger(tonumber(whole)) and tonumber(whole) or tonumber(whole .. ".0"), after
  end
  return tonumber(whole .. (fraction or ".0") .. (exponent or "")), after
end

local literals = { ["true"] = true, ["false"] = false, null = json.null }
local extended = { NaN = 0 / 0, Infinity = math.huge, ["-Infinity"] = -math.huge }

local function decodeWord(text, position, options)
  local word = text:match("^-?%a+", position) or ""
  if literals[word] ~= nil then return literals[word], position + #word end
  if extended[word] then
    if not options.nan then fail(text, position, word .. " is not JSON") end
    return extended[word], position + #word
  end
  return fail(text, position, "a value expected, got " .. found(text, position))
end

local decode

--- After an item: the position of the next one, or nil and the position after the end.
local function nextItem(text, position, close)
  position = skip(text, position)
  local character = text:sub(position, position)
  if character == "," then return skip(text, position + 1) end
  if character == close then return nil, position + 1 end
  return fail(text, position, ("',' or '%s' expected, got %s"):format(close, found(text, position)))
end

local function decodeList(text, position, depth, options)
  local list, after = {}, skip(text, position + 1)
  if text:sub(after, after) == "]" then return json.array(list), after + 1 end
  local item = after
  while item do
    list[#list + 1], after = decode(text, item, depth, options)
    item, after = nextItem(text, after, "]")
  end
  return list, after
end

local function decodeKey(text, position)
  if text:sub(position, position) ~= '"' then
    fail(text, position, "a key in quotes expected, got " .. found(text, position))
  end
  local key, after = decodeString(text, position)
  after = skip(text, after)
  if text:sub(after, after) ~= ":" then
    fail(text, after, "':' expected, got " .. found(text, after))
  end
  return key, skip(text, after + 1)
end

local function decodeObject(text, position, depth, options)
  local object, after = {}, skip(text, position + 1)
  if text:sub(after, after) == "}" then return object, after + 1 end
  local item = after
  while item do
    local key, value = decodeKey(text, item)
    if object[key] ~= nil then fail(text, item, ('the key "%s" a second time'):format(key)) end
    object[key], after = decode(text, value, depth, options)
    item, after = nextItem(text, after, "}")
  end
  return object, after
end

function decode(text, position, depth, options)
  local character = text:sub(position, position)
  if character == '"' then return decodeString(text, position) end
  if character == "{" or character == "[" then
    if depth >= options.depth then
      fail(text, position, ("more than %d levels"):format(options.depth))
    end
    return (character == "{" and decodeObject or decodeList)(text, position, depth + 1, options)
  end
  if text:find("^-?%d", position) then return decodeNumber(text, position) end
  return decodeWord(text, position, options)
end

--- The value of a JSON text. Options: nan (false) reads Python's NaN and Infinity; depth (200).
function json.decode(text, options)
  if type(text) ~= "string" then error("json: a string expected, got " .. type(text), 2) end
  options = options or {}
  local value, after = decode(text, skip(text, 1), 0,
    { nan = options.nan, depth = options.depth or maximumDepth })
  after = skip(text, after)
  if after <= #text then fail(text, after, "nothing more expected, got " .. found(text, after)) end
  return value
end

return json
