-- train.Plot: the curves of a training in the terminal, drawn anew after each epoch.

local dl = require "dlua"
local class = require "dlua.class"
local Callback = require "dlua.train.Callback"

local Plot = class.new("train.Plot", Callback)

Plot.doc = [[
train.Plot{names = {"loss", "testLoss"}, width = 60, height = 10, log = false, output = io.stderr,
terminal =}: the numbers of the history as curves (dl.plot.lines). On a terminal they are drawn over
after each epoch; elsewhere once, at the end. `terminal` says whether there is one (found out by
itself).]]

function Plot:__init(options)
  options = options or {}
  self.names = options.names or { "loss", "testLoss" }
  self.width, self.height = options.width or 60, options.height or 10
  self.log, self.output = options.log or false, options.output or io.stderr
  self.terminal = options.terminal
  if self.terminal == nil then
    self.terminal = self.output == io.stderr and dl.core.isTerminal(2)
  end
  self.drawn = 0
end

function Plot:fitBegin(trainer)
  trainer.isDrawn = self.terminal or nil
end

--- The numbers of the last record: "epoch 3/20  loss 0.1  testLoss 0.2".
local function title(trainer)
  local record = trainer.history[#trainer.history]
  local names, parts = {}, { ("epoch %d/%d"):format(record.epoch, trainer.epochs) }
  for name, value in pairs(record) do
    local isShown = name ~= "epoch" and name ~= "seconds" and name ~= "lr"
    if isShown and type(value) == "number" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = ("%s %.4g"):format(name, record[name]) end
  return table.concat(parts, "  "):sub(1, dl.core.terminalWidth() - 1)
end

function Plot:text(history)
  local series = {}
  for _, name in ipairs(self.names) do
    local values = {}
    for i, record in ipairs(history) do values[i] = record[name] end
    if #values > 0 then series[#series + 1] = { name = name, values = values } end
  end
  return dl.plot.lines(series, { width = self.width, height = self.height, log = self.log,
    colour = self.terminal })
end

function Plot:epochEnd(trainer)
  if not self.terminal then return end
  local text = title(trainer) .. "\n" .. self:text(trainer.history) .. "\n"
  if self.drawn > 0 then self.output:write(("\27[%dA\27[J"):format(self.drawn)) end
  self.output:write(text)
  self.output:flush()
  self.drawn = select(2, text:gsub("\n", "\n"))
end

function Plot:fitEnd(trainer)
  if not self.terminal then self.output:write(self:text(trainer.history), "\n") end
end

return Plot
