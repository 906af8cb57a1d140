--- How tensors print: numbers in aligned columns, large tensors by their edges, then dtype, shape and device.
--
-- Never more than about 1,000 numbers are formatted: above that each dimension shows its first and last three
-- positions. Matrices wider than the terminal are broken into blocks of columns.
local core = require "dlua.core"

local EDGE, LIMIT = 3, 1000

--- The positions of a dimension that are shown; 0 stands for the gap.
local function shownPositions(size, summarise)
  local list = {}
  if summarise and size > 2 * EDGE then
    for i = 1, EDGE do list[#list + 1] = i end
    list[#list + 1] = 0
    for i = size - EDGE + 1, size do list[#list + 1] = i end
  else
    for i = 1, size do list[#list + 1] = i end
  end
  return list
end

--- All shown values as a nested table, read through views of the edges only.
local function shownValues(x, summarise)
  if x.ndim == 0 then return x:item() end
  local size = #x
  if not summarise or size <= 2 * EDGE then
    if not summarise then return x:totable() end
    local list = {}
    for i = 1, size do list[i] = shownValues(x[i], summarise) end
    return list
  end
  local list = {}
  for _, i in ipairs(shownPositions(size, true)) do
    list[#list + 1] = i == 0 and "gap" or shownValues(x[i], summarise)
  end
  return list
end

local function eachNumber(values, fn)
  if type(values) == "table" then
    for _, v in ipairs(values) do eachNumber(v, fn) end
  elseif type(values) == "number" then
    fn(values)
  end
end

local function finite(v) return v == v and v ~= math.huge and v ~= -math.huge end

--- One format for all floats of a tensor: whole numbers as "2.", else four decimals, else exponents.
local function floatFormat(values)
  local least, most, whole = math.huge, 0, true
  eachNumber(values, function(v)
    if not finite(v) then return end
    local size = math.abs(v)
    if size > 0 and size < least then least = size end
    if size > most then most = size end
    whole = whole and v == math.floor(v)
  end)
  if most == 0 then least = 0 end
  if whole and most < 1e8 then return "%.0f." end
  if most >= 1e8 or (most > 0 and (most / least > 1e8 or most < 1e-3)) or (least < 1e-4 and most / least > 1e5) then
    return "%.4e"
  end
  if most >= 1e5 then return "%.2f" end
  return "%.4f"
end

local function formatter(values, dtype)
  if dtype == "bool" then return tostring end
  if not dtype:match("float") then return function(v) return string.format("%d", v) end end
  local format = floatFormat(values)
  return function(v)
    if v ~= v then return "nan" end
    if v == math.huge then return "inf" end
    if v == -math.huge then return "-inf" end
    return (string.format(format, v))
  end
end

--- The same nesting, numbers replaced by texts; returns it and the widest text.
local function formatAll(values, format)
  local widest = 0
  local function walk(v)
    if v == "gap" then return "..." end
    if type(v) ~= "table" then
      local text = format(v)
      widest = math.max(widest, #text)
      return text
    end
    local list = {}
    for i, item in ipairs(v) do list[i] = walk(item) end
    return list
  end
  local texts = walk(values)
  return texts, widest
end

local function padded(text, width) return string.rep(" ", width - #text) .. text end

--- A vector, as many numbers to a line as fit.
local function vectorLines(texts, width, lines)
  local perLine = math.max(1, (core.terminalWidth() - 1) // (width + 2))
  for first = 1, #texts, perLine do
    local row = {}
    for i = first, math.min(first + perLine - 1, #texts) do row[#row + 1] = padded(texts[i], width) end
    lines[#lines + 1] = " " .. table.concat(row, "  ")
  end
end

--- A matrix, in blocks of columns when it is wider than the terminal.
local function matrixLines(rows, width, lines)
  local columns = 0
  for _, row in ipairs(rows) do
    if type(row) == "table" then columns = math.max(columns, #row) end
  end
  local perBlock = math.max(1, (core.terminalWidth() - 1) // (width + 2))
  for first = 1, math.max(columns, 1), perBlock do
    local last = math.min(first + perBlock - 1, columns)
    if columns > perBlock then lines[#lines + 1] = string.format("columns %d to %d", first, last) end
    for _, row in ipairs(rows) do
      if type(row) ~= "table" then
        lines[#lines + 1] = " " .. padded("...", width)
      else
        local cells = {}
        for i = first, last do cells[#cells + 1] = padded(row[i], width) end
        lines[#lines + 1] = " " .. table.concat(cells, "  ")
      end
    end
  end
end

--- Higher dimensions: a heading with the position, then the matrix.
local function blockLines(texts, positions, sizes, depth, width, summarise, lines)
  if #sizes - depth == 2 then
    if depth > 0 then lines[#lines + 1] = "(" .. table.concat(positions, ",") .. ",:,:)" end
    matrixLines(texts, width, lines)
    return
  end
  for k, i in ipairs(shownPositions(sizes[depth + 1], summarise)) do
    if i == 0 then
      lines[#lines + 1] = "..."
    else
      positions[depth + 1] = i
      blockLines(texts[k], positions, sizes, depth + 1, width, summarise, lines)
      positions[depth + 1] = nil
    end
  end
end

--- "[Tensor float32 2x3, requiresGrad]"
local function heading(x)
  local shape = #x.shape == 0 and "scalar" or table.concat(x.shape, "x")
  local parts = { "Tensor " .. x.dtype .. " " .. shape }
  if x.device ~= "cpu" then parts[#parts + 1] = x.device end
  if x.gradFn then parts[#parts + 1] = "gradFn " .. x.gradFn
  elseif x.requiresGrad then parts[#parts + 1] = "requiresGrad" end
  return "[" .. table.concat(parts, ", ") .. "]"
end

--- The text of a tensor.
local function text(x)
  local plain = x:detach()
  if x:numel() == 0 then return heading(x) end
  local summarise = x:numel() > LIMIT
  local values = shownValues(plain, summarise)
  local texts, width = formatAll(values, formatter(values, x.dtype))
  local lines = {}
  if x.ndim == 0 then lines[1] = " " .. texts
  elseif x.ndim == 1 then vectorLines(texts, width, lines)
  else blockLines(texts, {}, x.shape, 0, width, summarise, lines) end
  lines[#lines + 1] = heading(x)
  return table.concat(lines, "\n")
end

return { text = text, heading = heading }
