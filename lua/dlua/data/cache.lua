-- Where the files of the published data sets lie, and whether they are what they should be.
--
-- They are looked for in options.folder; without it in the folder that the environment variable
-- DLUA_DATA names, then in the cache ($XDG_CACHE_HOME/dlua, or ~/.cache/dlua). In each, the set may
-- have a folder of its own, as in mnist/t10k-images-idx3-ubyte.gz.

local dl = require "dlua"
local file = require "dlua.io.file"

local cache = {}

--- The folders in the order in which they are looked through; the first is where to put files.
function cache.folders(options)
  if options.folder then return { options.folder } end
  local folders = {}
  local wanted, home = os.getenv("DLUA_DATA"), os.getenv("XDG_CACHE_HOME")
  if wanted and wanted ~= "" then folders[1] = wanted end
  if not home or home == "" then home = (os.getenv("HOME") or ".") .. "/.cache" end
  folders[#folders + 1] = home .. "/dlua"
  return folders
end

--- Look for a file of a set under any of its names, packed or not. The path, or nil.
function cache.find(set, names, options)
  for _, folder in ipairs(cache.folders(options)) do
    for _, inner in ipairs { "/" .. set.folder, "", "/" .. (set.alternative or set.folder) } do
      for _, name in ipairs(names) do
        local path = folder .. inner .. "/" .. name
        if not file.exists(path) then path = path:match("^(.*)%.gz$") or path .. ".gz" end
        if file.exists(path) then return path end
      end
    end
  end
end

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- Fetch a file of the set into the first folder, by curl. The path.
local function download(set, name, options)
  local folder = cache.folders(options)[1] .. "/" .. set.folder
  local path = folder .. "/" .. name
  local partial = path .. ".part"
  local pipe = assert(io.popen(("{ mkdir -p %s && curl --fail --location --silent --show-error " ..
    "-o %s %s; } 2>&1"):format(quote(folder), quote(partial), quote(set.url .. name))))
  local output = pipe:read("a")
  if not pipe:close() or not os.rename(partial, path) then
    os.remove(partial)
    dl.core.raise(("data.%s: %s%s could not be fetched by curl: %s"):format(set.name, set.url, name,
      output:gsub("%s+$", "")))
  end
  return path
end

local function missing(set, name, options)
  local folders = cache.folders(options)
  return dl.core.raise((
    'data.%s: the file %s was not found.\nGet it from %s%s and put it into %s/%s/%s' ..
    ', or let the option {download = true} do so.')
    :format(set.name, name, set.url, name, folders[1], set.folder,
      options.folder and "" or " (the environment variable DLUA_DATA names another folder)"))
end

--- The digest is that of the file, or of what is packed in it.
local function check(set, path, packed, bytes, digest)
  local got = dl.core.md5(bytes)
  if got == digest or dl.core.md5(packed) == digest then return end
  dl.core.raise(("data.%s: %s is not the published file: its MD5 digest is %s, expected %s. " ..
    "{check = false} takes it all the same"):format(set.name, path, got, digest))
end

--- The bytes of a file of a set (unpacked, if it is packed by gzip), and its path.
-- set: {name =, folder =, alternative =, url =}; names: those it may have (with and without .gz),
-- the first is the one that is published; digest: the MD5 of the packed or unpacked bytes, or nil.
function cache.read(set, names, digest, options)
  local path = cache.find(set, names, options)
  if not path then
    if not options.download then missing(set, names[1], options) end
    path = download(set, names[1], options)
  end
  local who = "data." .. set.name
  local packed = file.readPlain(path, who)
  local bytes = file.unpack(packed, path, who)
  if digest and options.check ~= false then check(set, path, packed, bytes, digest) end
  return bytes, path
end

local known = {
  folder = "string", download = "boolean", check = "boolean", dtype = "string", coarse = "boolean",
}

--- Check the options that the sets take.
function cache.options(name, options)
  if options == nil then return {} end
  if type(options) ~= "table" then
    dl.core.raise(("data.%s: options by name expected, as in {folder = path}, got %s")
      :format(name, type(options)))
  end
  for key, value in pairs(options) do
    if not known[key] then dl.core.raise(("data.%s: no option %s"):format(name, tostring(key))) end
    if type(value) ~= known[key] then
      dl.core.raise(("data.%s: option %s must be a %s, got %s")
        :format(name, key, known[key], type(value)))
    end
  end
  return options
end

return cache
