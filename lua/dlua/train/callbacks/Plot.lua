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
  local text = self:text(trainer.history)
  local _, lines = text:gsub("\n", "\n")
  -- Since the last time the progress bar has left a line of its own below the curves.
  local above = self.drawn > 0 and self.drawn + (trainer.progress == false and 0 or 1) or 0
  if above > 0 then self.output:write(("\27[%dA\27[J"):format(above)) end
  self.output:write(text, "\n")
  self.output:flush()
  self.drawn = lines + 1
end

function Plot:fitEnd(trainer)
  if not self.terminal then self.output:write(self:text(trainer.history), "\n") end
end

return Plot
