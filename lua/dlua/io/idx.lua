-- The IDX format, in which MNIST comes: the header is 0, 0, a type, the number of dimensions, then
-- each size as a big-endian 32-bit integer; the elements follow, big-endian, row by row.
-- Y. LeCun, http://yann.lecun.com/exdb/mnist/.

local dl = require "dlua"
local file = require "dlua.io.file"

local idx = {}

local kinds = { [8] = ">u1", [9] = ">i1", [11] = ">i2", [12] = ">i4", [13] = ">f4", [14] = ">f8" }
local maximumDims = 8

--- The tensor in the bytes of an IDX file; `where` begins the messages.
function idx.decode(bytes, where)
  local function fail(message, ...)
    return dl.core.raise(("%s: " .. message):format(where, ...))
  end
  if #bytes < 4 then fail("too short to be an IDX file (%d bytes)", #bytes) end
  local zero, kind, ndim = string.unpack(">I2BB", bytes)
  if zero ~= 0 or not kinds[kind] then fail("no IDX file: it begins with %08x",
    string.unpack(">I4", bytes)) end
  if ndim > maximumDims then
    fail("%d dimensions, at most %d are possible", ndim, maximumDims)
  end
  if #bytes < 4 + 4 * ndim then fail("the header is cut short") end
  local sizes, count = {}, tonumber(kinds[kind]:sub(3))
  for d = 1, ndim do
    sizes[d] = string.unpack(">I4", bytes, 1 + 4 * d)
    count = count * sizes[d]
  end
  local start = 5 + 4 * ndim
  local tensor, reason = dl.core.readElements(kinds[kind], sizes, bytes, start)
  if not tensor then fail("cut short: %s", reason) end
  if #bytes - start + 1 > count then
    fail("%d bytes too many behind %d elements", #bytes - start + 1 - count, tensor:numel())
  end
  return tensor
end

--- data.idx(path): the tensor of an IDX file (packed by gzip or not): uint8, int32 (also for 8 and
-- 16 bits), float32 or float64.
function idx.read(path)
  local bytes = file.read(path, "data.idx")
  return idx.decode(bytes, "data.idx: " .. path)
end

return idx
