--- The benchmark on a device says why there is none, and does each line on the emulated one, in tiny sizes; that of single
--- operators does each of them.
local program = require "tests.program.support"
local support = require "tests.support"

local folder = program.program:gsub("/bin/dlua$", "")

local function bench(arguments)
  return program.run(("DLUA_BUILD=%s DLUA_PEER_PYTHON=none DLUA_BENCH_TINY=1 bench/run.sh %s"):format(folder, arguments))
end

describe("the benchmark on a device", function()
  it("says in one line why there is none", function()
    local result = bench "--device nothing"
    assert.are.equal(1, result.status)
    assert.matches("^bench: device 'nothing' is not available: [^\n]+\n$", result.err)
    assert.are.equal("", result.out)
  end)

  it("lists its lines", function()
    local result = bench "--device cuda --list"
    assert.are.equal(0, result.status, result.err)
    for _, name in ipairs { "mlp128", "mlp8192", "resnet18", "lstm", "gpt2" } do
      assert(result.out:find("^" .. name .. " ") or result.out:find("\n" .. name .. " "), result.out)
    end
  end)

  if support.hasDevice "cuda-emu" then
    it("does each line, as a script and as a captured step", function()
      local result = bench "--device cuda-emu --repeats 1"
      assert.are.equal(0, result.status, result.err)
      assert.are.equal("", result.err)
      assert(result.out:find("emulated: these times say nothing", 1, true), result.out)
      local lines = 0
      for row in result.out:gmatch "\n(| [^\n]*) |" do
        local title, eager, captured = row:match "^| ([^|]-) +| +([^|]-) +| +([^|]-) +|"
        if title:find "%d" then
          lines = lines + 1
          assert.matches("^[%d.e+]+ [mun]?s$", eager, row)
          if not title:find "GPT" then assert.matches("^[%d.e+]+ [mun]?s$", captured, row) end
        end
      end
      assert.are.equal(5, lines, result.out)
    end)
  end
end)

describe("the benchmark of operators", function()
  it("does each of them", function()
    local names = {}
    for name in bench("--operators --list").out:gmatch "([^\n]+)\n" do names[#names + 1] = name:match "^%S+" end
    assert.is_true(#names > 80)
    local result = bench "--operators --repeats 1"
    assert.are.equal(0, result.status, result.err)
    assert.are.equal("", result.err)
    for _, name in ipairs(names) do
      assert(result.out:find(("\n| %s +| +[%%d.e+]+ [mun]?s |"):format(name:gsub("%p", "%%%0"))), name)
    end
  end)
end)
