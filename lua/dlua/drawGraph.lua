--- The tape behind a tensor as a picture.
-- dl.drawGraph(y, {module =, names =, file =}) -> text in the language of Graphviz ("dot").
--
-- y: a tensor, or a list of them. Filled boxes are leaves that learn, ellipses are operators with the
-- shape of what they give, dashed boxes are constants, the boxes with thick lines are y itself. A tensor
-- is called by its name (t.name = "weight"), by names = { ["a name"] = tensor }, or by its path in the
-- given module. file: where to write; .dot and .gv need nothing, another ending (svg, png, pdf) needs the
-- program `dot` of Graphviz. Ask before y:backward(), which gives the tape back.
local dl = require "dlua"
local core = dl.core

local known = { module = true, names = true, file = true }

local function check(y, options)
  if type(options) ~= "table" then
    core.raise("drawGraph: argument 'options': expected a table, got " .. type(options))
  end
  for key in pairs(options) do
    if not known[key] then
      core.raise("drawGraph: no option " .. tostring(key) .. " (module, names, file)")
    end
  end
  local list = core.isTensor(y) and { y } or y
  if type(list) ~= "table" or #list == 0 then
    core.raise("drawGraph: argument 'y': expected a Tensor or a list of them, got " .. type(y))
  end
  for i, t in ipairs(list) do
    if not core.isTensor(t) then
      core.raise(("drawGraph: argument 'y': item %d: expected a Tensor, got %s"):format(i, type(t)))
    end
    if not t.requiresGrad then
      core.raise("drawGraph: nothing was recorded: no tensor behind " .. (t.name or "y") .. " requires a gradient")
    end
  end
  return list
end

--- What tensors are called, by their identity.
local function namesOf(options)
  local names = {}
  if options.module then
    for name, parameter in options.module:namedParameters() do names[core.tensorId(parameter)] = name end
  end
  for tensor, name in pairs(core.tensorNames()) do
    -- A table with weak keys holds what was collected for one more round.
    if core.isTensor(tensor) then names[core.tensorId(tensor)] = name end
  end
  for name, tensor in pairs(options.names or {}) do names[core.tensorId(tensor)] = name end
  return names
end

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"'
end

local function described(header)
  local shape = #header.shape == 0 and "scalar" or table.concat(header.shape, "x")
  return header.dtype == "float32" and shape or shape .. " " .. header.dtype
end

--- One drawing: lines of the text, and the nodes that are in it already.
local Drawing = {}
Drawing.__index = Drawing

function Drawing:add(format, ...)
  self.lines[#self.lines + 1] = "  " .. format:format(...)
end

function Drawing:label(name, header)
  local words = {}
  if name then words[#words + 1] = name end
  if header then words[#words + 1] = described(header) end
  return quoted(table.concat(words, "\n"))
end

--- A constant argument: drawn once, however often it is used.
function Drawing:constant(header)
  local place = self.constants[header.id]
  if not place then
    self.count = self.count + 1
    place = "c" .. self.count
    self.constants[header.id] = place
    self:add("%s [shape=box, style=dashed, label=%s];", place, self:label(self.names[header.id], header))
  end
  return place
end

--- The place of a node: the same for every tape that it is part of. A leaf or result is known by its header.
function Drawing:place(nodes, i)
  local node = nodes[i]
  local id = node.results[1] and node.results[1].id or node
  if not self.places[id] then
    self.count = self.count + 1
    self.places[id] = "n" .. self.count
    self:node(self.places[id], node, nodes)
  end
  return self.places[id]
end

function Drawing:node(place, node, nodes)
  local header = node.results[1]
  if not node.operator then
    self:add("%s [shape=box, style=filled, fillcolor=lightblue, label=%s];", place,
      self:label(header and self.names[header.id] or "leaf", header))
    return
  end
  self:add("%s [label=%s];", place, self:label(node.operator, header))
  self.pending[#self.pending + 1] = function()
    for _, input in ipairs(node.inputs) do
      local from = input.node and self:place(nodes, input.node) or self:constant(input)
      local which = (input.output or 1) > 1 and (' [label="%d"]'):format(input.output) or ""
      self:add("%s -> %s%s;", from, place, which)
    end
  end
end

--- Draw the tape of y, and y itself at its end.
function Drawing:tensor(y)
  local nodes = core.tape(y)
  local from = self:place(nodes, 1)
  while #self.pending > 0 do table.remove(self.pending)() end
  if not nodes[1].operator then return end
  self.count = self.count + 1
  local header = { shape = y.shape, dtype = y.dtype }
  local name = self.names[core.tensorId(y)] or "y"
  self:add("y%d [shape=box, penwidth=2, label=%s];", self.count, self:label(name, header))
  self:add("%s -> y%d;", from, self.count)
end

local function write(path, text)
  local ending = path:match("%.(%w+)$")
  local file, message
  if ending == "dot" or ending == "gv" then
    file, message = io.open(path, "w")
  else
    if not ending then
      core.raise("drawGraph: file: what ends in .dot, .svg, .png or .pdf expected, got " .. path)
    end
    if not os.execute("command -v dot >/dev/null 2>&1") then
      core.raise("drawGraph: file: the program `dot` (package graphviz) is not there; "
        .. "a file that ends in .dot needs none")
    end
    file, message = io.popen(("dot -T%s -o '%s'"):format(ending, path:gsub("'", "'\\''")), "w")
  end
  if not file then core.raise("drawGraph: file: " .. message) end
  file:write(text)
  if not file:close() then core.raise("drawGraph: file: " .. path .. " could not be written") end
end

return function(y, options)
  options = options or {}
  local list = check(y, options)
  local drawing = setmetatable({
    lines = { "digraph tape {", "  rankdir=TB;", "  node [fontname=Helvetica, fontsize=10];" },
    names = namesOf(options), places = {}, constants = {}, pending = {}, count = 0,
  }, Drawing)
  for _, t in ipairs(list) do drawing:tensor(t) end
  drawing.lines[#drawing.lines + 1] = "}"
  local text = table.concat(drawing.lines, "\n") .. "\n"
  if options.file then write(options.file, text) end
  return text
end
