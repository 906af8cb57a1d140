--- The operator table for people: dl.ops() lists it, dl.doc(name) prints a page of the manual.
local core = require "dlua.core"

local reference = {}

--- The records of all operators, sorted by name. Each has name, sig, doc, returns, aliases, sample, error,
-- parameters ({name, type, optional}) and what kind it is: view, inPlace, random, creates, noGrad, hasGrad,
-- hasDecomp, hasKernel, inLua; and autocast, what dl.autocast makes of its arguments.
function reference.ops()
  local latest, list = {}, {}
  local i = 1
  while true do
    local record = core.describe(i)
    if not record then break end
    latest[record.name] = record              -- a Lua operator that was defined again replaces the older one
    i = i + 1
  end
  for _, record in pairs(latest) do list[#list + 1] = record end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

--- The record of an operator by its name, an alias, "dl.name" or "x:name_"; nil when there is none.
function reference.find(name)
  name = name:gsub("^dl[.:]", ""):gsub("^x[.:]", "")
  local plain = name:gsub("_$", "")
  for _, record in ipairs(reference.ops()) do
    if record.name == name or record.name == plain then return record end
    for alias in (record.aliases or ""):gmatch("%S+") do
      if alias == name then return record end
    end
  end
end

local function forms(record)
  local list = {}
  local method = record.parameters[1] and record.parameters[1].type:match("^Tensor")
  if not record.onlyInPlace then list[#list + 1] = "dl." .. record.name end
  if not record.onlyInPlace and method then list[#list + 1] = "x:" .. record.name end
  if record.inPlace then list[#list + 1] = "x:" .. record.name .. "_" end
  for alias in (record.aliases or ""):gmatch("%S+") do list[#list + 1] = "dl." .. alias end
  return list
end

-- What dl.autocast makes of the arguments.
local rules = {
  low = "Within dl.autocast it computes in float16 or bfloat16.",
  float32 = "Within dl.autocast it computes in float32.",
  ["float32 on devices"] = "Within dl.autocast it computes in float32, but on the CPU in what is given.",
  widest = "Within dl.autocast it computes in the widest dtype of its arguments.",
}

local function notes(record)
  local list = {}
  if record.noGrad then list[#list + 1] = "It has no gradient." end
  if record.view then list[#list + 1] = "The result shares the memory of x." end
  if rules[record.autocast] then list[#list + 1] = rules[record.autocast] end
  if record.random then list[#list + 1] = "It draws from the generator (dl.manualSeed)." end
  return table.concat(list, " ")
end

--- The page of one operator, as text.
function reference.page(record)
  local lines = {
    record.name .. "(" .. record.sig .. ")" .. (record.returns and " -> " .. record.returns or ""),
    "",
    record.doc or "",
  }
  local note = notes(record)
  if note ~= "" then lines[#lines + 1] = note end
  lines[#lines + 1] = "Called as " .. table.concat(forms(record), ", ") .. "."
  return table.concat(lines, "\n")
end

--- Print the manual page of an operator. Returns its text, or nil when there is none of that name.
function reference.doc(name)
  local record = type(name) == "string" and reference.find(name)
  if not record then return nil end
  local text = reference.page(record)
  print(text)
  return text
end

--- The whole table as one page of Markdown.
function reference.markdown()
  local lines = {
    "# Operators",
    "",
    "Made from the operator table by `./dev docs`. `?name` in the REPL and `dl.doc(name)` print the same texts.",
    "Dimensions, positions and the values of index tensors count from 1; negative ones count from the end.",
  }
  for _, record in ipairs(reference.ops()) do
    if not record.inLua then
      local title, body = reference.page(record):match("^(.-)\n\n(.*)$")
      lines[#lines + 1] = "\n## " .. record.name .. "\n\n`" .. title .. "`\n\n" .. body
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local annotationTypes = {
  Tensor = "dl.Tensor", ["Tensor|number"] = "dl.Tensor|number", Tensors = "dl.Tensor[]", number = "number",
  int = "integer", bool = "boolean", string = "string", dim = "integer", dims = "integer|integer[]", index = "integer",
  sizes = "integer|integer[]", ints = "integer|integer[]",
  ["ints|string"] = "integer|integer[]|string", dtype = "string",
}

--- One declaration with its annotations; editors read them only right above a function.
local function declare(lines, record, name)
  local names = {}
  for line in (record.doc or ""):gmatch("[^\n]+") do lines[#lines + 1] = "--- " .. line end
  for _, p in ipairs(record.parameters) do
    names[#names + 1] = p.name
    lines[#lines + 1] = string.format("---@param %s%s %s", p.name, p.optional and "?" or "", annotationTypes[p.type])
  end
  lines[#lines + 1] = "---@return dl.Tensor"
  lines[#lines + 1] = "function " .. name .. "(" .. table.concat(names, ", ") .. ") end"
  lines[#lines + 1] = ""
end

--- The table as LuaCATS annotations, which editors read (`---@meta`).
function reference.annotations()
  local lines = { "---@meta dlua", "", "---@class dl.Tensor", "local Tensor = {}", "", "local dl = {}", "" }
  for _, record in ipairs(reference.ops()) do
    local method = record.parameters[1] and record.parameters[1].type:match("^Tensor")
    local isWord = record.name ~= "repeat"                 -- a keyword of Lua, called by its alias
    if not record.inLua and isWord then
      if not record.onlyInPlace then declare(lines, record, "dl." .. record.name) end
      if not record.onlyInPlace and method then declare(lines, record, "Tensor." .. record.name) end
      if record.inPlace then declare(lines, record, "Tensor." .. record.name .. "_") end
    end
  end
  lines[#lines + 1] = "return dl"
  return table.concat(lines, "\n") .. "\n"
end

--- Write both into a folder: operators.md and dlua.d.lua.
function reference.write(folder)
  assert(core.writeFile(folder .. "/operators.md", { reference.markdown() }))
  assert(core.writeFile(folder .. "/dlua.d.lua", { reference.annotations() }))
end

return reference
