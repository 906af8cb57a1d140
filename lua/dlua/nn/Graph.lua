-- nn.Graph: modules that feed each other along any graph without cycles.

local dl = require "dlua"
local class = require "dlua.class"
local Container = require "dlua.nn.Container"
local Node = require "dlua.nn.Node"

local Graph = class.new("nn.Graph", Container)

Graph.doc = [[
nn.Graph({inputs}, {outputs}): modules that feed each other, in the manner of nngraph.

  local x, y = nn.Input(), nn.Input()
  local h = nn.Tanh()(nn.Linear(4, 8)(x)) + nn.Linear(3, 8)(y)
  local net = nn.Graph({ x, y }, { nn.Linear(8, 2)(h), h })
  local output, hidden = table.unpack(net({ a, b }))

A module called with a node, or with a table of nodes, gives the node of its output: module(node),
module({ node1, node2 }), module(node1, node2) for a forward of two arguments. nn.Input() and, as in
nngraph, nn.Identity()() are nodes of inputs. + - * / work on nodes and numbers; node:split(n) gives
the nodes of the n items of a table. node:annotate{ name = "hidden" } names its module:
net.hidden, and in stateDict.

One input is given as it is, several as a table; one output is returned as it is, several as a
table. The modules run in an order in which each has what it needs; the same module may stand in
several places (its parameters are shared). The graph is fixed when it is made. net:dot() is its
picture, as text for Graphviz.]]

--- The nodes below the outputs, each after those it needs; a node that needs itself cannot be made.
local function order(outputs)
  local list, seen = {}, {}
  local function visit(value)
    if getmetatable(value) ~= Node then
      for _, item in ipairs(value) do visit(item) end
    elseif not seen[value] then
      seen[value] = true
      visit(value.arguments)
      list[#list + 1] = value
    end
  end
  visit(outputs)
  return list
end

local function checkNodes(what, nodes)
  if getmetatable(nodes) == Node then return { nodes } end
  if type(nodes) ~= "table" or #nodes == 0 then
    dl.core.raise(("nn.Graph: a list of nodes expected as its %s, got %s"):format(what,
      dl.typename(nodes)))
  end
  for i, node in ipairs(nodes) do
    if getmetatable(node) ~= Node then
      dl.core.raise(("nn.Graph: %s %d: a node expected, got %s"):format(what, i, dl.typename(node)))
    end
  end
  return nodes
end

--- The places of nodes instead of the nodes.
local function placed(value, places)
  if getmetatable(value) == Node then return places[value] end
  local result = {}
  for i, item in ipairs(value) do result[i] = placed(item, places) end
  return result
end

--- Keep a module under its own name, or in the list of those that have none. Returns its key.
local function keep(self, node, keys)
  local module = node.module
  if keys[module] then return keys[module] end
  if not node.name then
    self:add(module)
    keys[module] = #self.modules
  elseif self[node.name] ~= nil then
    dl.core.raise(("nn.Graph: the name %s is taken"):format(node.name))
  else
    self[node.name] = module
    keys[module] = node.name
  end
  return keys[module]
end

function Graph:__init(inputs, outputs)
  self.modules = {}
  inputs, outputs = checkNodes("inputs", inputs), checkNodes("outputs", outputs)
  local places, keys, used = {}, {}, {}
  for i, node in ipairs(inputs) do places[node] = i end
  self.steps = {}
  for _, node in ipairs(order(outputs)) do
    used[node] = true
    if not places[node] then
      if not node.module then dl.core.raise("nn.Graph: an input is used that is not among them") end
      self.steps[#self.steps + 1] = {
        module = keep(self, node, keys), arguments = placed(node.arguments, places),
      }
      places[node] = #inputs + #self.steps
    end
  end
  for i, node in ipairs(inputs) do
    if not used[node] then dl.core.raise(("nn.Graph: input %d leads to no output"):format(i)) end
  end
  self.inputCount, self.results = #inputs, placed(outputs, places)
end

--- The values at places.
local function valuesAt(places, values)
  if type(places) == "number" then return values[places] end
  local result = {}
  for i, place in ipairs(places) do result[i] = valuesAt(place, values) end
  return result
end

--- The module which steps refer to by this key.
local function moduleOf(self, key)
  return type(key) == "number" and self.modules[key] or rawget(self, key)
end

function Graph:compute(run, input)
  local values = { input }
  if self.inputCount > 1 then
    if type(input) ~= "table" or #input ~= self.inputCount then
      dl.core.raise(("nn.Graph: a table of %d inputs expected, got %s"):format(self.inputCount,
        type(input) == "table" and #input or dl.typename(input)))
    end
    values = table.move(input, 1, #input, 1, {})
  end
  for _, step in ipairs(self.steps) do
    local module = moduleOf(self, step.module)
    values[#values + 1] = run(module, table.unpack(valuesAt(step.arguments, values)))
  end
  local results = valuesAt(self.results, values)
  return #results == 1 and results[1] or results
end

--- Call fn(place) for each place in (nested) lists of them.
local function eachPlace(places, fn)
  if type(places) == "number" then return fn(places) end
  for _, place in ipairs(places) do eachPlace(place, fn) end
end

--- The graph in the language of Graphviz: io.popen("dot -Tsvg > net.svg", "w"):write(net:dot()).
function Graph:dot()
  local lines = { "digraph {", "  node [shape=box]" }
  local function add(...) lines[#lines + 1] = ("  " .. (...)):format(select(2, ...)) end
  for i = 1, self.inputCount do add('n%d [label="input %d", shape=ellipse]', i, i) end
  for i, step in ipairs(self.steps) do
    local module, place = moduleOf(self, step.module), self.inputCount + i
    local arguments = getmetatable(module) and module:describe() or ""
    local kind = getmetatable(module) and module.__name or "table"
    local title = ("(%s) %s%s"):format(step.module, kind,
      arguments ~= "" and "\n" .. arguments or "")
    add("n%d [label=%s]", place, '"' .. title:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"')
    eachPlace(step.arguments, function(from) add("n%d -> n%d", from, place) end)
  end
  for i, places in ipairs(self.results) do
    add('out%d [label="output %d", shape=ellipse]', i, i)
    eachPlace(places, function(from) add("n%d -> out%d", from, i) end)
  end
  lines[#lines + 1] = "}"
  return table.concat(lines, "\n") .. "\n"
end

function Graph:describe()
  local function count(n, what) return ("%d %s%s"):format(n, what, n == 1 and "" or "s") end
  return count(self.inputCount, "input") .. ", " .. count(#self.results, "output")
end

return Graph
