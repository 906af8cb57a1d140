-- Images made larger, smaller, turned, surrounded. They have height and width as their last
-- dimensions. All of it is written in operators.

local dl = require "dlua"

local geometry = {}

--- Compute in floats; uint8 and other integers are rounded and cut off afterwards.
local function inFloats(x, fn)
  if x.dtype:find("float") then return fn(x) end
  local y = fn(x:to("float32"))
  if x.dtype == "uint8" then y = y:clamp(0, 255) end
  return (y + 0.5):floor():to(x.dtype)
end

--- x with `rows` above and below and `columns` left and right of value `fill`.
function geometry.pad(x, rows, columns, fill)
  local shape = x:size()
  local height, width = shape[#shape - 1], shape[#shape]
  shape[#shape - 1], shape[#shape] = height + 2 * rows, width + 2 * columns
  local out = dl.full(shape, fill, x.dtype)
  out:narrow(-2, rows + 1, height):narrow(-1, columns + 1, width):copy_(x)
  return out
end

-- ---- resizing ----

--- Which pixels of a row of `from` go into each of a row of `to`, a matrix (to, from). The centres
-- of pixels are at 1/2, 3/2, ..., as in PyTorch's interpolate (align_corners = false). With
-- antialias the triangle of a linear interpolation is as wide as the pixels that it makes.
local function weights(from, to, antialias)
  local scale = from / to
  local support = antialias and math.max(scale, 1) or 1
  local rows = {}
  for i = 1, to do
    local centre = (i - 0.5) * scale
    if not antialias then centre = math.min(math.max(centre, 0.5), from - 0.5) end
    local row, sum = {}, 0
    for j = 1, from do
      row[j] = math.max(0, 1 - math.abs(j - 0.5 - centre) / support)
      sum = sum + row[j]
    end
    for j = 1, from do row[j] = row[j] / sum end
    rows[i] = row
  end
  return dl.tensor(rows, "float32")
end

--- Matrices of sizes that were asked for, a few of them.
local kept, keptCount = {}, 0

local function keptWeights(from, to, antialias)
  local key = ("%d %d %s"):format(from, to, antialias)
  if not kept[key] then
    if keptCount >= 32 then kept, keptCount = {}, 0 end
    kept[key], keptCount = weights(from, to, antialias), keptCount + 1
  end
  return kept[key]
end

local function nearest(from, to)
  local list = {}
  for i = 1, to do list[i] = (i - 1) * from // to + 1 end
  return dl.tensor(list, "int64")
end

--- x with another height and width. mode: "nearest" or "bilinear".
function geometry.resize(x, height, width, mode, antialias)
  local oldHeight, oldWidth = x:size(-2), x:size(-1)
  if oldHeight == height and oldWidth == width then return x end
  if mode == "nearest" then
    return x:indexSelect(-2, nearest(oldHeight, height)):indexSelect(-1, nearest(oldWidth, width))
  end
  return inFloats(x, function(y)
    local rows = keptWeights(oldHeight, height, antialias):to(y.dtype)
    local columns = keptWeights(oldWidth, width, antialias):to(y.dtype)
    return rows:matmul(y):matmul(columns:t())
  end)
end

-- ---- affine changes ----

--- Where each pixel of the result comes from: y and x (from 0, fractions), each (height * width).
-- The change is x' = centre + shift + scale * R(degrees) * S(shear) * (x - centre); here it is
-- undone.
local function sources(height, width, change)
  local angle, shear = math.rad(change.degrees or 0), math.tan(math.rad(change.shear or 0))
  local scale = change.scale or 1
  local c, s = math.cos(angle), math.sin(angle)
  local centreY, centreX = (height - 1) / 2, (width - 1) / 2
  local y = dl.arange(height):to("float32") - (centreY + (change.down or 0))
  local x = dl.arange(width):to("float32") - (centreX + (change.right or 0))
  y = y:view(height, 1):expand(height, width)
  x = x:view(1, width):expand(height, width)
  -- rows count downwards, so a turn against the clock is (x, y) -> (c x + s y, -s x + c y)
  local turnedX = (x * c - y * s) / scale
  local turnedY = (x * s + y * c) / scale
  return (turnedY + centreY):reshape(-1), (turnedX - turnedY * shear + centreX):reshape(-1)
end

--- The pixels at integer positions (float tensors), and 1 where there are any, else 0.
local function pick(flat, y, x, height, width)
  local inside = y:ge(0):logicalAnd(y:le(height - 1))
  inside = inside:logicalAnd(x:ge(0)):logicalAnd(x:le(width - 1))
  local position = y:clamp(0, height - 1) * width + x:clamp(0, width - 1) + 1
  return flat:indexSelect(2, position:to("int64")), inside:to(flat.dtype)
end

local function bilinear(flat, y, x, height, width, fill)
  local top, left = y:floor(), x:floor()
  local downward, rightward = (y - top):to(flat.dtype), (x - left):to(flat.dtype)
  local sum, covered = 0, 0
  for corner = 0, 3 do
    local low, right = corner // 2, corner % 2
    local value, inside = pick(flat, top + low, left + right, height, width)
    local share = inside * (low == 1 and downward or 1 - downward)
    share = share * (right == 1 and rightward or 1 - rightward)
    sum, covered = sum + value * share, covered + share
  end
  return sum + (1 - covered) * fill
end

--- x changed by {degrees =, shear =, scale =, down =, right =}. mode: "nearest" or "bilinear".
function geometry.affine(x, change, mode, fill)
  local height, width = x:size(-2), x:size(-1)
  return inFloats(x, function(image)
    local flat = image:reshape(-1, height * width)
    local sourceY, sourceX = sources(height, width, change)
    local out
    if mode == "nearest" then
      local row, column = (sourceY + 0.5):floor(), (sourceX + 0.5):floor()
      local value, inside = pick(flat, row, column, height, width)
      out = value * inside + (1 - inside) * fill
    else
      out = bilinear(flat, sourceY, sourceX, height, width, fill)
    end
    return out:view(image:size())
  end)
end

return geometry
