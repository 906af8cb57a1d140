-- train.Progress: how far a loop is, how fast it goes and what it has reached, on stderr.
--
--   epoch 3/20  [=============>          ]  58%  loss 0.1234  812/s  0:04
--
-- One line that is written over on a terminal; elsewhere (a file, a pipe) nothing until the end,
-- which is one plain line.

local dl = require "dlua"
local class = require "dlua.class"

local Progress = class.new("train.Progress")

Progress.doc = [[
train.Progress(total, {title = "", width = 24, output = io.stderr, terminal =}): a bar of `total`
steps.

  local bar = train.Progress(#loader, { title = "epoch 1/20" })
  for x, y in loader:iter() do ...; bar:step { loss = loss:item() } end
  bar:finish { accuracy = 0.97 }

step(values) shows its values as they are; finish(values) ends the line, clear() takes it away. On a
terminal the line is renewed ten times a second at most. `terminal` says whether there is one (found
out by itself).]]

local renewal = 0.1  -- seconds

function Progress:__init(total, options)
  options = options or {}
  self.total, self.done = total, 0
  self.title, self.width = options.title or "", options.width or 24
  self.output = options.output or io.stderr
  self.terminal = options.terminal
  if self.terminal == nil then
    self.terminal = self.output == io.stderr and dl.core.isTerminal(2)
  end
  self.values, self.longest = {}, 0
  self.start = dl.core.clock()
  self.shown = self.start - renewal
end

local function show(value)
  if math.type(value) == "integer" then return ("%d"):format(value) end
  if type(value) == "number" then return ("%.4g"):format(value) end
  return tostring(value)
end

--- "loss 0.1234  accuracy 0.97": names in the order of the alphabet.
local function valuesText(values)
  local names, parts = {}, {}
  for name in pairs(values) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = name .. " " .. show(values[name]) end
  return table.concat(parts, "  ")
end

local function timeText(seconds)
  seconds = math.floor(seconds + 0.5)
  if seconds < 3600 then return ("%d:%02d"):format(seconds // 60, seconds % 60) end
  return ("%d:%02d:%02d"):format(seconds // 3600, seconds // 60 % 60, seconds % 60)
end

function Progress:bar()
  local share = self.total > 0 and math.min(1, self.done / self.total) or 1
  local full = math.floor(share * self.width)
  local body = ("="):rep(full) .. (full < self.width and ">" or "")
  return ("[%-" .. self.width .. "s] %3d%%"):format(body:sub(1, self.width), share * 100 // 1)
end

function Progress:line(withBar)
  local elapsed = dl.core.clock() - self.start
  local parts = {}
  if self.title ~= "" then parts[1] = self.title end
  if withBar then parts[#parts + 1] = self:bar() end
  local values = valuesText(self.values)
  if values ~= "" then parts[#parts + 1] = values end
  if elapsed > 0 then parts[#parts + 1] = ("%.0f/s"):format(self.done / elapsed) end
  local left = withBar and self.done > 0 and elapsed * (self.total - self.done) / self.done
  parts[#parts + 1] = timeText(left or elapsed)
  return table.concat(parts, "  ")
end

--- Write over the line that stands there. What would not fit into one line of the terminal is left
-- out: the rest of a second line could not be written over.
function Progress:show()
  local line = self:line(true):sub(1, math.max(20, dl.core.terminalWidth() - 1))
  self.longest = math.max(self.longest, #line)
  self.output:write("\r", line, (" "):rep(self.longest - #line))
  self.output:flush()
end

--- One more step is done. `values`: a table of numbers or strings to show, or nil.
function Progress:step(values)
  self.done = self.done + 1
  if values then self.values = values end
  if not self.terminal then return end
  local now = dl.core.clock()
  if now - self.shown < renewal then return end
  self.shown = now
  self:show()
end

--- Take the line away.
function Progress:clear()
  if not self.terminal or self.longest == 0 then return end
  self.output:write("\r", (" "):rep(self.longest), "\r")
  self.output:flush()
end

--- The end: one line stays. `values` are added to those of the last step.
function Progress:finish(values)
  for name, value in pairs(values or {}) do self.values[name] = value end
  local line = self:line(false)
  if self.terminal then
    self.output:write("\r", line, (" "):rep(math.max(0, self.longest - #line)), "\n")
  else
    self.output:write(line, "\n")
  end
  self.output:flush()
end

return Progress
