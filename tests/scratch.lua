--- A copy of the tree in a temporary folder, to be changed, built and tested.
local scratch = {}
scratch.__index = scratch

local function run(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local output = pipe:read("a")
  return pipe:close() or false, output
end

function scratch.read(path)
  local file = assert(io.open(path))
  local text = file:read("a")
  file:close()
  return text
end

--- A fresh copy of what a build and its tests need.
function scratch.new()
  local folder = os.tmpname()
  os.remove(folder)
  assert(run("mkdir -p " .. folder .. " && cp -r CMakeLists.txt cmake src lua tests " .. folder))
  return setmetatable({ folder = folder }, scratch)
end

function scratch:write(path, text)
  local file = assert(io.open(self.folder .. "/" .. path, "w"))
  assert(file:write(text))
  file:close()
end

--- One instruction-set level is enough: the scan and the records are the same for all.
function scratch:build()
  return run("cd " .. self.folder .. " && cmake -B build -DDLUA_LEVELS=base"
    .. " $(command -v ccache > /dev/null && echo -DCMAKE_C_COMPILER_LAUNCHER=ccache) && cmake --build build -j2")
end

--- Run the tests whose names match a pattern; true when all of them passed, and what was printed.
function scratch:test(filter, files)
  return run("cd " .. self.folder .. " && LUA_PATH='lua/?.lua;lua/?/init.lua;./?.lua;;' LUA_CPATH='build/lib/?.so;;'"
    .. " build/bin/dlua $(command -v busted) --ignore-lua -o plainTerminal --filter '" .. filter .. "' " .. files)
end

function scratch:remove()
  os.execute("rm -rf " .. self.folder)
end

return scratch
