-- data.csv: numbers from a file with commas.

local dl = require "dlua"

--- The text of a file; a file of gzip is unpacked.
local function readText(path)
  local file, message = io.open(path, "rb")
  if not file then dl.core.raise("data.csv: " .. message) end
  local text = file:read("a")
  file:close()
  if not text then dl.core.raise(("data.csv: %s cannot be read"):format(path)) end
  if text:sub(1, 2) == "\31\139" then
    text, message = dl.core.gunzip(text)
    if not text then dl.core.raise(("data.csv: %s: %s"):format(path, message)) end
  end
  return text
end

local function names(line)
  local list = {}
  for field in (line .. ","):gmatch("([^,]*),") do list[#list + 1] = field:match("^%s*(.-)%s*$") end
  return list
end

--- The numbers of a line, or nil and the first column that holds none.
local function numbers(line)
  local row, column = {}, 0
  for field in (line .. ","):gmatch("([^,]*),") do
    column = column + 1
    row[column] = tonumber(field)
    if not row[column] then return nil, column, field end
  end
  return row
end

local function append(rows, row, where)
  if rows[1] and #row ~= #rows[1] then
    dl.core.raise(("data.csv: %s: %d columns, %d in the lines before")
      :format(where, #row, #rows[1]))
  end
  rows[#rows + 1] = row
end

--- The numbers of a CSV file as an (N, columns) tensor, and the names of the columns, if the first
-- line holds names. Lines that are empty are left out. Files may be packed by gzip. Option: dtype
-- ("float32").
--
--   local table, names = data.csv("iris.csv")
--
-- Text in quotes, other separators and missing values are not read: they are errors that name the
-- line.
return function(path, options)
  if type(path) ~= "string" then
    dl.core.raise("data.csv: the path must be a string, got " .. type(path))
  end
  local rows, header, line = {}, nil, 0
  for text in readText(path):gmatch("([^\r\n]*)\r?\n?") do
    line = line + 1
    if text:find("%S") then
      local row, column, field = numbers(text)
      if row then
        append(rows, row, ("%s, line %d"):format(path, line))
      elseif line == 1 then
        header = names(text)
      else
        dl.core.raise(("data.csv: %s, line %d, column %d: a number expected, got '%s'")
          :format(path, line, column, field:sub(1, 40)))
      end
    end
  end
  if #rows == 0 then dl.core.raise(("data.csv: %s holds no numbers"):format(path)) end
  return dl.tensor(rows, options and options.dtype or "float32"), header
end
