--- Formulas of elements in C's notation, read for dl.pointwise: text becomes a list of nodes, each after those that it
-- reads. A node is { argument = i }, { number = v } or { kind = step, node, node, node }.
--
--   statements  name = expression, separated by ; or by line ends; or a single expression
--   operators   ?: || && == != < <= > >= + - * / % and, before an operand, - + !
--   operands    numbers, names, pi, inf, nan, calls, parentheses
local core = require("dlua").core

local formula = {}

local mostNodes, mostDepth = 2048, 150
local constants = { pi = math.pi, inf = math.huge, nan = 0 / 0 }

-- ---- errors ----

--- Raise what is wrong at a place of the text, with its line and a mark below.
local function complain(reader, at, message, ...)
  local first = reader.text:sub(1, at - 1):match(".*\n()") or 1
  local line = reader.text:sub(first):match("[^\n]*")
  local column = at - first + 1
  local where = first > 1 and ("line %d, "):format(select(2, reader.text:sub(1, first - 1):gsub("\n", "")) + 1) or ""
  local from = math.max(1, column - 60)
  core.raise(("pointwise: %scolumn %d: %s\n  %s\n  %s^"):format(where, column, message:format(...),
    line:sub(from, from + 75), (" "):rep(column - from)))
end

-- ---- words ----

local two = { ["=="] = true, ["!="] = true, ["<="] = true, [">="] = true, ["&&"] = true, ["||"] = true }
local one = {}
for c in ("+-*/%<>!?:=(),;"):gmatch(".") do one[c] = true end

local hints = {
  ["^"] = "there is no operator '^' (use pow(x, y))", ["&"] = "there is no operator '&' (use &&)",
  ["|"] = "there is no operator '|' (use ||)", ["~"] = "there is no operator '~' (use !=, or !)",
}

--- A number at a position, C's: "2", "0.5", ".5e-3f"; its value and the position behind it.
local function numberAt(text, at)
  local finish = text:match("^%d+%.?%d*()", at) or text:match("^%.%d+()", at)
  if not finish then return nil end
  finish = text:match("^[eE][+-]?%d+()", finish) or finish
  return tonumber(text:sub(at, finish - 1)), finish
end

--- The next word: reader.word is its text ("end" and "line end" for what has none), reader.at its position.
local function advance(reader)
  local text = reader.text
  local at = text:match("^[ \t\r]*()", reader.next)
  reader.at, reader.number, reader.name = at, nil, nil
  if at > #text then
    reader.word, reader.next = "end", at
    return
  end
  local number, finish = numberAt(text, at)
  if number then
    reader.number, finish = number, text:match("^[fF]()", finish) or finish
    if text:find("^[%w_]", finish) then complain(reader, at, "no number: '%s'", text:match("^[%w_.]+", at)) end
  else
    reader.name = text:match("^[%a_][%w_]*", at)
    finish = reader.name and at + #reader.name
      or two[text:sub(at, at + 1)] and at + 2 or (one[text:sub(at, at)] or text:sub(at, at) == "\n") and at + 1
    if not finish then
      local c = text:match("^[%z\1-\127\194-\244][\128-\191]*", at) or text:sub(at, at)
      complain(reader, at, hints[c] and "%s" or "there is nothing written '%s'", hints[c] or c)
    end
  end
  reader.word = text:sub(at, finish - 1)
  if reader.word == "\n" then reader.word = reader.depth > 0 and "" or "line end" end
  reader.next = finish
  if reader.word == "" then return advance(reader) end     -- within parentheses a formula goes on in the next line
end

local function described(reader)
  local ends = reader.word == "end" or reader.word == "line end"
  return ends and "the " .. (reader.word == "end" and "end" or "end of the line") or "'" .. reader.word .. "'"
end

local function expect(reader, word, what)
  if reader.word ~= word then complain(reader, reader.at, "expected %s, got %s", what, described(reader)) end
  advance(reader)
end

-- ---- nodes ----

local function add(reader, node)
  local nodes = reader.nodes
  if #nodes == mostNodes then complain(reader, reader.at, "the formula has more than %d steps", mostNodes) end
  nodes[#nodes + 1] = node
  node.place = #nodes
  return node
end

local fold = {
  neg = function(x) return -x end, add = function(x, y) return x + y end, sub = function(x, y) return x - y end,
  mul = function(x, y) return x * y end, div = function(x, y) return x / y end,
}

local function number(reader, v)
  return add(reader, { number = v })
end

--- A step, or the number that it gives for numbers.
local function step(reader, kind, x, y, z)
  if fold[kind] and x.number and (not y or y.number) then
    return number(reader, fold[kind](x.number + 0.0, y and y.number + 0.0))
  end
  return add(reader, { kind = kind, x, y, z })
end

-- ---- functions: how many operands, and what they are made of ----

local functions = {}

for kind in ("abs acos acosh asin asinh atan atanh ceil cos cosh erf erfc exp expm1 floor isnan log log10 log1p log2 "
  .. "round sigmoid sign sin sinh sqrt tan tanh trunc"):gmatch("%S+") do
  functions[kind] = { 1, function(r, x) return step(r, kind, x) end }
end
for name, kind in pairs { atan2 = "atan2", fmod = "fmod", pow = "pow", min = "minimum", max = "maximum" } do
  functions[name] = { 2, function(r, x, y) return step(r, kind, x, y) end }
end
functions.fabs, functions.rint = functions.abs, functions.round
functions.fmin, functions.fmax, functions.minimum, functions.maximum =
  functions.min, functions.max, functions.min, functions.max

functions.where = { 3, function(r, c, x, y) return step(r, "where", c, x, y) end }
functions.square = { 1, function(r, x) return step(r, "mul", x, x) end }
functions.reciprocal = { 1, function(r, x) return step(r, "div", number(r, 1), x) end }
functions.rsqrt = { 1, function(r, x) return step(r, "div", number(r, 1), step(r, "sqrt", x)) end }
functions.exp2 = { 1, function(r, x) return step(r, "exp", step(r, "mul", x, number(r, math.log(2)))) end }
functions.relu = { 1, function(r, x)
  return step(r, "where", step(r, "le", x, number(r, 0)), number(r, 0), x)
end }
functions.silu = { 1, function(r, x) return step(r, "mul", x, step(r, "sigmoid", x)) end }
functions.softplus = { 1, function(r, x)
  return step(r, "add", functions.relu[2](r, x), step(r, "log1p", step(r, "exp", step(r, "neg", step(r, "abs", x)))))
end }
functions.gelu = { 1, function(r, x)
  local inside = step(r, "erf", step(r, "mul", x, number(r, math.sqrt(0.5))))
  return step(r, "mul", step(r, "mul", x, number(r, 0.5)), step(r, "add", inside, number(r, 1)))
end }
functions.clamp = { 3, function(r, x, low, high) return step(r, "minimum", step(r, "maximum", x, low), high) end }
functions.lerp = { 3, function(r, x, y, w) return step(r, "add", x, step(r, "mul", w, step(r, "sub", y, x))) end }

-- ---- expressions ----

local expression

--- What a name stands for: something assigned before, an argument, a constant, or a new argument.
local function named(reader, name, at)
  if reader.assigned[name] then
    reader.read[name] = true
    return reader.assigned[name]
  end
  local known = reader.argument[name]
  if known then return known end
  if constants[name] then return number(reader, constants[name]) end
  if reader.fixed then
    complain(reader, at, "'%s' is not among the arguments (%s)", name, table.concat(reader.arguments, ", "))
  end
  if functions[name] then complain(reader, at, "'%s' is a function: expected ( behind it", name) end
  reader.arguments[#reader.arguments + 1] = name
  reader.argument[name] = add(reader, { argument = #reader.arguments })
  return reader.argument[name]
end

local function call(reader, name, at)
  local fn = functions[name]
  if not fn then complain(reader, at, "there is no function '%s'", name) end
  local operands = {}
  reader.depth = reader.depth + 1
  advance(reader)
  if reader.word ~= ")" then
    repeat
      if #operands > 0 then advance(reader) end
      operands[#operands + 1] = expression(reader)
    until reader.word ~= ","
  end
  reader.depth = reader.depth - 1
  if #operands ~= fn[1] then
    complain(reader, at, "%s takes %d operand%s, got %d", name, fn[1], fn[1] == 1 and "" or "s", #operands)
  end
  expect(reader, ")", "')' or an operator")
  return fn[2](reader, table.unpack(operands))
end

local function operand(reader)
  local at, name = reader.at, reader.name
  if reader.number then
    local v = reader.number
    advance(reader)
    return number(reader, v)
  elseif name then
    advance(reader)
    return reader.word == "(" and call(reader, name, at) or named(reader, name, at)
  elseif reader.word == "(" then
    reader.depth = reader.depth + 1
    advance(reader)
    local node = expression(reader)
    reader.depth = reader.depth - 1
    expect(reader, ")", "')' or an operator")
    return node
  end
  complain(reader, at, "expected a number, a name or '(', got %s", described(reader))
end

--- Formulas nest so deep and no deeper: each level calls itself.
local function deeper(reader, fn, ...)
  reader.level = reader.level + 1
  if reader.level > mostDepth then complain(reader, reader.at, "nested more than %d deep", mostDepth) end
  local node = fn(reader, ...)
  reader.level = reader.level - 1
  return node
end

local function unary(reader)
  local word = reader.word
  if word ~= "-" and word ~= "+" and word ~= "!" then return operand(reader) end
  advance(reader)
  local x = deeper(reader, unary)
  if word == "+" then return x end
  return step(reader, word == "-" and "neg" or "logicalNot", x)
end

-- From the loosest to the tightest; those of one row from left to right.
local binary = {
  { ["||"] = "logicalOr" }, { ["&&"] = "logicalAnd" }, { ["=="] = "eq", ["!="] = "ne" },
  { ["<"] = "lt", ["<="] = "le", [">"] = "gt", [">="] = "ge" }, { ["+"] = "add", ["-"] = "sub" },
  { ["*"] = "mul", ["/"] = "div", ["%"] = "fmod" },
}

local function operation(reader, row)
  if row > #binary then return unary(reader) end
  local x = operation(reader, row + 1)
  while binary[row][reader.word] do
    local kind = binary[row][reader.word]
    advance(reader)
    x = step(reader, kind, x, operation(reader, row + 1))
  end
  return x
end

local function choice(reader)
  local condition = operation(reader, 1)
  if reader.word ~= "?" then return condition end
  advance(reader)
  local x = expression(reader)
  expect(reader, ":", "':' or an operator")
  return step(reader, "where", condition, x, expression(reader))
end

function expression(reader) return deeper(reader, choice) end

-- ---- statements ----

local function assign(reader, name, at)
  if constants[name] or functions[name] then complain(reader, at, "'%s' has a meaning already", name) end
  local node = expression(reader)
  if reader.argument[name] then complain(reader, at, "'%s' is an argument, or was read before", name) end
  if not reader.assigned[name] then reader.order[#reader.order + 1] = name end
  reader.assigned[name], reader.read[name] = node, nil
end

local function skipEnds(reader)
  while reader.word == ";" or reader.word == "line end" do advance(reader) end
end

local function statement(reader)
  local name, at = reader.name, reader.at
  if name and reader.text:find("^[ \t\r]*=[^=]", reader.next) then
    advance(reader)
    advance(reader)
    assign(reader, name, at)
  else
    if #reader.order > 0 then complain(reader, at, "expected name = expression, got %s", described(reader)) end
    reader.order[1], reader.assigned[1] = 1, expression(reader)
  end
  if reader.word ~= ";" and reader.word ~= "line end" and reader.word ~= "end" then
    complain(reader, reader.at, "expected an operator, ';' or the end, got %s", described(reader))
  end
  skipEnds(reader)
end

--- The names of the results: those asked for, or all that are assigned and not read again.
local function resultNames(reader, wanted)
  local names = {}
  for _, name in ipairs(reader.order) do
    if not reader.read[name] then names[#names + 1] = name end
  end
  for _, name in ipairs(wanted or {}) do
    if not reader.assigned[name] then
      complain(reader, #reader.text + 1, "the result '%s' is not assigned", tostring(name))
    end
  end
  names = wanted or names
  if #names == 0 then
    complain(reader, #reader.text + 1, "every name that is assigned is read: there is no result")
  end
  return names
end

--- Read a text. `arguments`, if given, lists the names of the arguments; else they are the names that are read
-- and not assigned, in their order. `wanted`, if given, lists the names of the results. Gives
-- { nodes =, arguments = names, results = nodes, names = of the results }.
function formula.read(text, arguments, wanted)
  local reader = {
    text = text, next = 1, depth = 0, level = 0, nodes = {}, arguments = {}, argument = {},
    assigned = {}, read = {}, order = {},
  }
  for i, name in ipairs(arguments or {}) do
    reader.arguments[i] = name
    reader.argument[name] = add(reader, { argument = i })
  end
  reader.fixed = arguments ~= nil
  advance(reader)
  skipEnds(reader)
  repeat statement(reader) until reader.word == "end"
  local results, names = {}, resultNames(reader, wanted)
  for i, name in ipairs(names) do results[i] = reader.assigned[name] end
  return { nodes = reader.nodes, arguments = reader.arguments, results = results, names = names }
end

return formula
