--- The rooms know each other in one direction (README, "Where everything lives"): who includes what.

-- Room by room: the rooms and the headers at the top of src/ that its files may include.
local sees = {
  core = { "core", "dlua.h", "dl_device.h" },
  engine = { "core", "engine", "dlua.h", "dl_op.h", "dl_device.h", "generated" },
  ops = { "dl_op.h" },
  grad = { "core", "engine", "grad", "dlua.h" },
  graph = { "core", "engine", "grad", "graph", "dlua.h" },
  io = { "core", "io", "dlua.h" },
  device = { "core", "engine", "device", "dlua.h", "dl_op.h", "dl_device.h", "generated" },
  lua = { "core", "engine", "grad", "graph", "io", "device", "lua", "dlua.h" },
}

local function files(folder, pattern)
  local list = {}
  for path in io.popen("find " .. folder .. " -name '" .. pattern .. "' | sort"):lines() do list[#list + 1] = path end
  assert(#list > 0, "nothing found in " .. folder)
  return list
end

local function isOneOf(list, item)
  for _, other in ipairs(list) do
    if other == item then return true end
  end
  return false
end

--- The room of an included header: its folder, its own name at the top of src/, "generated" for what the build writes.
local function roomOf(header)
  if header:find("%.inc$") then return "generated" end
  return header:match("^(%w+)/") or header
end

local luaHeaders = { "lua.h", "lauxlib.h", "lualib.h", "luaconf.h" }

local function mayInclude(room, header, isSystem)
  if isSystem then return room == "lua" or not isOneOf(luaHeaders, header) end
  if room == "engine" and header:find("^device/cuda/") then return true end   -- what a formula becomes on CUDA
  return not room or isOneOf(sees[room], roomOf(header))
end

local function complaints(path)
  local room = path:match("^src/(%w+)/")
  local list, number = {}, 0
  for line in io.lines(path) do
    number = number + 1
    local mark, header = line:match('^%s*#%s*include%s*(["<])(.-)[">]')
    if header and not mayInclude(room, header, mark == "<") then
      list[#list + 1] = path .. ":" .. number .. ": " .. line
    end
  end
  return list
end

describe("rooms", function()
  it("include only what they may see", function()
    local all = {}
    for _, path in ipairs(files("src", "*.[ch]")) do
      for _, complaint in ipairs(complaints(path)) do all[#all + 1] = complaint end
    end
    assert.are.equal("", table.concat(all, "\n"))
  end)

  it("of scripts reach C through the operator table only", function()
    for _, folder in ipairs { "lua/dlua/nn", "lua/dlua/optim", "lua/dlua/data", "lua/dlua/train" } do
      for _, path in ipairs(files(folder, "*.lua")) do
        for line in io.lines(path) do assert(not line:find("dlua.core", 1, true), path .. ": " .. line) end
      end
    end
  end)
end)
