--- A copy of the tree in a temporary folder, to be changed, built and tested.
local files = require "tests.data.files"

local scratch = {}
scratch.__index = scratch

--- A shell command: did it succeed, and what it printed.
function scratch.run(command)
  local pipe = assert(io.popen("( " .. command .. " ) 2>&1"))
  local output = pipe:read("a")
  return pipe:close() or false, output
end

local run = scratch.run

--- A file's text with a bug in it.
function scratch.plant(bug)
  local text = files.read(bug.file)
  local first, last = text:find(bug.from, 1, true)
  assert(first, "the place for the bug is gone: " .. bug.what)
  return text:sub(1, first - 1) .. bug.to .. text:sub(last + 1)
end

--- A fresh copy of what a build and its tests need.
function scratch.new()
  local folder = os.tmpname()
  os.remove(folder)
  assert(run("mkdir -p " .. folder .. " && cp -r CMakeLists.txt cmake src lua tests " .. folder))
  return setmetatable({ folder = folder }, scratch)
end

function scratch:write(path, text) files.write(self.folder .. "/" .. path, text) end

--- One instruction-set level is enough: the scan and the records are the same for all.
function scratch:build()
  return run("cd " .. self.folder .. " && cmake -B build -DDLUA_LEVELS=base"
    .. " $(command -v ccache > /dev/null && echo -DCMAKE_C_COMPILER_LAUNCHER=ccache) && cmake --build build -j2")
end

--- Run the tests whose names match a pattern; true when all of them passed, and what was printed.
function scratch:test(filter, paths)
  return run("cd " .. self.folder .. " && LUA_PATH='lua/?.lua;lua/?/init.lua;./?.lua;;' LUA_CPATH='build/lib/?.so;;'"
    .. " build/bin/dlua $(command -v busted) --ignore-lua -o plainTerminal --filter '" .. filter .. "' " .. paths)
end

function scratch:remove()
  os.execute("rm -rf " .. self.folder)
end

return scratch
