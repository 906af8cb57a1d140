-- print(module): a tree of its modules, with the shapes of their parameters and how many numbers
-- they hold. A parameter that is shared counts once, where it comes first.
--
--   nn.Sequential: 2,260 parameters
--     (1) nn.Linear(64 -> 30): weight 30x64, bias 30 = 1,950
--     (2) nn.ReLU()
--     (3) nn.Linear(30 -> 10): weight 10x30, bias 10 = 310

local dl = require "dlua"
local learned = require "dlua.nn.learned"
local text = require "dlua.nn.text"
local walk = require "dlua.nn.walk"

local function typeName(module)
  return getmetatable(module) and module.__name or "table"
end

--- "nn.Linear(64 -> 30)"; a container shows its name alone.
local function title(module, hasChildren)
  local arguments = getmetatable(module) and module:describe() or ""
  if hasChildren and arguments == "" then return typeName(module) end
  return typeName(module) .. "(" .. arguments .. ")"
end

--- The parameters held by the module itself (in its plain tables too), not by a child: the list of
-- "weight 30x64", and the count of their numbers.
local function ownParameters(object, path, seen, parts)
  local count = 0
  for _, key in ipairs(walk.keys(object)) do
    local field, name = rawget(object, key), walk.join(path, object, key)
    if not walk.isTransient(object, key) and not seen[field] then
      if dl.isTensor(field) and learned.ever(field) then
        seen[field] = true
        local frozen = learned.isFrozen(field) and " frozen" or ""
        parts[#parts + 1] = name .. " " .. text.shape(field) .. frozen
        count = count + field:numel()
      elseif type(field) == "table" and getmetatable(field) == nil and not walk.isModule(field) then
        seen[field] = true
        count = count + ownParameters(field, name, seen, parts)
      end
    end
  end
  return count
end

local function lineOf(module, indent, name, hasChildren, own, count)
  local line = indent .. (name and "(" .. name .. ") " or "") .. title(module, hasChildren)
  return own == "" and line or ("%s: %s = %s"):format(line, own, text.grouped(count))
end

local function describe(module, indent, name, lines, seen)
  local children, names = walk.children(module)
  local parts = {}
  local count = ownParameters(module, "", seen, parts)
  local own = table.concat(parts, ", ")
  local position = #lines + 1
  lines[position] = lineOf(module, indent, name, #children > 0, own, count)
  for i, child in ipairs(children) do
    count = count + describe(child, indent .. "  ", names[i], lines, seen)
  end
  if indent == "" and #children > 0 then
    lines[position] = ("%s: %s parameter%s"):format(
      title(module, true), text.grouped(count), count == 1 and "" or "s")
    if own ~= "" then lines[position] = lines[position] .. ", of its own " .. own end
  end
  return count
end

return function(module)
  local lines = {}
  describe(module, "", nil, lines, {})
  return table.concat(lines, "\n")
end
