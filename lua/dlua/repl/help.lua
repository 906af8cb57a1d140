--- ?name: the manual page of an operator, or the comment above a Lua function.

local general = [[
?name        explains an operator (?relu, ?dl.matmul), a class (?nn.Linear) or a function
TAB          completes names, methods, fields, and file names within strings
x            prints the value of an expression; x; does not
_            is the last result
Ctrl-C       clears the line, or interrupts what is running
Ctrl-R       searches the lines typed before
Ctrl-D       leaves]]

--- The value of a dotted name within `value`, nil when there is none.
local function lookUp(value, name)
  for part in name:gmatch("[^.:]+") do
    local ok, found = pcall(function() return value[part] end)
    if not ok or found == nil then return nil end
    value = found
  end
  return value
end

--- The comment right above line `number` of a file, and that line.
local function commentAbove(path, number)
  local file = io.open(path)
  if not file then return nil end
  local comment, current = {}, 0
  for line in file:lines() do
    current = current + 1
    if current == number then
      comment[#comment + 1] = line
      break
    end
    local text = line:match("^%s*%-%-+ ?(.*)$")
    if text then comment[#comment + 1] = text else comment = {} end
  end
  file:close()
  return table.concat(comment, "\n")
end

local function aboutFunction(f)
  local info = debug.getinfo(f, "S")
  local path = info.source:match("^@(.*)$")
  if info.what == "C" or not path then return "a function written in C" end
  local place = path .. ":" .. info.linedefined
  local comment = commentAbove(path, info.linedefined)
  return comment and comment .. "\n" .. place or place
end

--- The text of dl.doc.
local function operatorPage(name)
  local reference = require "dlua.reference"
  local record = reference.find(name)
  return record and reference.page(record)
end

--- A global, or what dl, nn or optim have under this name.
local function find(name)
  local dl = require "dlua"
  for _, place in ipairs { _G, dl, dl.nn, dl.optim } do
    local value = lookUp(place, name)
    if value ~= nil then return value end
  end
end

return function(name)
  name = name:match("^%s*(.-)[%s()]*$")
  if name == "" then return general end
  local page = operatorPage(name)
  if page then return page end
  local value = find(name)
  if value == nil then return "nothing is known of '" .. name .. "'" end
  if type(value) == "function" then return aboutFunction(value) end
  local doc = type(value) == "table" and value.doc
  return type(doc) == "string" and doc or name .. " is a " .. type(value)
end
