-- train.CSVLog and train.JSONLog: the record of each epoch as a line of a file.

local dl = require "dlua"
local class = require "dlua.class"
local json = require "dlua.io.json"
local Callback = require "dlua.train.Callback"

local logs = {}

--- A file that is opened when the training begins: anew, or to go on where it is being resumed.
local Log = class.new("train.Log", Callback)

function Log:__init(path)
  if type(path) ~= "string" then
    dl.core.raise(self.__name .. ": the path of a file expected, got a " .. type(path))
  end
  self.path = path
end

function Log:fitBegin(trainer)
  local file, message = io.open(self.path, trainer.epoch > 0 and "a" or "w")
  if not file then dl.core.raise(("%s: %s"):format(self.__name, message)) end
  self.file = file
end

function Log:write(line)
  local ok, message = self.file:write(line, "\n")
  if ok then ok, message = self.file:flush() end
  if not ok then dl.core.raise(("%s: %s: %s"):format(self.__name, self.path, message)) end
end

function Log:fitEnd()
  self.file:close()
end

-- ---- lines of JSON ----

local JSONLog = class.new("train.JSONLog", Log)

JSONLog.doc = [[
train.JSONLog(path): the record of each epoch as a line of JSON, {"epoch":1,"loss":0.5, ...}.
Numbers that are not finite are written as Python reads them (NaN, Infinity). A training that is
resumed goes on with the file.]]

function JSONLog:epochEnd(_, record)
  self:write(json.encode(record, { nan = true }))
end

-- ---- columns ----

local CSVLog = class.new("train.CSVLog", Log)

CSVLog.doc = [[
train.CSVLog(path): the record of each epoch as a line of a table: epoch, then the other numbers in
the order of the alphabet. The first epoch decides on the columns. A training that is resumed goes
on with the file.]]

--- The names of the columns a file has already, or nil.
local function columnsOf(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local line = file:read "l"
  file:close()
  if not line then return nil end
  local names = {}
  for name in line:gmatch "[^,]+" do names[#names + 1] = name end
  return names
end

local function columnsFor(record)
  local names = {}
  for name, value in pairs(record) do
    if type(value) == "number" and name ~= "epoch" then names[#names + 1] = name end
  end
  table.sort(names)
  table.insert(names, 1, "epoch")
  return names
end

function CSVLog:fitBegin(trainer)
  self.columns = trainer.epoch > 0 and columnsOf(self.path) or nil
  Log.fitBegin(self, trainer)
end

function CSVLog:epochEnd(_, record)
  if not self.columns then
    self.columns = columnsFor(record)
    self:write(table.concat(self.columns, ","))
  end
  local cells = {}
  for i, name in ipairs(self.columns) do
    local value = record[name]
    cells[i] = value == nil and "" or math.type(value) == "integer" and ("%d"):format(value)
      or ("%.10g"):format(value)
  end
  self:write(table.concat(cells, ","))
end

logs.CSVLog, logs.JSONLog = CSVLog, JSONLog

return logs
