-- Texts by lines: plain, JSON, CSV. Plain files are read as they are needed, files of gzip at once.

local dl = require "dlua"
local file = require "dlua.io.file"
local json = require "dlua.io.json"

local lines = {}

local mark = "\u{FEFF}"                      -- of byte order, which some programs write first

--- A function that gives one line after the other, without its end, and its number.
local function reader(path, who)
  if type(path) ~= "string" then
    dl.core.raise(("%s: the path must be a string, got %s"):format(who, type(path)))
  end
  local handle, message = io.open(path, "rb")
  if not handle then return dl.core.raise(("%s: %s"):format(who, message)) end
  local start, reason = handle:read(2)
  if start == "\31\139" then
    handle:close()
    return file.read(path, who):gmatch("([^\n]*)(\n?)")
  end
  if reason then
    handle:close()
    return dl.core.raise(("%s: %s: %s"):format(who, path, reason))
  end
  handle:seek("set")
  return function()
    local line = handle and handle:read("L")
    if line then
      local text, ending = line:match("^([^\n]*)(\n?)$")
      return text, ending
    end
    if handle then handle:close() end
    handle = nil
  end
end

--- Iterate over the lines of a file: text (without "\n" or "\r\n") and number. `who` begins messages.
function lines.each(path, who)
  local advance, number, ended = reader(path, who), 0, false
  return function()
    if ended then return nil end
    local text, ending = advance()
    if not text or text == "" and ending == "" then return nil end
    ended = ending == ""
    number = number + 1
    if number == 1 and text:sub(1, 3) == mark then text = text:sub(4) end
    return text:gsub("\r$", ""), number
  end
end

--- data.lines(path): iterate over the lines of a text (packed by gzip or not), which is read as it is
-- needed: for line, number in data.lines("a.txt") do ... end
function lines.lines(path)
  local advance = lines.each(path, "data.lines")
  return function()
    local text, number = advance()
    return text, number
  end
end

--- data.text(path): a whole text, a string (packed by gzip or not).
function lines.text(path) return file.read(path, "data.text") end

--- data.jsonLines(path, options): iterate over the values of a file with a JSON text on each line; empty
-- lines are passed over. null is the value `null` of require "dlua.io.json". Options: nan (read NaN and
-- Infinity), depth (200).
function lines.jsonLines(path, options)
  local advance = lines.each(path, "data.jsonLines")
  return function()
    while true do
      local text, number = advance()
      if not text then return nil end
      if text:find("%S") then
        local ok, value = pcall(json.decode, text, options)
        if not ok then
          dl.core.raise(("data.jsonLines: %s, line %d: %s"):format(path, number, value))
        end
        return value, number
      end
    end
  end
end

-- ---- CSV (RFC 4180) ----

--- The fields of a record: text between separators; in quotes, which are doubled inside, also these and
-- line ends. nil and the column when a quote is out of place.
local function fieldsOf(record, separator)
  local fields, position, n = {}, 1, 0
  if not record:find('"', 1, true) then
    local pattern = separator == "\t" and "([^\t]*)\t" or ("([^%%%s]*)%%%s"):format(separator, separator)
    for field in (record .. separator):gmatch(pattern) do
      n = n + 1
      fields[n] = field
    end
    return fields
  end
  while position <= #record + 1 do
    local field, after
    local start = record:match("^[ \t]*()\"", position)
    if start and (separator ~= "\t" or start == position) then
      local close = start + 1
      while true do
        close = record:find('"', close, true)
        if not close then return nil, n + 1 end
        if record:sub(close + 1, close + 1) ~= '"' then break end
        close = close + 2
      end
      field = record:sub(start + 1, close - 1):gsub('""', '"')
      after = record:match("^[ ]*()", close + 1)
    else
      after = record:find(separator, position, true) or #record + 1
      field = record:sub(position, after - 1)
    end
    if after <= #record and record:sub(after, after) ~= separator then return nil, n + 1 end
    n = n + 1
    fields[n] = field
    position = after + 1
  end
  return fields
end

local function quotesIn(text)
  local _, count = text:gsub('"', "")
  return count
end

--- The separator of a file: what options say, tabs for names in .tsv, else commas.
function lines.separator(path, options, who)
  local separator = options.separator or type(path) == "string" and path:find("%.tsv") and "\t" or ","
  if type(separator) ~= "string" or #separator ~= 1 or separator:find('[%w"\r\n]') then
    dl.core.raise(who .. ": the separator must be one character, neither letter, digit nor quote")
  end
  return separator
end

--- Iterate over the records of a CSV file: a list of fields (strings) and the number of the line where it
-- begins. Empty lines are passed over.
function lines.records(path, separator, who)
  local advance = lines.each(path, who)
  return function()
    local text, number
    repeat text, number = advance() until not text or text:find("%S")
    if not text then return nil end
    local open = quotesIn(text) % 2 == 1
    while open do
      local more = advance()
      if not more or #text > 1 << 26 then
        dl.core.raise(("%s: %s, line %d: a quote is not closed"):format(who, path, number))
      end
      text = text .. "\n" .. more
      open = quotesIn(more) % 2 == 0
    end
    local fields, column = fieldsOf(text, separator)
    if not fields then
      dl.core.raise(("%s: %s, line %d, column %d: a quote out of place"):format(who, path, number, column))
    end
    return fields, number
  end
end

return lines
