-- The arguments of constructors that have many: by position, by name in a table at the end, or both:
-- nn.Conv2d(3, 16, 3, 1, 1), nn.Conv2d(3, 16, 3, {padding = 1}).

local dl = require "dlua"

local arguments = {}

local function isNamed(value)
  if type(value) ~= "table" or getmetatable(value) ~= nil then return false end
  local key = next(value)
  return key == nil or type(key) == "string"
end

--- The arguments as a table by name. `names` in their order, a "?" behind those that may be left
-- out. Fails for unknown names, too many arguments and missing ones.
function arguments.read(class, names, ...)
  local given, count, read, known = { ... }, select("#", ...), {}, {}
  local options = isNamed(given[count]) and given[count]
  if options then count = count - 1 end
  if count > #names then
    dl.core.raise(("%s: takes %d arguments, got %d"):format(class, #names, count))
  end
  for i, name in ipairs(names) do
    local key = name:gsub("%?$", "")
    known[key] = true
    if i <= count then read[key] = given[i] end
    if options and options[key] ~= nil then
      if read[key] ~= nil then dl.core.raise(("%s: %s is given twice"):format(class, key)) end
      read[key] = options[key]
    end
    if read[key] == nil and key == name then dl.core.raise(("%s: %s is missing"):format(class, key)) end
  end
  for key in pairs(options or {}) do
    if not known[key] then dl.core.raise(("%s: no option %s"):format(class, tostring(key))) end
  end
  return read
end

--- A positive integer.
function arguments.count(class, name, value)
  if math.type(value) ~= "integer" or value < 1 then
    dl.core.raise(("%s: %s must be a positive integer, got %s"):format(class, name, tostring(value)))
  end
  return value
end

--- Integers for each of `dims` dimensions, from a number or a list: a list. nil: the default.
function arguments.sizes(class, name, value, dims, default)
  if value == nil then value = default end
  if value == nil then return nil end
  local list = type(value) == "table" and value or {}
  for d = 1, type(value) == "table" and 0 or dims do list[d] = value end
  for d = 1, dims do
    if #list ~= dims or math.type(list[d]) ~= "integer" then
      dl.core.raise(("%s: %s must be an integer or %d of them, got %s"):format(class, name, dims,
        type(value) == "table" and #list .. " items" or tostring(value)))
    end
  end
  return list
end

--- A text that was put together, in lines of at most 98 columns; empty lines stay.
function arguments.filled(text)
  local paragraphs = {}
  for paragraph in (text .. "\n\n"):gmatch("(.-)\n\n") do
    local lines, line = {}, ""
    for word in paragraph:gmatch("%S+") do
      if line ~= "" and #line + 1 + #word > 98 then
        lines[#lines + 1], line = line, ""
      end
      line = line == "" and word or line .. " " .. word
    end
    lines[#lines + 1] = line
    paragraphs[#paragraphs + 1] = table.concat(lines, "\n")
  end
  return table.concat(paragraphs, "\n\n")
end

--- How print shows sizes: "3" or "3x5".
function arguments.show(list)
  if type(list) ~= "table" then return tostring(list) end
  for _, size in ipairs(list) do
    if size ~= list[1] then return table.concat(list, "x") end
  end
  return tostring(list[1])
end

return arguments
