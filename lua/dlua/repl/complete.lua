--- Completion at TAB: global names, fields and methods of real values, files within strings, operators after "?",
-- and after "name(" the operator's parameters. Nothing is called to find out, except __index.

local class = require "dlua.class"

local keywords = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
  "not", "or", "repeat", "return", "then", "true", "until", "while",
}

local function isName(text) return type(text) == "string" and text:match("^[%a_][%w_]*$") ~= nil end

--- Add the names in table `t` that begin with `prefix` to the set `found`. Those which begin with
-- an underscore are private: only who types one sees them.
local function addKeys(found, t, prefix, wanted)
  for key, value in next, t do
    local matches = isName(key) and key:sub(1, #prefix) == prefix
    local private = matches and prefix == "" and key:sub(1, 1) == "_"
    if matches and not private and (not wanted or wanted(value)) then found[key] = true end
  end
end

local function isCallable(value)
  if type(value) == "function" then return true end
  local meta = debug.getmetatable(value)
  return type(meta) == "table" and rawget(meta, "__call") ~= nil
end

--- Where a value inherits from: __index while it is a table; the class, when it is a function.
local function parentOf(meta)
  local index = rawget(meta, "__index")
  if type(index) == "table" then return index end
  return index and class.isClass(meta) and meta or nil
end

--- Names of a value's own and those it inherits. What an __index that is a function knows, a
-- metatable tells in the tables __methods and __properties (the latter only a dot reaches).
local function addMembers(found, value, prefix, onlyMethods)
  local wanted = onlyMethods and isCallable or nil
  for _ = 1, 20 do
    if type(value) == "table" then addKeys(found, value, prefix, wanted) end
    local meta = debug.getmetatable(value)
    if type(meta) ~= "table" then return end
    local methods, properties = rawget(meta, "__methods"), rawget(meta, "__properties")
    if type(methods) == "table" then addKeys(found, methods, prefix) end
    if type(properties) == "table" and not onlyMethods then addKeys(found, properties, prefix) end
    local parent = parentOf(meta)
    if parent == nil or parent == value then return end
    value = parent
  end
end

--- nn and optim load a class when it is first named: all files of their folder that are named as
-- classes are, and the members of their families (see lua/dlua/nn/init.lua).
local function addRoom(found, room, prefix, listDirectory)
  local dl = package.loaded.dlua
  for _, name in ipairs { "nn", "optim" } do
    if dl and room == rawget(dl, name) then
      local folder = package.searchpath("dlua." .. name, package.path):match("^(.*)/")
      for _, file in ipairs(listDirectory(folder) or {}) do
        addKeys(found, { [file:match("^(%u%w*)%.lua$") or ""] = true }, prefix)
      end
      for _, family in ipairs(getmetatable(room).__families or {}) do
        addKeys(found, require("dlua." .. name .. "." .. family), prefix)
      end
    end
  end
end

--- The value of "a.b[2].c", or nil. Fields are read, nothing is called.
local function evaluate(path)
  local value = _G
  for part, index in (path .. "."):gmatch("([%a_][%w_]*)([^.:]*)[.:]") do
    value = value[part]
    for key in index:gmatch("%[(.-)%]") do
      value = value[math.tointeger(tonumber(key)) or key:match("^[\"'](.*)[\"']$")]
    end
  end
  return value
end

local function members(path, separator, prefix, listDirectory)
  local found = {}
  local ok, value = pcall(evaluate, path)
  if ok and value ~= nil then
    addMembers(found, value, prefix, separator == ":")
    addRoom(found, value, prefix, listDirectory)
  end
  return found
end

local function globals(prefix)
  local found = {}
  for _, word in ipairs(keywords) do
    if word:sub(1, #prefix) == prefix then found[word] = true end
  end
  addMembers(found, _G, prefix)
  return found
end

local function operators(prefix)
  local found = {}
  for _, record in ipairs(require("dlua").ops()) do addKeys(found, { [record.name] = true }, prefix) end
  return found
end

--- The text of a string that is open at the end of the line, or nil.
local function openString(line)
  local quote, start
  local i = 1
  while i <= #line do
    local c = line:sub(i, i)
    if not quote and line:find("^%-%-", i) then return nil end
    if quote and c == "\\" then
      i = i + 1
    elseif quote == c then
      quote = nil
    elseif not quote and (c == '"' or c == "'") then
      quote, start = c, i + 1
    end
    i = i + 1
  end
  return quote and line:sub(start)
end

local function files(text, listDirectory)
  local folder, prefix = text:match("^(.*/)([^/]*)$")
  folder, prefix = folder or "", prefix or text
  local path = folder:gsub("^~/", (os.getenv("HOME") or "~") .. "/")
  local found = {}
  for _, name in ipairs(listDirectory(path == "" and "." or path) or {}) do
    local hidden = name:sub(1, 1) == "." and prefix:sub(1, 1) ~= "."
    if not hidden and name:sub(1, #prefix) == prefix then found[name] = true end
  end
  return found, prefix
end

--- What could stand at the end of the line: a set of words, and how much of them is there already.
local function candidates(line, listDirectory)
  local text = openString(line)
  if text then return files(text, listDirectory) end
  if line:match("^[^\"']*%-%-") then return {}, "" end          -- a comment
  local asked = line:match("^%?%s*([%w_]*)$")
  if asked then return operators(asked), asked end
  local path, separator, prefix = line:match("([%a_][%w_%.:%[%]\"']*)([.:])([%w_]*)$")
  if path and not path:find("[.:]$") then return members(path, separator, prefix, listDirectory), prefix end
  prefix = line:match("[%w_]*$")
  if line:match("[%w_%]%)\"'][.:][%w_]*$") or (prefix == "" and line:match("%S")) then return {}, prefix end
  return globals(prefix), prefix
end

local function commonPrefix(words)
  local common = words[1]
  for _, word in ipairs(words) do
    while word:sub(1, #common) ~= common do common = common:sub(1, -2) end
  end
  return common
end

--- Words in columns, down and then across, as `ls` does.
local function columns(words, width)
  local widest = 0
  for _, word in ipairs(words) do widest = math.max(widest, #word + 2) end
  local perLine = math.max(1, width // widest)
  local count = (#words + perLine - 1) // perLine
  local lines = {}
  for row = 1, count do
    local cells = {}
    for i = row, #words, count do cells[#cells + 1] = words[i] .. (" "):rep(widest - #words[i]) end
    lines[row] = table.concat(cells):gsub("%s+$", "")
  end
  return table.concat(lines, "\n")
end

--- After "relu(": its parameters.
local function signature(line)
  local name = line:match("([%w_]+)%(%s*$")
  if not name then return nil end
  local reference = require "dlua.reference"
  local record = reference.find(name)
  return record and reference.page(record):match("^[^\n]*")
end

--- The text to insert at the end of `line`, and a listing of the choices; nil for what there is not.
return function(line, width, listDirectory)
  local hint = signature(line)
  if hint then return nil, hint end
  local found, prefix = candidates(line, listDirectory)
  local words = {}
  for word in pairs(found) do words[#words + 1] = word end
  if #words == 0 then return nil, nil end
  table.sort(words)
  local insertion = commonPrefix(words):sub(#prefix + 1)
  if insertion ~= "" or #words == 1 then return insertion, nil end
  return nil, columns(words, width)
end
