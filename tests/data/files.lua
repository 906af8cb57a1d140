-- Small files for the specs of readers, in a folder that goes with them.
--
--   local folder = files.folder()          -- removed by files.remove(folder)
--   local path = files.write(folder .. "/a.csv", "1,2\n")
--   files.attack(bytes, read)              -- truncated and corrupted: errors, never crashes

local files = {}

function files.folder()
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir -p " .. folder))
  return folder
end

function files.remove(folder)
  assert(folder:match("^/tmp/lua_"))
  os.execute("rm -rf " .. folder)
end

--- All of a file's bytes.
function files.read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

--- Write a file and return its path; folders on the way are made.
function files.write(path, bytes)
  local parent = path:match("^(.*)/")
  local file = io.open(path, "wb")
  if not file then
    assert(os.execute("mkdir -p " .. parent))
    file = assert(io.open(path, "wb"))
  end
  assert(file:write(bytes))
  file:close()
  return path
end

--- A small generator of its own: the tests do not depend on the one under test.
local function newRandom(seed)
  local state = seed
  return function(n)
    state = state * 6364136223846793005 + 1442695040888963407
    return (state >> 33) % n + 1
  end
end

local function corrupted(bytes, random)
  local copy = { bytes:byte(1, -1) }
  for _ = 1, random(4) do copy[random(#copy)] = random(4) == 1 and 255 or random(256) - 1 end
  local parts = {}
  for i = 1, #copy, 4096 do
    parts[#parts + 1] = string.char(table.unpack(copy, i, math.min(i + 4095, #copy)))
  end
  return table.concat(parts)
end

--- Read every beginning of `bytes` (at most 60 of them) and many corrupted copies. `read` gets a
-- path; it must return or fail with a message (a string); anything else stops the test. Truncated
-- files must fail unless `lenient`.
function files.attack(bytes, read, lenient)
  local random, folder = newRandom(#bytes), files.folder()
  local path = folder .. "/file"
  local function try(input, mustFail)
    files.write(path, input)
    local ok, message = pcall(read, path)
    if ok then
      assert(not mustFail, ("a file of %d instead of %d bytes was taken"):format(#input, #bytes))
    else
      assert(type(message) == "string", "an error that is not a string")
      assert(not message:find("attempt to", 1, true), message)
    end
  end
  for length = 0, #bytes - 1, math.max(1, #bytes // 60) do
    try(bytes:sub(1, length), not lenient)
  end
  for _ = 1, 100 do try(corrupted(bytes, random), false) end
  files.remove(folder)
end

return files
