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

--- The map from places in the result to places in the image, for affineGrid: both from -1 to 1. The
-- change is p' = middle + shift + scale * R(degrees) * S(shear) * (p - middle); this is its inverse.
local function inverse(height, width, change)
  local angle, shear = math.rad(change.degrees or 0), math.tan(math.rad(change.shear or 0))
  local scale, down, right = change.scale or 1, change.down or 0, change.right or 0
  local c, s = math.cos(angle) / scale, math.sin(angle) / scale
  -- rows count downwards, so a turn against the clock takes (x, y) to (c x + s y, c y - s x)
  local xx, xy, yx, yy = c - s * shear, -s - c * shear, s, c
  return dl.tensor { {
    { xx, xy * height / width, -(xx * right + xy * down) * 2 / width },
    { yx * width / height, yy, -(yx * right + yy * down) * 2 / height },
  } }
end

--- x changed by {degrees =, shear =, scale =, down =, right =}. mode: "nearest" or "bilinear".
function geometry.affine(x, change, mode, fill)
  local height, width = x:size(-2), x:size(-1)
  local theta = inverse(height, width, change)
  return inFloats(x, function(image)
    local flat = image:reshape(1, -1, height, width)
    local grid = dl.affineGrid(theta:to(flat.dtype), { 1, flat:size(2), height, width })
    return (dl.gridSample(flat - fill, grid, mode) + fill):view(image:size())
  end)
end

return geometry
