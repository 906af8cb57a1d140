-- dl.plot: plain pictures for a terminal, as text: curves, histograms, images.
--
--   print(dl.plot.lines({ losses }))
--   print(dl.plot.lines({ { name = "train", values = a }, { name = "test", values = b } }))
--   print(dl.plot.histogram(net[1].weight))
--   print(dl.plot.image(x[1]:view(8, 8)))

local dl = require "dlua"

local plot = {}

-- A character of Unicode's Braille block has 2x4 dots; the bit of each, by column and row.
local dots = { [0] = { [0] = 0x01, 0x02, 0x04, 0x40 }, { [0] = 0x08, 0x10, 0x20, 0x80 } }
local colours = { 36, 33, 35, 32, 31, 34 }  -- ANSI: cyan, yellow, magenta, green, red, blue

local function isFinite(value)
  return type(value) == "number" and value == value and math.abs(value) < math.huge
end

local function listOf(values)
  if dl.isTensor(values) then return values:detach():flatten():to("float64"):totable() end
  if type(values) ~= "table" then
    dl.core.raise("plot: a list of numbers or a tensor expected, got a " .. type(values))
  end
  return values
end

-- ---- curves ----

--- The series as { name, values } with finite numbers (log10 of them with `log`), others as false.
local function prepared(series, log)
  if dl.isTensor(series) or type(series[1]) == "number" then series = { series } end
  local list = {}
  for i, one in ipairs(series) do
    local isNamed = type(one) == "table" and one.values ~= nil
    local values = {}
    for k, value in ipairs(listOf(isNamed and one.values or one)) do
      if log and isFinite(value) then value = value > 0 and math.log(value, 10) or nil end
      values[k] = isFinite(value) and value or false
    end
    list[i] = { name = isNamed and one.name or nil, values = values }
  end
  return list
end

local function rangeOf(list)
  local least, most, longest = math.huge, -math.huge, 0
  for _, one in ipairs(list) do
    longest = math.max(longest, #one.values)
    for _, value in ipairs(one.values) do
      if value then least, most = math.min(least, value), math.max(most, value) end
    end
  end
  if least > most then least, most = 0, 1 end
  if least == most then least, most = least - 0.5, most + 0.5 end
  return least, most, longest
end

--- The least and the largest number of a curve in a column of dots: between two of its values where
-- they are far apart, of all there where they are dense. Nothing where it has a gap.
local function spanAt(values, x, columns, longest)
  local scale = columns > 1 and (longest - 1) / (columns - 1) or 0
  local first, last = x * scale, (x + 1) * scale
  if scale <= 1 then
    local i = math.floor(first + 1e-9)
    local a, b, share = values[1 + i], values[2 + i], first - i
    if not a or share < 1e-6 then return a or nil, a or nil end
    if not b then return nil end
    local value = a + (b - a) * share
    return value, value
  end
  local least, most
  for i = math.floor(first + 0.5), math.max(math.ceil(last - 0.5) - 1, math.floor(first + 0.5)) do
    local value = values[1 + i]
    if value then
      least, most = math.min(least or value, value), math.max(most or value, value)
    end
  end
  return least, most
end

--- A curve on the grid: a column of dots for each step, joined to the one before.
local function draw(grid, one, area)
  local columns, rows = area.width * 2, area.height * 4
  local function rowOf(value)
    return rows - 1 - math.floor((value - area.least) / (area.most - area.least) * (rows - 1) + 0.5)
  end
  local before  -- the rows of the last column
  for x = 0, columns - 1 do
    local least, most = spanAt(one.values, x, columns, area.longest)
    local now = least and { top = rowOf(most), bottom = rowOf(least) }
    if now then
      local top = before and math.min(now.top, before.bottom + 1) or now.top
      local bottom = before and math.max(now.bottom, before.top - 1) or now.bottom
      for dot = top, bottom do
        local cell = grid[dot // 4 * area.width + x // 2]
        cell.bits, cell.owner = cell.bits | dots[x % 2][dot % 4], one.owner
      end
    end
    before = now
  end
end

local function painted(text, owner, colour)
  if not colour then return text end
  return ("\27[%dm%s\27[0m"):format(colours[(owner - 1) % #colours + 1], text)
end

local function label(value, log)
  return ("%9.3g"):format(log and 10 ^ value or value)
end

local function rowText(grid, row, area)
  local cells = {}
  for column = 0, area.width - 1 do
    local cell = grid[row * area.width + column]
    local text = utf8.char(0x2800 + cell.bits)
    cells[#cells + 1] = cell.owner and painted(text, cell.owner, area.colour) or text
  end
  local value = area.most - (area.most - area.least) * row / math.max(1, area.height - 1)
  return ("%s ┤%s"):format(label(value, area.log), table.concat(cells))
end

--- Curves, as text of height + 1 lines (the last one names them). `series`: a list of numbers or a
-- tensor, or a list of these, or of {name =, values =}. Numbers that are not finite leave a gap.
-- Options: width (60) and height (10) in characters, log (false: a logarithmic scale), colour
-- (false: one for each curve, for terminals).
function plot.lines(series, options)
  options = options or {}
  local list = prepared(series, options.log)
  local area = {
    width = options.width or 60, height = options.height or 10, log = options.log,
    colour = options.colour,
  }
  area.least, area.most, area.longest = rangeOf(list)
  local grid = {}
  for cell = 0, area.width * area.height - 1 do grid[cell] = { bits = 0 } end
  local names = {}
  for i, one in ipairs(list) do
    one.owner = i
    draw(grid, one, area)
    local last = one.values[#one.values]
    local text = (one.name or "") .. (last and (" %.4g"):format(options.log and 10 ^ last or last)
      or "")
    names[i] = painted((text:gsub("^ ", "")), i, area.colour)
  end
  local lines = {}
  for row = 0, area.height - 1 do lines[#lines + 1] = rowText(grid, row, area) end
  lines[#lines + 1] = (" "):rep(11) .. table.concat(names, "   ")
  return table.concat(lines, "\n")
end

-- ---- histograms ----

local eighths = { [0] = "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

--- A bar of so many characters, in eighths.
local function bar(length)
  local whole = math.floor(length * 8 + 0.5)
  return ("█"):rep(whole // 8) .. eighths[whole % 8]
end

--- How often values fall into each of `bins` (10) ranges, as bars of at most `width` (40)
-- characters.
function plot.histogram(values, options)
  options = options or {}
  local bins, width = options.bins or 10, options.width or 40
  local list = prepared({ { values = values } })
  local least, most = rangeOf(list)
  local counts, highest = {}, 1
  for bin = 1, bins do counts[bin] = 0 end
  for _, value in ipairs(list[1].values) do
    if value then
      local bin = math.min(bins, 1 + math.floor((value - least) / (most - least) * bins))
      counts[bin] = counts[bin] + 1
      highest = math.max(highest, counts[bin])
    end
  end
  local lines = {}
  for bin, count in ipairs(counts) do
    local from = least + (most - least) * (bin - 1) / bins
    lines[bin] = ("%9.3g ┤%s %d"):format(from, bar(count / highest * width), count)
  end
  return table.concat(lines, "\n")
end

-- ---- images ----

local ramp = { " ", ".", ":", "-", "=", "+", "*", "#", "%", "@" }

--- A matrix as an image: the least number dark, the largest bright, two characters for each.
function plot.image(x)
  if not dl.isTensor(x) or x.ndim ~= 2 then
    dl.core.raise("plot.image: a tensor with 2 dimensions expected")
  end
  local least, most = rangeOf(prepared({ { values = x } }))
  local lines = {}
  for row, values in ipairs(x:detach():to("float64"):totable()) do
    local cells = {}
    for column, value in ipairs(values) do
      local share = isFinite(value) and (value - least) / (most - least) or 0
      cells[column] = ramp[1 + math.floor(share * (#ramp - 1) + 0.5)]:rep(2)
    end
    lines[row] = table.concat(cells)
  end
  return table.concat(lines, "\n")
end

return plot
