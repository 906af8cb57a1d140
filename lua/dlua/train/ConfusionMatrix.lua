-- train.ConfusionMatrix: how often an example of one class (row) was taken for another (column).

local dl = require "dlua"
local class = require "dlua.class"

local ConfusionMatrix = class.new("train.ConfusionMatrix")

ConfusionMatrix.doc = [[
train.ConfusionMatrix(classes): `classes` is their number, or a list of their names.

  confusion:batchAdd(output, target)   output (N, C) scores or (N) classes, target (N) from 1
  confusion:add(output, target)        one example: scores (C) or a class, and a class
  print(confusion)                     the matrix and the shares that are right, as Torch7 does
  confusion:updateValids()             sets totalValid, averageValid, averageUnionValid (0 to 1)
  confusion:zero()                     starts anew
  train.Trainer { metrics = { right = confusion }, ... }

averageValid is the mean over the classes of the share of each that was found; averageUnionValid
that of the intersection over the union (the VOC measure); classes of which nothing was seen are
left out.]]

function ConfusionMatrix:__init(classes)
  if type(classes) == "table" then
    self.names, self.count = classes, #classes
  else
    self.names, self.count = {}, classes
  end
  if math.type(self.count) ~= "integer" or self.count < 1 then
    dl.core.raise("train.ConfusionMatrix: a number of classes or a list of names expected")
  end
  for i = 1, self.count do self.names[i] = tostring(self.names[i] or i) end
  self:zero()
end

function ConfusionMatrix:zero()
  self.counts = {}
  for row = 1, self.count do
    self.counts[row] = {}
    for column = 1, self.count do self.counts[row][column] = 0 end
  end
  return self
end

local function checked(self, what, value)
  local index = math.tointeger(value)
  if not index or index < 1 or index > self.count then
    dl.core.raise(("train.ConfusionMatrix: %s %s is no class from 1 to %d")
      :format(what, tostring(value), self.count))
  end
  return index
end

function ConfusionMatrix:add(output, target)
  if dl.isTensor(output) then
    output = output:numel() == 1 and output:item() or output:detach():argmax():item()
  end
  if dl.isTensor(target) then target = target:item() end
  local row, column = checked(self, "target", target), checked(self, "output", output)
  self.counts[row][column] = self.counts[row][column] + 1
end

function ConfusionMatrix:batchAdd(outputs, targets)
  if outputs.ndim == 2 then outputs = outputs:detach():argmax(2) end
  if outputs:numel() ~= targets:numel() then
    dl.core.raise(("train.ConfusionMatrix: %d outputs for %d targets")
      :format(outputs:numel(), targets:numel()))
  end
  local columns, rows = outputs:totable(), targets:totable()
  for i, column in ipairs(columns) do self:add(column, rows[i]) end
end

-- As a metric of train.Trainer: reset(), update(output, target), value(): the share that is right.
ConfusionMatrix.reset, ConfusionMatrix.update = ConfusionMatrix.zero, ConfusionMatrix.batchAdd

function ConfusionMatrix:value()
  return self:updateValids()
end

local function sums(self)
  local rows, columns, right, total = {}, {}, 0, 0
  for i = 1, self.count do rows[i], columns[i] = 0, 0 end
  for i = 1, self.count do
    for j = 1, self.count do
      local count = self.counts[i][j]
      rows[i], columns[j], total = rows[i] + count, columns[j] + count, total + count
    end
    right = right + self.counts[i][i]
  end
  return rows, columns, right, total
end

--- The mean of part[i] / whole[i] over those i where there is a whole.
local function meanShare(part, whole)
  local sum, seen = 0, 0
  for i, count in ipairs(whole) do
    if count > 0 then sum, seen = sum + part(i) / count, seen + 1 end
  end
  return seen > 0 and sum / seen or 0
end

function ConfusionMatrix:updateValids()
  local rows, columns, right, total = sums(self)
  local unions = {}
  self.valids = {}
  local function hits(i) return self.counts[i][i] end
  for i = 1, self.count do
    self.valids[i] = rows[i] > 0 and hits(i) / rows[i] or 0
    unions[i] = rows[i] + columns[i] - hits(i)
  end
  self.averageValid = meanShare(hits, rows)
  self.averageUnionValid = meanShare(hits, unions)
  self.totalValid = total > 0 and right / total or 0
  return self.totalValid
end

local function largest(self)
  local most = 0
  for _, row in ipairs(self.counts) do most = math.max(most, table.unpack(row)) end
  return most
end

function ConfusionMatrix:__tostring()
  self:updateValids()
  local lines = { "ConfusionMatrix:" }
  local format = ("%%%dd"):format(math.max(5, #tostring(largest(self)) + 2))
  for i, row in ipairs(self.counts) do
    local cells = {}
    for j, count in ipairs(row) do cells[j] = format:format(count) end
    lines[#lines + 1] = ("%s[%s]%s  %7.3f%%  [class: %s]"):format(i == 1 and "[" or " ",
      table.concat(cells), i == self.count and "]" or " ", 100 * self.valids[i], self.names[i])
  end
  lines[#lines + 1] = (" + average row correct: %.3f%%"):format(100 * self.averageValid)
  lines[#lines + 1] = (" + average rowUcol correct (VOC measure): %.3f%%")
    :format(100 * self.averageUnionValid)
  lines[#lines + 1] = (" + global correct: %.3f%%"):format(100 * self.totalValid)
  return table.concat(lines, "\n")
end

return ConfusionMatrix
