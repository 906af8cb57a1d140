-- The records of CSV and TSV files (RFC 4180), read as they are needed. What becomes of their
-- fields is the business of data.csv.

local dl = require "dlua"
local lines = require "dlua.io.lines"

local csv = {}

--- The fields of a record: text between separators; in quotes, which are doubled inside, also these
-- and line ends. nil and the column when a quote is out of place.
local function fieldsOf(record, separator)
  local fields, position, n = {}, 1, 0
  if not record:find('"', 1, true) then
    local pattern = separator == "\t" and "([^\t]*)\t"
      or ("([^%%%s]*)%%%s"):format(separator, separator)
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
function csv.separator(path, options, who)
  local tabs = type(path) == "string" and path:find("%.tsv")
  local separator = options.separator or tabs and "\t" or ","
  if type(separator) ~= "string" or #separator ~= 1 or separator:find('[%w"\r\n]') then
    dl.core.raise(who .. ": the separator must be one character, neither letter, digit nor quote")
  end
  return separator
end

--- Iterate over the records of a CSV file: a list of fields (strings) and the number of the line
-- where it begins. Empty lines are passed over.
function csv.records(path, separator, who)
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
      dl.core.raise(("%s: %s, line %d, column %d: a quote out of place")
        :format(who, path, number, column))
    end
    return fields, number
  end
end

return csv
