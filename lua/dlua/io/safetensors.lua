-- The safetensors format: named tensors and a table of strings in one file.
--
--   8 bytes   the length of the header, an unsigned little-endian integer
--   header    JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...,
--             "__metadata__": {"key": "text"}}
--   data      the tensors, row-major and little-endian, one after the other without holes
--
-- After https://github.com/huggingface/safetensors (format), whose reader in Python takes these
-- files. A file may come from anywhere: everything in it is checked before it is used.

local dl = require "dlua"
local json = require "dlua.io.json"

local safetensors = {}

local nameOf = {
  float64 = "F64", float32 = "F32", float16 = "F16", bfloat16 = "BF16",
  int64 = "I64", int32 = "I32", uint8 = "U8", bool = "BOOL",
}
local sizeOf = { F64 = 8, F32 = 4, F16 = 2, BF16 = 2, I64 = 8, I32 = 4, U8 = 1, BOOL = 1 }
local dtypeOf = {}
for dtype, name in pairs(nameOf) do dtypeOf[name] = dtype end

local headerLimit = 100000000  -- as in the reference implementation
local maximumDims = 8

-- ---- writing ----

--- Tensors of wide elements first: then all are aligned, for readers that map the file.
local function sorted(entries)
  local order = {}
  for i, entry in ipairs(entries) do
    order[i] = { name = entry.name, tensor = entry.tensor, position = i,
      kind = nameOf[entry.tensor.dtype] }
  end
  table.sort(order, function(a, b)
    if sizeOf[a.kind] ~= sizeOf[b.kind] then return sizeOf[a.kind] > sizeOf[b.kind] end
    return a.position < b.position
  end)
  return order
end

--- Write the file at once or not at all. `entries` is a list of {name =, tensor =}, `metadata` a
-- table of strings or nil.
function safetensors.write(path, entries, metadata)
  local header, parts, offset = { __metadata__ = metadata }, { "", "" }, 0
  for _, entry in ipairs(sorted(entries)) do
    local tensor = entry.tensor
    local stop = offset + tensor:numel() * sizeOf[entry.kind]
    header[entry.name] = {
      dtype = entry.kind, shape = json.array(tensor.shape), data_offsets = { offset, stop },
    }
    parts[#parts + 1], offset = dl.core.tensorBytes(tensor), stop
  end
  local text = json.encode(header)
  text = text .. (" "):rep(-#text % 8)
  parts[1], parts[2] = string.pack("<I8", #text), text
  local written, reason = dl.core.writeFile(path, parts)
  if not written then dl.core.raise(reason) end
end

-- ---- reading ----

local function isCount(value)
  return math.type(value) == "integer" and value >= 0
end

local function isListOf(value, test)
  if type(value) ~= "table" then return false end
  for _, item in pairs(value) do
    if not test(item) then return false end
  end
  return true
end

--- The number of bytes of a tensor of this shape, or nil when there are more than a file can have.
local function byteCount(shape, size)
  local count = size
  for _, length in ipairs(shape) do
    if length == 0 then return 0 end
    if count > math.maxinteger // length then return nil end
    count = count * length
  end
  return count
end

--- Check one entry of the header. `total`: the bytes of data in the file.
local function checkEntry(entry, total, fail)
  if type(entry) ~= "table" then fail("an object expected, got a " .. type(entry)) end
  local size = sizeOf[entry.dtype]
  if not size then fail("dtype " .. tostring(entry.dtype) .. " is not one that dlua has") end
  local shape, offsets = entry.shape, entry.data_offsets
  if not isListOf(shape, isCount) then fail("its shape is no list of sizes") end
  if #shape > maximumDims then
    fail(("%d dimensions, at most %d are possible"):format(#shape, maximumDims))
  end
  if not isListOf(offsets, isCount) or #offsets ~= 2 then
    fail("its data_offsets are no two offsets")
  end
  local first, stop = offsets[1], offsets[2]
  if first > stop or stop > total then
    fail(("bytes %d to %d of %d in the file"):format(first, stop, total))
  end
  if byteCount(shape, size) ~= stop - first then
    fail(("%d bytes do not make %s of shape %s"):format(
      stop - first, entry.dtype, table.concat(shape, "x")))
  end
end

--- The entries in the order of their data, checked to cover it without holes.
local function checkHeader(header, total, fail)
  local entries = {}
  for name, entry in pairs(header) do
    if name ~= "__metadata__" then
      checkEntry(entry, total, function(message) fail(("tensor %s: %s"):format(name, message)) end)
      entries[#entries + 1] = { name = name, dtype = entry.dtype, shape = entry.shape,
        first = entry.data_offsets[1], stop = entry.data_offsets[2] }
    end
  end
  table.sort(entries, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.stop ~= b.stop then return a.stop < b.stop end
    return a.name < b.name
  end)
  local expected = 0
  for _, entry in ipairs(entries) do
    if entry.first ~= expected then
      fail(("tensor %s begins at byte %d, expected %d"):format(entry.name, entry.first, expected))
    end
    expected = entry.stop
  end
  if expected ~= total then
    fail(("%d bytes of data, the tensors have %d"):format(total, expected))
  end
  return entries
end

local function checkMetadata(metadata, fail)
  if metadata == nil then return {} end
  if type(metadata) ~= "table" or getmetatable(metadata) == getmetatable(json.array {}) then
    fail("__metadata__ is no object")
  end
  for key, value in pairs(metadata) do
    if type(key) ~= "string" or type(value) ~= "string" then
      fail("__metadata__ holds something other than strings")
    end
  end
  return metadata
end

local function readHeader(file, size, fail)
  local prefix = file:read(8)
  if not prefix or #prefix < 8 then fail("too short to be a safetensors file") end
  local length = string.unpack("<i8", prefix)
  if length < 0 or length > headerLimit or length > size - 8 then
    fail("no safetensors file: the header's length is not that of a header in a file of its size")
  end
  local text = length > 0 and file:read(length) or ""
  if not text or #text < length then fail("the header is not complete") end
  if text:sub(1, 1) ~= "{" then fail("no safetensors file: the header is no JSON object") end
  local ok, header = pcall(json.decode, text)
  if not ok then fail("header: " .. header) end
  return header, size - 8 - length
end

local function readTensor(file, entry, fail)
  local count = entry.stop - entry.first
  local bytes = count > 0 and file:read(count) or ""
  if not bytes or #bytes < count then fail(("tensor %s: the file ended"):format(entry.name)) end
  if entry.dtype == "BOOL" and bytes:find("[^\0\1]") then
    fail(("tensor %s: a byte of a bool is neither 0 nor 1"):format(entry.name))
  end
  return dl.core.tensorFromBytes(dtypeOf[entry.dtype], entry.shape, bytes, 1)
end

--- The tensors of a file by name, and its metadata, a table of strings.
function safetensors.read(path)
  local function fail(message) dl.core.raise(("%s: %s"):format(path, message)) end
  local file <close>, reason = io.open(path, "rb")
  if not file then dl.core.raise(reason) end
  local size = file:seek("end")
  file:seek("set")
  local header, total = readHeader(file, size, fail)
  local metadata = checkMetadata(header.__metadata__, fail)
  local tensors = {}
  for _, entry in ipairs(checkHeader(header, total, fail)) do
    tensors[entry.name] = readTensor(file, entry, fail)
  end
  return tensors, metadata
end

return safetensors
