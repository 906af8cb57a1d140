-- NumPy's npy format: one array in a file.
--
--   6 bytes   "\x93NUMPY"
--   2 bytes   version: 1.0, 2.0 or 3.0
--   2 bytes   (version 1) or 4 bytes: the length of the header, little-endian
--   header    a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
--   data      the elements, row by row, or column by column in fortran_order
--
-- NEP 1, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Arrays of text,
-- records, complex numbers and Python objects (which would be code) are refused.

local dl = require "dlua"
local file = require "dlua.io.file"

local npy = {}

local magic = "\x93NUMPY"
local maximumDims = 8

local kindOf = {
  float64 = "<f8", float32 = "<f4", float16 = "<f2", int64 = "<i8", int32 = "<i4", uint8 = "|u1",
  bool = "|b1",
}

-- ---- reading ----

--- The text of the header and the position behind it.
local function readHeader(bytes, fail)
  if bytes:sub(1, 6) ~= magic then fail("no npy file") end
  if #bytes < 12 then fail("the header is cut short") end
  local major = bytes:byte(7)
  if major < 1 or major > 3 then fail("version %d of the format is not known", major) end
  local length, start = string.unpack(major == 1 and "<I2" or "<I4", bytes, 9)
  if length > #bytes - start + 1 then fail("the header is cut short") end
  return bytes:sub(start, start + length - 1), start + length
end

--- A Python tuple of integers as a list, or nil.
local function sizesOf(text)
  local sizes = {}
  if text:find("^%s*$") then return sizes end
  for item in (text:gsub(",%s*$", "") .. ","):gmatch("([^,]*),") do
    sizes[#sizes + 1] = math.tointeger(tonumber(item:match("^%s*(%d+)[lL]?%s*$")))
    if not sizes[#sizes] or #sizes > 32 then return nil end
  end
  return text:find(",") and sizes or nil
end

local function parse(header, fail)
  local descr = header:match("['\"]descr['\"]%s*:%s*['\"]([^'\"]*)['\"]")
  local order = header:match("['\"]fortran_order['\"]%s*:%s*(%a+)")
  local shape = header:match("['\"]shape['\"]%s*:%s*%(([^()]*)%)")
  if not header:find("^%s*{.*}%s*$") or not order or not shape then
    fail("the header is not that of an array: %s", header:sub(1, 60))
  end
  if order ~= "True" and order ~= "False" then fail("fortran_order is %s", order) end
  local sizes = sizesOf(shape)
  if not sizes then fail("the shape is (%s)", shape:sub(1, 60)) end
  if #sizes > maximumDims then
    fail("%d dimensions, at most %d are possible", #sizes, maximumDims)
  end
  if not descr or not descr:find("^[<>|=][fiub]%d$") then
    fail("dtype %s is none of numbers that dlua has", descr and "'" .. descr .. "'" or "of records")
  end
  return descr, order == "True", sizes
end

--- The array of an npy file in the order of its dimensions, from one that was read with them
-- reversed.
local function fromFortran(tensor)
  local order = {}
  for d = 1, tensor.ndim do order[d] = tensor.ndim + 1 - d end
  return tensor:permute(order):contiguous()
end

local function reversed(sizes)
  local list = {}
  for d = 1, #sizes do list[d] = sizes[#sizes + 1 - d] end
  return list
end

--- The tensor in the bytes of an npy file; `where` begins the messages.
function npy.decode(bytes, where)
  local function fail(message, ...)
    dl.core.raise(("%s: " .. message):format(where, ...))
  end
  local header, start = readHeader(bytes, fail)
  local kind, fortran, sizes = parse(header, fail)
  local known, tensor, reason = pcall(dl.core.readElements, kind,
    fortran and reversed(sizes) or sizes, bytes, start)
  if not known then fail("dtype '%s' is none that dlua has", kind) end
  if not tensor then fail("%s", reason) end
  local excess = #bytes - start + 1 - tensor:numel() * tonumber(kind:sub(3))
  if excess ~= 0 then fail("%d bytes too many behind the data", excess) end
  return fortran and #sizes > 1 and fromFortran(tensor) or tensor
end

--- data.npy(path): the tensor of an npy file (packed by gzip or not). int8, int16 and uint16 become
-- int32, uint32 and uint64 int64.
function npy.read(path)
  return npy.decode(file.read(path, "data.npy"), "data.npy: " .. path)
end

-- ---- writing ----

local function tuple(sizes)
  return "(" .. table.concat(sizes, ", ") .. (#sizes == 1 and ",)" or ")")
end

--- A tensor as the bytes of an npy file; `where` begins the messages. NumPy has no bfloat16: such a
-- tensor becomes float32.
function npy.encode(tensor, where)
  if not dl.isTensor(tensor) then
    dl.core.raise(("%s: a tensor expected, got %s"):format(where, type(tensor)))
  end
  tensor = tensor:detach()
  if tensor.dtype == "bfloat16" then tensor = tensor:to("float32") end
  local header = ("{'descr': '%s', 'fortran_order': False, 'shape': %s, }"):format(
    kindOf[tensor.dtype], tuple(tensor:size()))
  header = header .. (" "):rep(-(#header + 11) % 64) .. "\n"      -- the data begin at 64 k
  return magic .. "\1\0" .. string.pack("<I2", #header) .. header .. dl.core.tensorBytes(tensor)
end

--- data.saveNpy(path, tensor): a file that numpy.load reads; written at once or not at all.
function npy.write(path, tensor)
  local written, reason = dl.core.writeFile(path, { npy.encode(tensor, "data.saveNpy") })
  if not written then dl.core.raise("data.saveNpy: " .. reason) end
end

return npy
