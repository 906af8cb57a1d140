-- What several specs need: tensors from descriptions, and comparing a tensor with what is expected.
--
--   local support = require "tests.support"
--   local x = support.tensor { dtype = "float64", shape = { 2, 3 }, data = { 1, 2, 3, 4, 5, 6 } }
--   support.close(x:sum(1), { 5, 7, 9 })
--   support.close(y, { dtype = "float64", shape = { 0, 3 }, data = {} }, 1e-9)
local dl = require "dlua"

local support = {}

-- How far an element may be from what is expected: relative to it, and in any case (the latter
-- times the largest expected magnitude, where that is over 1). Types that are not here must agree
-- exactly.
support.tolerances = {
  float64 = { relative = 1e-12, absolute = 1e-12 },
  float32 = { relative = 1e-5, absolute = 1e-6 },
  float16 = { relative = 2e-3, absolute = 1e-3 },
  bfloat16 = { relative = 1e-2, absolute = 1e-2 },
}
local exact = { relative = 0, absolute = 0 }

-- The tensor that a description describes. `data` lists the elements of a contiguous tensor of the
-- given dtype and shape, row by row; `view`, when there, lists the views to take of it in turn:
-- { "operator", argument, ... } each. No gradient is asked for. The second result is what is stored.
function support.tensor(description)
  local stored = dl.tensor(description.data, description.dtype):view(description.shape)
  local tensor = stored
  for _, view in ipairs(description.view or {}) do
    tensor = dl[view[1]](tensor, table.unpack(view, 2))
  end
  return tensor:detach(), stored
end

-- The elements of a nested list, row by row, appended to `out`; and its sizes.
local function flatten(nested, out, shape, depth)
  if type(nested) ~= "table" then
    out[#out + 1] = nested
    return
  end
  shape[depth] = #nested
  for _, item in ipairs(nested) do
    flatten(item, out, shape, depth + 1)
  end
end

-- Any of a tensor, a description, a nested list, a number or a boolean as a description; what is
-- not said (the dtype of a list) is nil.
local function described(value)
  if dl.isTensor(value) then
    local data = {}
    flatten(value:totable(), data, {}, 1)
    return { dtype = value.dtype, shape = value:size(), data = data }
  elseif type(value) == "table" and value.data then
    return value
  end
  local data, shape = {}, {}
  flatten(value, data, shape, 1)
  return { shape = shape, data = data }
end

local function sizes(shape)
  return "{" .. table.concat(shape, ", ") .. "}"
end

-- Where element `i` of a tensor of this shape is, as a list of indices.
local function position(i, shape)
  local at = {}
  i = i - 1
  for d = #shape, 1, -1 do
    at[d] = i % shape[d] + 1
    i = i // shape[d]
  end
  return sizes(at)
end

local function toleranceFor(dtype, tolerance)
  if type(tolerance) == "number" then
    return { relative = tolerance, absolute = tolerance }
  end
  return tolerance or support.tolerances[dtype] or exact
end

local function largest(data)
  local most = 1
  for _, v in ipairs(data) do
    if type(v) == "number" and v == v and math.abs(v) < math.huge then
      most = math.max(most, math.abs(v))
    end
  end
  return most
end

local function near(got, expected, tolerance, scale)
  if got == expected or (got ~= got and expected ~= expected) then
    return true
  elseif math.type(got) ~= "float" and math.type(expected) ~= "float" then
    return false
  elseif type(got) ~= "number" or type(expected) ~= "number" then
    return false
  end
  local allowed = tolerance.absolute * scale + tolerance.relative * math.abs(expected)
  return allowed < math.huge and math.abs(got - expected) <= allowed
end

-- nil when the tensor is what is expected, else how it differs: dtype (when one is expected),
-- shape, or the first element that is too far off.
function support.difference(actual, expected, tolerance)
  if not dl.isTensor(actual) then
    return "expected a tensor, got " .. tostring(actual) .. " (" .. type(actual) .. ")"
  end
  local got, want = described(actual), described(expected)
  if want.dtype and got.dtype ~= want.dtype then
    return "expected dtype " .. want.dtype .. ", got " .. got.dtype
  end
  if want.shape and sizes(got.shape) ~= sizes(want.shape) then
    return "expected shape " .. sizes(want.shape) .. ", got " .. sizes(got.shape)
  end
  if #got.data ~= #want.data then
    return "expected " .. #want.data .. " elements, got " .. #got.data
  end
  local allowed, scale = toleranceFor(got.dtype, tolerance), largest(want.data)
  local first, wrong
  for i, expectedElement in ipairs(want.data) do
    if not near(got.data[i], expectedElement, allowed, scale) then
      first, wrong = first or i, (wrong or 0) + 1
    end
  end
  if first then
    return ("element %s: expected %s, got %s (%d of %d elements differ)"):format(
      position(first, got.shape), want.data[first], got.data[first], wrong, #want.data)
  end
end

-- An error at the caller's line unless `actual` is what is expected: a tensor, a description, a
-- nested list, a number or a boolean. `tolerance`: nil (by dtype), a number (relative and
-- absolute), or { relative =, absolute = }.
function support.close(actual, expected, tolerance)
  local difference = support.difference(actual, expected, tolerance)
  if difference then
    error(difference, 2)
  end
end

--- Whether a device of this name can be opened.
function support.hasDevice(name)
  return (pcall(function() return dl.zeros({ 1 }):to(name) end))
end

--- How many kernels a call begins on a CUDA device.
function support.kernels(device, work, ...)
  local cuda = dl.cuda.forKind((device:gsub(":.*", "")))
  local before = cuda.counts().kernels
  work(...)
  return cuda.counts().kernels - before
end

return support
