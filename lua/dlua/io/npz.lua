-- NumPy's npz format: named arrays, each an npy file in one zip archive.

local dl = require "dlua"
local file = require "dlua.io.file"
local npy = require "dlua.io.npy"
local zip = require "dlua.io.zip"

local npz = {}

--- data.npz(path): the tensors of an npz file by name (positions of numpy.savez(path, a, b) have
-- the names "arr_0", "arr_1"). Other files in the archive are errors.
function npz.read(path)
  local where = "data.npz: " .. tostring(path)
  local tensors = {}
  for _, item in ipairs(zip.decode(file.readPlain(path, "data.npz"), where)) do
    local name = item.name:gsub("%.npy$", "")
    tensors[name] = npy.decode(item.content, where .. ": " .. item.name)
  end
  return tensors
end

--- data.saveNpz(path, {name = tensor, ...}, {compressed = false}): a file that numpy.load reads.
function npz.write(path, tensors, options)
  if type(tensors) ~= "table" then
    dl.core.raise("data.saveNpz: a table of tensors by name expected, got " .. type(tensors))
  end
  local names, files = {}, {}
  for name in pairs(tensors) do
    if type(name) ~= "string" then
      dl.core.raise(("data.saveNpz: names must be strings, got %s"):format(tostring(name)))
    end
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    files[i] = { name = name .. ".npy",
      content = npy.encode(tensors[name], "data.saveNpz: " .. name) }
  end
  local parts = zip.encode(files, options and options.compressed, "data.saveNpz")
  local written, reason = dl.core.writeFile(path, parts)
  if not written then dl.core.raise("data.saveNpz: " .. reason) end
end

return npz
