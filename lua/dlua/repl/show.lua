--- Values as the REPL prints them: a table in one or a few lines, cut in depth and in count. It never raises.
-- At most ITEMS are shown of a table, NESTED of one within it, and TOTAL altogether.
local DEPTH, ITEMS, NESTED, TOTAL, STRING = 4, 40, 10, 80, 200

--- tostring, whatever a metamethod does.
local function safeString(value)
  local ok, text = pcall(tostring, value)
  return ok and text or "<" .. type(value) .. ": " .. tostring(text) .. ">"
end

local function isTensor(value)
  local dl = package.loaded.dlua
  return dl and dl.isTensor(value)
end

local function quoted(text)
  local cut = #text > STRING and text:sub(1, STRING) or text
  local escaped = string.format("%q", cut):gsub("\\\n", "\\n")
  if not utf8.len(cut) then
    escaped = escaped:gsub("[\128-\255]", function(c) return string.format("\\x%02X", c:byte()) end)
  end
  return #text > STRING and escaped .. "..." or escaped
end

--- A value that is not a plain table, inside a table: on one line.
local function brief(value)
  if type(value) == "string" then return quoted(value) end
  if type(value) == "function" then return "function" end
  if isTensor(value) then return require("dlua.print").heading(value) end
  local text = safeString(value)
  local first = text:match("^[^\n]*")
  return first == text and text or first .. " ..."
end

local function hasOwnText(value)
  local meta = debug.getmetatable(value)
  return type(meta) == "table" and (rawget(meta, "__tostring") or rawget(meta, "__name")) ~= nil
end

--- Numbers before strings before the rest, each in order.
local function keyOrder(a, b)
  local ta, tb = type(a), type(b)
  if ta ~= tb then return ta < tb end
  if ta == "number" or ta == "string" then return a < b end
  return safeString(a) < safeString(b)
end

--- The keys which are not 1..length, at most a thousand looked at.
local function otherKeys(t, length)
  local keys = {}
  for key in next, t do
    if not (math.type(key) == "integer" and key >= 1 and key <= length) then keys[#keys + 1] = key end
    if #keys >= 1000 then break end
  end
  table.sort(keys, keyOrder)
  return keys
end

local function keyText(key)
  if type(key) == "string" and key:match("^[%a_][%w_]*$") then return key end
  return "[" .. brief(key) .. "]"
end

local tableText

local function itemText(value, width, path)
  if type(value) ~= "table" or hasOwnText(value) then return brief(value) end
  if path[value] then return "{<itself>}" end
  if path.depth >= DEPTH or path.left <= 0 then return next(value) == nil and "{}" or "{...}" end
  return tableText(value, width, path)
end

local function itemTexts(t, width, path)
  local list, length = {}, rawlen(t)
  local keys = otherKeys(t, length)
  local room = math.min(length + #keys, path.depth > 1 and NESTED or ITEMS, path.left)
  path.left = path.left - room
  for i = 1, math.min(length, room) do list[i] = itemText(rawget(t, i), width, path) end
  for i = 1, math.min(#keys, room - #list) do
    list[#list + 1] = keyText(keys[i]) .. " = " .. itemText(rawget(t, keys[i]), width, path)
  end
  local hidden = length + #keys - #list
  if hidden > 0 then list[#list + 1] = "... " .. hidden .. " more" end
  return list
end

--- Items one after the other, as many to a line as fit; one that has several lines gets its own.
local function flow(items, width)
  local lines, line = {}, ""
  for i, item in ipairs(items) do
    if i < #items then item = item .. "," end
    local fits = #line + 1 + #item <= width and not item:find("\n", 1, true) and not line:find("\n", 1, true)
    if line == "" then
      line = item
    elseif fits then
      line = line .. " " .. item
    else
      lines[#lines + 1], line = line, item
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

function tableText(t, width, path)
  path[t], path.depth = true, path.depth + 1
  local items = itemTexts(t, width - 2, path)
  path[t], path.depth = nil, path.depth - 1
  if #items == 0 then return "{}" end
  local text = "{ " .. table.concat(items, ", ") .. " }"
  if #text <= width and not text:find("\n", 1, true) then return text end
  return "{\n  " .. flow(items, width - 2):gsub("\n", "\n  ") .. "\n}"
end

local function valueText(value, width)
  if type(value) ~= "table" or hasOwnText(value) then return safeString(value) end
  return tableText(value, width, { depth = 0, left = TOTAL })
end

--- The text of all values: on one line if they are short, else below each other.
return function(width, ...)
  local texts, long = {}, false
  for i = 1, select("#", ...) do
    texts[i] = valueText((select(i, ...)), width)
    long = long or texts[i]:find("\n", 1, true)
  end
  return table.concat(texts, long and "\n" or "\t")
end
