-- optim.Logger: Torch7's log of a training: columns of numbers in a file.

local dl = require "dlua"
local class = require "dlua.class"

local Logger = class.new("optim.Logger")

Logger.doc = [[
optim.Logger(path): a log in Torch7's form.

  local logger = optim.Logger("train.log")
  logger:setNames { "loss", "accuracy" }
  logger:add { 0.5, 0.9 }          a line for each; or with names: logger:add { loss = 0.5 }
  print(logger:plot())             the columns as curves (dl.plot.lines)

The numbers are separated by tabs, below a line of names; with names in add, the first call decides
on the columns. (train.CSVLog and train.JSONLog do this for a Trainer.)]]

function Logger:__init(path)
  local file, message = io.open(path, "w")
  if not file then dl.core.raise("optim.Logger: " .. message) end
  self.path, self.file, self.columns = path, file, {}
end

local function write(self, cells)
  self.file:write(table.concat(cells, "\t"), "\n")
  self.file:flush()
end

--- The names of the columns, before the first line.
function Logger:setNames(names)
  self.names = names
  for i in ipairs(names) do self.columns[i] = {} end
  write(self, names)
  return self
end

local function sortedNames(values)
  local names = {}
  for name in pairs(values) do names[#names + 1] = name end
  table.sort(names)
  return names
end

--- One more line: a list of numbers in the order of the columns, or numbers by name.
function Logger:add(values)
  if #values == 0 and next(values) ~= nil then
    if not self.names then self:setNames(sortedNames(values)) end
    local list = {}
    for i, name in ipairs(self.names) do
      if values[name] == nil then dl.core.raise("optim.Logger: add: no value for " .. name) end
      list[i] = values[name]
    end
    values = list
  end
  if self.names and #values ~= #self.names then
    dl.core.raise(("optim.Logger: add: %d values for %d columns"):format(#values, #self.names))
  end
  local cells = {}
  for i, value in ipairs(values) do
    self.columns[i] = self.columns[i] or {}
    table.insert(self.columns[i], value)
    cells[i] = ("%.10g"):format(value)
  end
  write(self, cells)
end

--- The columns as curves: text. The options are those of dl.plot.lines.
function Logger:plot(options)
  local series = {}
  for i, values in ipairs(self.columns) do
    series[i] = { name = self.names and self.names[i], values = values }
  end
  return dl.plot.lines(series, options)
end

return Logger
