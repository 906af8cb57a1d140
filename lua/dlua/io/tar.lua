-- Reading tar archives (POSIX.1-1988 "ustar"): blocks of 512 bytes, a header before each file.

local dl = require "dlua"

local tar = {}

local block = 512
local regular = { ["0"] = true, ["\0"] = true, ["7"] = true }

local function text(header, first, last)
  return header:sub(first, last):match("^[^\0]*")
end

--- The files in the bytes of an archive: a function that gives name and contents of one after the
-- other. `where` begins the messages.
function tar.files(bytes, where)
  local position = 1
  local function fail(message) dl.core.raise(("%s: %s"):format(where, message)) end
  local function header()
    local piece = bytes:sub(position, position + block - 1)
    if #piece < block then fail("the tar archive is cut short") end
    if piece:find("^\0+$") then return nil end
    local size = tonumber(text(piece, 125, 136):match("^%s*([0-7]+)%s*$") or "", 8)
    if piece:sub(258, 262) ~= "ustar" or not size then fail("no tar archive") end
    if #bytes - position - block + 1 < size then fail("the tar archive is cut short") end
    local prefix, name = text(piece, 346, 500), text(piece, 1, 100)
    return prefix ~= "" and prefix .. "/" .. name or name, size, piece:sub(157, 157)
  end
  return function()
    while true do
      local name, size, kind = header()
      if not name then return nil end
      local start = position + block
      position = start + (size + block - 1) // block * block
      if regular[kind] then return name, bytes:sub(start, start + size - 1) end
    end
  end
end

return tar
