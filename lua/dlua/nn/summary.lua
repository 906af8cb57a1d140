-- net:summary(inputShape): what each module makes of an input, and what it costs.
--
--   print(net:summary { 64, 784 })
--   layer                       output   parameters  multiply-adds    bytes
--   nn.Sequential               64x10             0              0     2560
--     (1) nn.Linear(784 -> 30)  64x30        23,550      1,505,280  101,880
--     ...
--
-- Parameters and bytes are of the module itself, without its children, each tensor once, where it
-- comes first. Bytes: parameters, buffers and the output. Multiply-adds: module:multiplyAdds(input,
-- output), summed over the calls; that of nn.Module counts a product with `weight` for each output.

local dl = require "dlua"
local class = require "dlua.class"
local learned = require "dlua.nn.learned"
local text = require "dlua.nn.text"
local walk = require "dlua.nn.walk"

local Summary = class.new("nn.Summary")

local bytesOf = {
  float64 = 8, float32 = 4, float16 = 2, bfloat16 = 2, int64 = 8, int32 = 4, uint8 = 1, bool = 1,
}

local function bytes(tensor) return tensor:numel() * bytesOf[tensor.dtype] end

--- Call fn for each tensor of nested tables.
local function each(value, fn)
  if dl.isTensor(value) then return fn(value) end
  if type(value) ~= "table" then return end
  for _, key in ipairs(walk.keys(value)) do each(value[key], fn) end
end

local function shapeText(value)
  if dl.isTensor(value) then return text.shape(value) end
  if type(value) ~= "table" then return type(value) end
  local parts = {}
  for i, key in ipairs(walk.keys(value)) do parts[i] = shapeText(value[key]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- A tensor, or a list of them, for shapes or tensors.
local function inputOf(module, given)
  if dl.isTensor(given) then return given end
  if type(given) ~= "table" or given[1] == nil then
    dl.core.raise("summary: a shape expected, as in {64, 784}, or a list of shapes, or the input")
  end
  if math.type(given[1]) == "integer" then
    local dtype = module:type() or "float32"
    local device = "cpu"
    walk.visitUnnamed(module, function(tensor) device = tensor.device end)
    return dl.zeros(given, { dtype = dtype, device = device })
  end
  local list = {}
  for i, item in ipairs(given) do list[i] = inputOf(module, item) end
  return list
end

--- Note what goes into and out of each module while fn runs; afterwards all is as it was.
local function watch(module, note, fn)
  local undo = {}
  module:apply(function(part)
    local training = rawget(part, "training")
    if getmetatable(part) then
      local handle = part:registerForwardHook(note)
      undo[#undo + 1] = function() handle:remove() end
    else
      local forward = part.forward
      part.forward = function(self, x, ...)
        local results = table.pack(forward(self, x, ...))
        note(self, x, results[1])
        return table.unpack(results, 1, results.n)
      end
      undo[#undo + 1] = function() part.forward = forward end
    end
    undo[#undo + 1] = function() rawset(part, "training", training) end
  end)
  module:evaluate()
  local ok, message = pcall(dl.noGrad, fn)
  for _, restore in ipairs(undo) do restore() end
  if not ok then error(message, 0) end
end

--- The tensors of a module without those of its children: parameters, frozen ones, bytes.
local function own(module, seen)
  local row = { parameters = 0, frozen = 0, bytes = 0 }
  local function add(tensor)
    if seen[tensor] then return end
    seen[tensor] = true
    row.bytes = row.bytes + bytes(tensor)
    if learned.ever(tensor) then row.parameters = row.parameters + tensor:numel() end
    if learned.isFrozen(tensor) then row.frozen = row.frozen + tensor:numel() end
  end
  local function search(object)
    if seen[object] then return end
    seen[object] = true
    for _, key in ipairs(walk.keys(object)) do
      local field = rawget(object, key)
      if not walk.isTransient(object, key) then
        if dl.isTensor(field) then
          add(field)
        elseif type(field) == "table" and getmetatable(field) == nil and not walk.isModule(field) then
          search(field)
        end
      end
    end
  end
  search(module)
  return row
end

local function title(module, name)
  local arguments = getmetatable(module) and module:describe() or ""
  local kind = getmetatable(module) and module.__name or "table"
  local depth = name == "" and 0 or select(2, name:gsub("%.", "")) + 1
  return ("  "):rep(depth) .. (name == "" and "" or "(" .. name:match("[^.]*$") .. ") ") .. kind
    .. (arguments == "" and "" or "(" .. arguments .. ")")
end

local function totals(rows)
  local sum = { rows = rows, parameters = 0, frozen = 0, multiplyAdds = 0, parameterBytes = 0,
    outputBytes = 0 }
  for _, row in ipairs(rows) do
    sum.parameters = sum.parameters + row.parameters
    sum.frozen = sum.frozen + row.frozen
    sum.multiplyAdds = sum.multiplyAdds + row.multiplyAdds
    sum.parameterBytes = sum.parameterBytes + row.bytes - row.outputBytes
    sum.outputBytes = sum.outputBytes + row.outputBytes
  end
  return setmetatable(sum, Summary)
end

local columns = {
  { "layer", "title" }, { "output", "output" }, { "parameters", "parameters", true },
  { "multiply-adds", "multiplyAdds", true }, { "bytes", "bytes", true },
}

function Summary:__tostring()
  local lines, widths = { {} }, {}
  for c, column in ipairs(columns) do lines[1][c] = column[1] end
  for i, row in ipairs(self.rows) do
    lines[i + 1] = {}
    for c, column in ipairs(columns) do
      lines[i + 1][c] = column[3] and text.grouped(row[column[2]]) or row[column[2]]
    end
  end
  for _, line in ipairs(lines) do
    for c, cell in ipairs(line) do widths[c] = math.max(widths[c] or 0, #cell) end
  end
  local out = {}
  for _, line in ipairs(lines) do
    for c, cell in ipairs(line) do
      local pad = (" "):rep(widths[c] - #cell)
      line[c] = columns[c][3] and pad .. cell or cell .. pad
    end
    out[#out + 1] = (table.concat(line, "  "):gsub("%s+$", ""))
  end
  out[#out + 1] = ("%s parameters%s in %s bytes, %s multiply-adds, outputs in %s bytes"):format(
    text.grouped(self.parameters),
    self.frozen > 0 and (" (%s frozen)"):format(text.grouped(self.frozen)) or "",
    text.grouped(self.parameterBytes), text.grouped(self.multiplyAdds), text.grouped(self.outputBytes))
  return table.concat(out, "\n")
end

--- rows (in the order of print(module)): name, title, output (its shape as text), parameters, frozen,
-- multiplyAdds, bytes, outputBytes; and the sums: parameters, frozen, multiplyAdds, parameterBytes,
-- outputBytes.
return function(module, given)
  local input = inputOf(module, given)
  local seen, rows, rowOf = {}, {}, {}
  module:apply(function(part, name)
    local row = own(part, seen)
    row.name, row.title, row.output = name, title(part, name), "-"
    row.multiplyAdds, row.outputBytes = 0, 0
    rows[#rows + 1], rowOf[part] = row, row
  end)
  watch(module, function(part, x, y)
    local row = rowOf[part]
    row.output = shapeText(y)
    if part.multiplyAdds then row.multiplyAdds = row.multiplyAdds + part:multiplyAdds(x, y) end
    each(y, function(tensor) row.outputBytes = row.outputBytes + bytes(tensor) end)
  end, function() module(input) end)
  for _, row in ipairs(rows) do row.bytes = row.bytes + row.outputBytes end
  return totals(rows)
end
