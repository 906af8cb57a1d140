-- Nested tables of tensors as a list of the tensors and the form that they came in: the tables,
-- with positions in the list instead of the tensors. A form holds no tensor, so the tape may hold it.

local dl = require "dlua"
local walk = require "dlua.nn.walk"

local forms = {}

--- The form of a value. Its tensors, or those for which accepts(tensor) holds, are appended to
-- `list`; false stands for anything else.
function forms.dissect(value, list, accepts)
  if dl.isTensor(value) then
    if accepts and not accepts(value) then return false end
    list[#list + 1] = value
    return #list
  elseif type(value) ~= "table" then
    return false
  end
  local form = {}
  for _, key in ipairs(walk.keys(value)) do form[key] = forms.dissect(value[key], list, accepts) end
  return form
end

--- The form filled with items of a list. Where it has no tensor to fill in stands what is in the
-- same place of `rest`.
function forms.assemble(form, list, rest)
  if type(form) == "number" then return list[form] end
  if not form then return rest end
  local value = {}
  for key, inner in pairs(form) do
    value[key] = forms.assemble(inner, list, type(rest) == "table" and rest[key] or nil)
  end
  return value
end

--- Put the items of `value` which the form has a place for into the list, where they are not nil.
function forms.collect(form, value, list)
  if type(form) == "number" then
    if value ~= nil then list[form] = value end
  elseif form then
    for key, inner in pairs(form) do
      forms.collect(inner, type(value) == "table" and value[key] or nil, list)
    end
  end
  return list
end

return forms
