-- Zip archives, as far as NumPy and others use them for data: stored and deflated files, zip64
-- sizes, no encryption, one volume. PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 6.3.

local dl = require "dlua"

local zip = {}

local localMark, centralMark, endMark = 0x04034b50, 0x02014b50, 0x06054b50
local end64Mark, locator64Mark = 0x06064b50, 0x07064b50
local wide16, wide32 = 0xFFFF, 0xFFFFFFFF

-- ---- reading ----

--- string.unpack that fails when the data end.
local function take(bytes, format, position, fail)
  if position < 1 or position + string.packsize(format) - 1 > #bytes then
    fail("the zip archive is cut short or damaged")
  end
  return string.unpack(format, bytes, position)
end

--- Number of entries and the position of the first in the central directory.
local function findDirectory(bytes, fail)
  local last
  for position = #bytes - 21, math.max(1, #bytes - 21 - wide16), -1 do
    if bytes:sub(position, position + 3) == "PK\5\6" then
      last = position
      break
    end
  end
  if not last then fail("no zip archive, or cut short") end
  local _, _, _, _, count, _, offset = take(bytes, "<I4I2I2I2I2I4I4", last, fail)
  if count ~= wide16 and offset ~= wide32 then return count, offset + 1 end
  local mark, _, place = take(bytes, "<I4I4I8", last - 20, fail)
  if mark ~= locator64Mark or place < 0 or place >= #bytes then
    fail("the zip archive is damaged")
  end
  local mark64, _, _, _, _, _, _, count64, _, offset64 =
    take(bytes, "<I4I8I2I2I4I4I8I8I8I8", place + 1, fail)
  if mark64 ~= end64Mark or count64 < 0 or offset64 < 0 then fail("the zip archive is damaged") end
  return count64, offset64 + 1
end

--- Sizes beyond 32 bits stand in an extra field with the mark 1.
local function widen(entry, extra, fail)
  local position = 1
  while position + 3 <= #extra do
    local mark, length = string.unpack("<I2I2", extra, position)
    position = position + 4
    if mark == 1 then
      for _, key in ipairs { "size", "packedSize", "offset" } do
        if entry[key] == wide32 then
          entry[key] = take(extra, "<i8", position, fail)
          position = position + 8
        end
      end
      return
    end
    position = position + length
  end
end

local function readEntry(bytes, position, fail)
  local mark, _, _, flags, method, _, _, crc, packedSize, size, nameLength, extraLength,
    commentLength, _, _, _, offset = take(bytes, "<I4I2I2I2I2I2I2I4I4I4I2I2I2I2I2I4I4", position,
      fail)
  if mark ~= centralMark then fail("the directory of the zip archive is damaged") end
  local start = position + 46
  local entry = { flags = flags, method = method, crc = crc, packedSize = packedSize, size = size,
    offset = offset, name = bytes:sub(start, start + nameLength - 1) }
  local extra = start + nameLength
  widen(entry, bytes:sub(extra, extra + extraLength - 1), fail)
  return entry, extra + extraLength + commentLength
end

local function contents(bytes, entry, fail)
  if entry.flags & 1 ~= 0 then fail("%s is encrypted", entry.name) end
  if entry.offset < 0 or entry.offset >= #bytes then
    fail("%s lies outside the file", entry.name)
  end
  local mark, _, _, _, _, _, _, _, _, nameLength, extraLength =
    take(bytes, "<I4I2I2I2I2I2I4I4I4I2I2", entry.offset + 1, fail)
  local start = entry.offset + 31 + nameLength + extraLength
  if mark ~= localMark or entry.packedSize < 0 or entry.packedSize > #bytes - start + 1 then
    fail("%s is cut short or damaged", entry.name)
  end
  local packed, content, reason = bytes:sub(start, start + entry.packedSize - 1)
  if entry.method == 0 then
    content = packed
  elseif entry.method == 8 then
    content, reason = dl.core.inflate(packed)
  else
    reason = ("packed by method %d, which is not known"):format(entry.method)
  end
  if not content then fail("%s: %s", entry.name, reason) end
  if #content ~= entry.size or dl.core.crc32(content) ~= entry.crc then
    fail("%s is damaged: its checksum does not agree", entry.name)
  end
  return content
end

--- The files in the bytes of an archive, a list of {name =, content =}. `where` begins the
-- messages.
function zip.decode(bytes, where)
  local function fail(message, ...)
    dl.core.raise(("%s: " .. message):format(where, ...))
  end
  local files = {}
  local count, position = findDirectory(bytes, fail)
  for i = 1, count do
    local entry
    entry, position = readEntry(bytes, position, fail)
    files[i] = { name = entry.name, content = contents(bytes, entry, fail) }
  end
  return files
end

-- ---- writing ----

-- Files are dated 1 January 1980, the first day that the format knows, so that equal data give
-- equal archives. Sizes are 32-bit: more is refused.
local date = 0x0021

local function pack(item, compressed, where)
  local packed, method = item.content, 0
  if compressed then packed, method = dl.core.deflate(item.content), 8 end
  if #item.content >= wide32 then
    dl.core.raise(("%s: %s has 4 GB or more"):format(where, item.name))
  end
  return packed, string.pack("<I2I2I2I2I2I4I4I4I2I2", 20, 0x0800, method, 0, date,
    dl.core.crc32(item.content), #packed, #item.content, #item.name, 0)
end

--- The parts (a list of strings) of an archive of files {name =, content =}.
function zip.encode(files, compressed, where)
  local parts, directory, offset = {}, {}, 0
  for _, item in ipairs(files) do
    local packed, description = pack(item, compressed, where)
    local head = string.pack("<I4", localMark) .. description .. item.name
    parts[#parts + 1], parts[#parts + 2] = head, packed
    directory[#directory + 1] = string.pack("<I4I2", centralMark, 20) .. description ..
      string.pack("<I2I2I2I4I4", 0, 0, 0, 0, offset) .. item.name
    offset = offset + #head + #packed
    if offset >= wide32 or #directory >= wide16 then
      dl.core.raise(where .. ": more than an archive can hold (4 GB, 65,534 files)")
    end
  end
  local text = table.concat(directory)
  parts[#parts + 1] = text
  parts[#parts + 1] = string.pack("<I4I2I2I2I2I4I4I2",
    endMark, 0, 0, #files, #files, #text, offset, 0)
  return parts
end

return zip
