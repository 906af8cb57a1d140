-- data.csv and data.csvRows: tables in text files.

local dl = require "dlua"
local file = require "dlua.io.file"
local records = require "dlua.io.csv"

local csv = {}

local known = {
  dtype = true, separator = true, header = true, missing = true, fill = true, columns = true,
  types = true,
}

local function options(given, who)
  given = given or {}
  if type(given) ~= "table" then
    dl.core.raise(("%s: options by name expected, got %s"):format(who, type(given)))
  end
  for key in pairs(given) do
    if not known[key] then dl.core.raise(("%s: no option %s"):format(who, tostring(key))) end
  end
  return given
end

local function trim(text) return text:match("^%s*(.-)%s*$") end

local function allNumbers(fields)
  for _, field in ipairs(fields) do
    if not tonumber(field) then return false end
  end
  return true
end

local function trimmed(fields)
  local list = {}
  for i, field in ipairs(fields) do list[i] = trim(field) end
  return list
end

--- What stands for a missing value: a set of texts.
local function missingSet(list)
  local set = { [""] = true }
  if type(list) ~= "table" then list = { "NA", "N/A", "nan", "NaN", "null", "?" } end
  for _, text in ipairs(list) do
    set[text] = true
  end
  return set
end

--- Iterate over the records behind the header; returns the iterator and the names, if there are
-- any.
local function open(path, settings, who)
  local advance = records.records(path, records.separator(path, settings, who), who)
  local first, line = advance()
  local header = settings.header
  if header == nil then
    header = first ~= nil and not allNumbers(first)
    for _, field in ipairs(header and first or {}) do
      -- a line with numbers is one of data, even if something is missing in it
      if tonumber(field) then header = false end
    end
  end
  if header and first then return advance, trimmed(first) end
  local pending = first
  return function()
    if pending then
      local fields = pending
      pending = nil
      return fields, line
    end
    return advance()
  end
end

local function checkWidth(path, who, fields, width, line)
  if width and #fields ~= width then
    dl.core.raise(("%s: %s, line %d: %d columns, %d in the lines before")
      :format(who, path, line, #fields, width))
  end
  return #fields
end

--- data.csvRows(path, options): iterate over the records of a file that may be larger than memory.
--
--   for fields, names, line in data.csvRows("big.csv") do ... end
--
-- fields is a list of strings, names that of the header (nil: there is none). Options: separator,
-- header.
function csv.csvRows(path, given)
  local who = "data.csvRows"
  local settings = options(given, who)
  local advance, names = open(path, settings, who)
  local width = names and #names
  return function()
    local fields, line = advance()
    if not fields then return nil end
    width = checkWidth(path, who, fields, width, line)
    return fields, names, line
  end
end

-- ---- all of it ----

local function numbers(path, settings, fields, line, missing)
  local row = {}
  for column, field in ipairs(fields) do
    local number = tonumber(field)
    if not number and missing and missing[trim(field)] then number = settings.fill or 0 / 0 end
    if not number then
      dl.core.raise(("data.csv: %s, line %d, column %d: a number expected, got '%s'")
        :format(path, line, column, field:sub(1, 40)))
    end
    row[column] = number
  end
  return row
end

--- Numbers and nothing else, behind a header or not, by way of C: tensor and names, or nil.
local function plainMatrix(path, settings)
  local dtype = settings.dtype or "float32"
  if dtype ~= "float32" and dtype ~= "float64" then return nil end
  local text = file.read(path, "data.csv")
  local first, start = text:match("^([^\n]*)\n?()")
  local separator, names = records.separator(path, settings, "data.csv"), nil
  if first:find('[%w]') and settings.header ~= false then
    local fields, any = {}, false
    for field in (first .. separator):gmatch(("([^%%%s]*)%%%s"):format(separator, separator)) do
      fields[#fields + 1] = trim(field)
      any = any or tonumber(field) ~= nil
    end
    if settings.header or not any then names = fields end
  end
  if first:find('["\239]') then return nil end
  local matrix = dl.core.readTable(text, separator, dtype, names and start or 1)
  if not matrix or names and matrix:size(2) ~= #names then return nil end
  return matrix, names
end

local function asMatrix(path, settings)
  local matrix, header = plainMatrix(path, settings)
  if matrix then return matrix, header end
  local advance, names = open(path, settings, "data.csv")
  local missing = settings.missing and missingSet(settings.missing)
  local rows, width = {}, names and #names
  for fields, line in advance do
    width = checkWidth(path, "data.csv", fields, width, line)
    rows[#rows + 1] = numbers(path, settings, fields, line, missing)
  end
  if #rows == 0 then dl.core.raise(("data.csv: %s holds no numbers"):format(path)) end
  return dl.tensor(rows, settings.dtype or "float32"), names
end

local kinds = { number = true, integer = true, string = true, class = true }

--- The kind of a column: integers, numbers or strings, whatever fits all that is not missing.
local function guess(column, missing)
  local kind = "integer"
  for _, field in ipairs(column) do
    if not missing[field] then
      local number = tonumber(field)
      if not number then return "string" end
      if math.type(number) == "float" then kind = "number" end
    elseif kind == "integer" then
      kind = "number"                        -- NaN has no integer
    end
  end
  return kind
end

local function toNumbers(path, name, column, kind, settings, missing)
  local list = {}
  for i, field in ipairs(column) do
    local number = tonumber(field)
    if not number and missing[field] then number = settings.fill or kind == "number" and 0 / 0 end
    if not number or kind == "integer" and not math.tointeger(number) then
      dl.core.raise(("data.csv: %s, column %s, record %d: %s expected, got '%s'"):format(
        path, name, i, kind == "integer" and "an integer" or "a number", field:sub(1, 40)))
    end
    list[i] = number
  end
  return dl.tensor(list, kind == "integer" and "int64" or settings.dtype or "float32")
end

--- Strings as classes from 1, in the order of the alphabet; and their names.
local function toClasses(column)
  local seen, names, ids = {}, {}, {}
  for _, field in ipairs(column) do
    if not seen[field] then
      seen[field] = true
      names[#names + 1] = field
    end
  end
  table.sort(names)
  for i, name in ipairs(names) do seen[name] = i end
  for i, field in ipairs(column) do ids[i] = seen[field] end
  return dl.tensor(ids, "int64"), names
end

local function kindOf(name, i, column, settings, missing)
  local types = settings.types or {}
  local kind = types[name] or types[i] or guess(column, missing)
  if not kinds[kind] then
    dl.core.raise("data.csv: the type of column " .. name ..
      ' must be "number", "integer", "string" or "class"')
  end
  return kind
end

local function asColumns(path, settings)
  local advance, names = open(path, settings, "data.csv")
  local missing, columns, width = missingSet(settings.missing), {}, names and #names
  local count = 0
  for fields, line in advance do
    width = checkWidth(path, "data.csv", fields, width, line)
    count = count + 1
    for i, field in ipairs(fields) do
      columns[i] = columns[i] or {}
      columns[i][count] = trim(field)
    end
  end
  local result, order, classes = {}, {}, {}
  for i = 1, width or 0 do
    local name = names and names[i] or "column" .. i
    local column = columns[i] or {}
    local kind = kindOf(name, i, column, settings, missing)
    order[i] = name
    if kind == "class" then
      result[name], classes[name] = toClasses(column)
    elseif kind == "string" then
      result[name] = column
    else
      result[name] = toNumbers(path, name, column, kind, settings, missing)
    end
  end
  return result, order, classes
end

--- data.csv(path, options): the numbers of a CSV file (or TSV: *.tsv, *.tsv.gz; packed by gzip or
-- not) as an (N, columns) tensor, and the names of the columns, if the first line holds names.
-- Empty lines are left out; fields may stand in quotes (RFC 4180).
--
--   local table, names = data.csv("iris.csv")
--   local columns, names, classes = data.csv("people.csv",
--     { columns = true, types = { city = "class" } })
--
-- Options:
--   dtype      of numbers ("float32")
--   separator  one character (",", or tab for .tsv)
--   header     whether the first line holds names (default: when nothing in it is a number)
--   missing    true, or a list of what stands for a missing number besides nothing at all (true:
--              NA, N/A, nan, NaN, null, ?); without it such a field is an error
--   fill       the number for what is missing (NaN)
--   columns    true: a table of columns by name ("column1" ... without a header), the names in
--              order, and for classes the names of these. Of columns without text the type is
--              guessed: int64, or dtype with NaN for what is missing; others are lists of strings.
--   types      with columns: {name or position = "number", "integer", "string" or "class" (int64
--              from 1, names in the order of the alphabet)}
--
-- A file that does not fit in memory: data.csvRows.
function csv.csv(path, given)
  if type(path) ~= "string" then
    dl.core.raise("data.csv: the path must be a string, got " .. type(path))
  end
  local settings = options(given, "data.csv")
  if settings.columns then return asColumns(path, settings) end
  return asMatrix(path, settings)
end

return csv
