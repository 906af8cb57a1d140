-- Whole files, for the readers of formats.

local dl = require "dlua"

local file = {}

--- The bytes of a file as they are, as a string. `who` begins the messages.
function file.readPlain(path, who)
  if type(path) ~= "string" then
    dl.core.raise(("%s: the path must be a string, got %s"):format(who, type(path)))
  end
  local handle <close>, message = io.open(path, "rb")
  if not handle then return dl.core.raise(("%s: %s"):format(who, message)) end
  local bytes, reason = handle:read("a")
  if not bytes then return dl.core.raise(("%s: %s: %s"):format(who, path, reason)) end
  return bytes
end

--- The same bytes, or what they are when unpacked, should they begin as gzip does.
function file.unpack(bytes, path, who)
  if bytes:sub(1, 2) ~= "\31\139" then return bytes end
  local unpacked, message = dl.core.gunzip(bytes)
  if not unpacked then return dl.core.raise(("%s: %s: %s"):format(who, path, message)) end
  return unpacked
end

--- The bytes of a file, as a string; those of a gzip file are unpacked.
function file.read(path, who)
  return file.unpack(file.readPlain(path, who), path, who)
end

--- Whether there is a file (or a folder) that can be opened.
function file.exists(path)
  local handle <close> = io.open(path, "rb")
  return handle ~= nil
end

return file
