--- dlua takes what lua5.4 takes and does the same: each command line is given to both.
local files = require "tests.data.files"
local support = require "tests.program.support"

-- The scripts that the command lines name.
local scripts = {
  ["arguments.lua"] = [[
    print(...)
    for i = -9, 9 do if arg[i] then io.write(i, "=", arg[i], ";") end end
    print(#arg)]],
  ["error.lua"] = [[local function f() error("boom") end f()]],
  ["table.lua"] = [[error({})]],
  ["object.lua"] = [[error(setmetatable({}, { __tostring = function() return "an object" end }))]],
  ["syntax.lua"] = [[x = = 1]],
  ["exit.lua"] = [[os.exit(7)]],
  ["warn.lua"] = [[warn("@on") warn("care", "ful")]],
  ["mod.lua"] = [[return { 3 }]],
  ["-x.lua"] = [[print("named like an option", ...)]],
}

-- What follows the program's name; `<` and `LUA_INIT=` are the shell's.
local commands = {
  "arguments.lua", "arguments.lua a b", "-e 'x = 1' arguments.lua -i -v", "-- arguments.lua -x", "-E arguments.lua",
  "-e 'print(1)'", "-e 'x = 1' -e 'print(x)'", "-ex=1 '-eprint(x)'", "-e 'print(...)'", "-e ''", "-e 'return 5'",
  "-l mod -e 'print(mod[1])'", "-lmod -e 'print(mod[1])'", "-l m=mod -e 'print(m[1], mod)'", "-lmod arguments.lua",
  "error.lua", "table.lua", "object.lua", "syntax.lua", "exit.lua", "warn.lua", "none.lua", "-e 'error()'",
  "-e 'error(nil)'", "-e 'x ='", "-e 'error(\"x\", 0)' -e 'print(1)'", "-W -e 'warn(\"on\")'", "-e 'warn(\"off\")'",
  "-W warn.lua", "-e 'arg = 1' arguments.lua",
  "-e 'coroutine.wrap(function() error(\"inside\") end)()'", "-e 'coroutine.wrap(function() error({}) end)()'",
  "-e 'print(coroutine.resume(coroutine.create(function() error(\"inside\") end)))'", "-e 'coroutine.resume(1)'",
  "-e 'coroutine.wrap(1)'", "-e 'for i in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do print(i) end'",
  "-e 'local co = coroutine.wrap(function(...) print(...) print(coroutine.yield(4, 5)) return 6 end) print(co(1, 2)) print(co(3))'",
  "-e 'local t <close> = setmetatable({}, { __close = function() print(\"closed\") end }) os.exit(3, true)'",
  "-e 'setmetatable({}, { __gc = function() print(\"collected\") end })'",
  "- < mod.lua", "- a b < arguments.lua", "< arguments.lua", "-- < arguments.lua", "-W < warn.lua",
  "-- -x.lua 1", "-", "--",
}
local environments = {
  "LUA_INIT='print(\"init\")'", "LUA_INIT=@warn.lua", "LUA_INIT=@none.lua", "LUA_INIT='x = = 1'",
  "LUA_INIT='error(\"bad\")'", "LUA_INIT='print(1)' LUA_INIT_5_4='print(54)'", "LUA_PATH='/q/?.lua;;'",
}

-- The name of the program and what it adds to the paths are the only differences.
local function normal(result, program)
  local function clean(text)
    return (text:gsub(program:gsub("%p", "%%%0"), "PROGRAM"))
  end
  return { out = clean(result.out), err = clean(result.err), status = result.status }
end

describe("the command line", function()
  local folder, program

  setup(function()
    folder = support.run("mktemp -d").out:match("%S+")
    program = support.run("readlink -f " .. support.program).out:match("%S+")
    for name, text in pairs(scripts) do
      files.write(folder .. "/" .. name, text .. "\n")
    end
  end)

  teardown(function() os.execute("rm -r " .. folder) end)

  local function both(command, environment)
    local function with(name)
      local line = ("cd %s && env -u LUA_INIT %s %s %s"):format(folder, environment or "", name, command)
      return normal(support.run(line), name)
    end
    assert.are.same(with("lua5.4"), with(program))
  end

  for _, command in ipairs(commands) do
    it("means the same as for lua5.4: " .. command, function() both(command) end)
  end

  for _, environment in ipairs(environments) do
    it("heeds the environment as lua5.4 does: " .. environment, function()
      both("-e 'print(package.path:match(\"/q/[^;]*\"))'", environment)
      both("-E -e 'print(2)'", environment)
    end)
  end

  for _, command in ipairs { "-q", "-vv", "-e", "-l", "--x", "-i-", "-e -v", "-Ex" } do
    it("refuses " .. command, function()
      local ours, theirs = support.run(program .. " " .. command), support.run("lua5.4 " .. command)
      assert.are.equal(theirs.status, ours.status)
      assert.are.equal(theirs.err:match("%S+ ([^\n]*)"), ours.err:match("%S+ ([^\n]*)"))
    end)
  end

  it("knows its version", function()
    local expected = "dlua " .. require "dlua".version .. ", " .. _VERSION
    assert.are.equal(expected, support.dlua { "-v" }.out:match("^(.*)%.%d+\n$"))
  end)
end)

describe("the program", function()
  local script = 'local dl = require "dlua"; print(dl.ones(2):add(1):size(1))'

  it("finds its own files with an empty environment, from anywhere, through a link", function()
    local link = os.tmpname()
    os.execute("ln -sf $(readlink -f " .. support.program .. ") " .. link)
    local result = support.run("cd / && env -i " .. link .. " -e " .. support.quote(script))
    os.remove(link)
    assert.are.same({ out = "2\n", err = "", status = 0 }, result)
  end)

  it("has the module dlua.core built in, and loads C modules of the system", function()
    local result = support.dlua { "-e", "print(package.preload['dlua.core'], require 'lfs'.currentdir())" }
    assert.are.equal(0, result.status, result.err)
    assert.matches("^function: %S+\t/", result.out)
  end)

  it("fails when the script on stdin fails (lua5.4 does not)", function()
    local result = support.dlua({}, "error('bad')")
    assert.are.equal(1, result.status)
    assert.matches("stdin:1: bad\nstack traceback", result.err)
  end)

  it("runs the collector in generational mode", function()
    assert.are.equal("generational\n", support.dlua { "-e", "print(collectgarbage 'incremental')" }.out)
  end)

  --- Without --foreground timeout signals its process group, too, and so the program twice.
  local function interrupted(code)
    return support.run("env --default-signal timeout --foreground -s INT 1 " .. support.program .. " -e " .. support.quote(code))
  end

  it("makes Ctrl-C an error that a script can catch", function()
    local result = interrupted("print(pcall(function() while true do end end)) print('goes on')")
    assert.matches("^false\t.*interrupted!\ngoes on\n$", result.out)
  end)

  it("is interrupted in a coroutine too", function()
    for _, code in ipairs {
      "print(coroutine.resume(coroutine.create(function() while true do end end)))",
      "print(pcall(coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)))",
    } do
      assert.matches("^false\t.*interrupted!\n$", interrupted(code).out)
    end
  end)

  it("is interrupted in an operator once, not twice", function()
    local result = interrupted([[
      local dl = require "dlua"
      local x = dl.ones(1000, 1000)
      print(pcall(function() while true do x:add_(1) end end))
      for i = 1, 1e5 do local y = i end
      print(x:add(1):size(1), dl.isInterrupted())]])
    assert.matches("^false\t.*interrupted!\n1000\tfalse\n$", result.out)
  end)

  it("ends with a traceback when nobody catches Ctrl-C", function()
    assert.matches("interrupted!\nstack traceback:", interrupted("while true do end").err)
  end)

  it("answers Ctrl-C while it waits for input", function()
    local command = "env --default-signal timeout --foreground -s INT 1 " .. support.program .. " -e 'io.read() print(1)'"
    assert.matches("interrupted!", support.run("sleep 3 | " .. command).err)
  end)
end)
