-- Texts by lines, plain or JSON. Plain files are read as they are needed, files of gzip at once.

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

--- Iterate over the lines of a file: text (without "\n" or "\r\n") and number. `who` begins
-- messages.
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

--- data.lines(path): iterate over the lines of a text (packed by gzip or not), which is read as it
-- is needed: for line, number in data.lines("a.txt") do ... end
function lines.lines(path)
  local advance = lines.each(path, "data.lines")
  return function()
    local text, number = advance()
    return text, number
  end
end

--- data.text(path): a whole text, a string (packed by gzip or not).
function lines.text(path) return file.read(path, "data.text") end

--- data.jsonLines(path, options): iterate over the values of a file with a JSON text on each line;
-- empty lines are passed over. null is the value `null` of require "dlua.io.json". Options: nan
-- (read NaN and Infinity), depth (200).
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

return lines
