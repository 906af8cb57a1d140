--- The prompt, from a pipe and in a terminal.
local Terminal = require "tests.program.terminal"
local support = require "tests.program.support"

--- What the prompt answers to these lines, without the banner and the prompts.
local function answers(lines)
  local result = support.dlua({ "-i" }, lines)
  local text = result.out:gsub("^dlua[^\n]*\n[^\n]*\n", ""):gsub("^>>? ", ""):gsub("\n>>? ", "\n")
  while text:find("^>>? ") or text:find("\n>>? ") do text = text:gsub("^>>? ", ""):gsub("\n>>? ", "\n") end
  return text, result
end

local function answer(line)
  return (answers(line .. "\n"):gsub("\n+$", ""))
end

describe("the prompt", function()
  it("prints values, and hides them at a semicolon", function()
    assert.are.equal("2", answer("1+1"))
    assert.are.equal("1\ttwo\tnil", answer("1, 'two', nil"))
    assert.are.equal("", answer("1+1;"))
    assert.are.equal("", answer("x = 5"))
    assert.are.equal("5", answer("=5"))
    assert.are.equal("[Tensor float32 2]", answer("dl.ones(2)"):match("[^\n]*$"))
  end)

  it("keeps the last result in _", function()
    assert.are.equal("7\n8", answer("7\n_ + 1"))
  end)

  it("goes on until a statement is complete", function()
    assert.matches("6$", answer("f = function(x)\nreturn 2 * x\nend\nf(3)"))
    assert.matches("15$", answer("(1 +\n2) *\n5"))
  end)

  it("reports errors and lives on", function()
    local text, result = answers("error('bad')\nlocal = 1\nnil + 1\n'alive'\n")
    assert.matches("alive", text)
    assert.matches("stdin:1: bad\nstack traceback:", result.err)
    assert.matches("stdin:1: <name> expected near '='", result.err, 1, true)
    assert.matches("attempt to perform arithmetic on a nil value", result.err)
    assert.are.equal(0, result.status)
  end)

  it("sets dl, nn and optim, but not over a script's own", function()
    assert.are.equal("table\ttable\ttable", answer("type(dl), type(nn), type(optim)"))
    local result = support.dlua({ "-e", "nn = 1", "-i" }, "nn\n")
    assert.matches("dl, optim are set", result.out)
    assert.matches("> 1\n", result.out)
  end)

  it("stays with what a failed script has left, and remembers that it failed", function()
    local script = support.file("x = 42 error('fails')")
    local result = support.dlua({ "-i", script }, "x\n")
    os.remove(script)
    assert.matches("42", result.out)
    assert.matches("fails\nstack traceback", result.err)
    assert.are.equal(1, result.status)
  end)

  it("heeds _PROMPT", function()
    assert.matches("\nhm> 3\n", support.dlua({ "-e", "_PROMPT = 'hm> '", "-i" }, "3\n").out)
  end)

  it("explains operators, classes and functions", function()
    assert.matches("^relu%(x: Tensor%)\n\nmax%(x, 0%)", answer("?relu"))
    assert.matches("nn.Linear%(inputs, outputs", answer("?nn.Linear"))
    assert.matches("A tensor of a number or a nested table", answer("? dl.tensor"))
    assert.matches("nothing is known of 'nosuch'", answer("?nosuch"))
    assert.matches("TAB", answer("?"))
  end)
end)

describe("tables at the prompt", function()
  local show = require "dlua.repl.show"

  it("are shown on one line when they fit", function()
    assert.are.equal('{ 1, 2, "x\\n", key = { true } }', show(80, { 1, 2, "x\n", key = { true } }))
    assert.are.equal("{}", show(80, {}))
    assert.are.equal("{ [1.5] = 1, [\"a b\"] = 2 }", show(80, { [1.5] = 1, ["a b"] = 2 }))
  end)

  it("are broken into lines that fit", function()
    local list = {}
    for i = 1, 30 do list[i] = i * 1000 end
    for line in show(40, list):gmatch("[^\n]+") do assert.is_true(#line <= 40, line) end
  end)

  it("are cut in depth and in count", function()
    local deep = {}
    for _ = 1, 10 do deep = { deep } end
    assert.are.equal("{ { { { {...} } } } }", show(80, deep))
    local long = {}
    for i = 1, 1000 do long[i] = i end
    assert.matches("... 960 more", show(80, long))
    assert.is_true(#show(80, _G) < 5000)
  end)

  it("may hold themselves, fail to print, or hold anything", function()
    local own = {}
    own.own = own
    assert.are.equal("{ own = {<itself>} }", show(80, own))
    local broken = setmetatable({}, { __tostring = function() error("broken") end })
    assert.matches("^<table: .*broken>$", show(80, broken))
    assert.matches("broken", show(80, { broken }))
    assert.are.equal("{ function, [Tensor float32 2x3] }", show(80, { print, require "dlua".ones(2, 3) }))
    assert.are.equal([[{ "\xFF" }]], show(80, { "\xFF" }))
  end)
end)

describe("completion", function()
  local complete = require "dlua.repl.complete"

  local function lister(folder)
    if folder == "here/" then return { "one.lua", "two/", ".hidden" } end
    return folder:match("/nn$") and { "Linear.lua", "walk.lua" }
  end
  local function completed(line)
    local insertion, listing = complete(line, 80, lister)
    return insertion or listing
  end

  setup(function()
    _G.testValue = { alpha = { beta = 1 }, method = function() end, [1] = { inner = 1 }, _private = 1 }
    _G.testTensor = require "dlua".ones(2)
    _G.dl, _G.nn = require "dlua", require "dlua".nn
  end)
  teardown(function() _G.testValue, _G.testTensor, _G.dl, _G.nn = nil, nil, nil, nil end)

  local cases = {
    ["testV"] = "alue", ["x = testValue.al"] = "pha", ["testValue.alpha.b"] = "eta", ["testValue:m"] = "ethod",
    ["testValue:al"] = nil, ["f(testValue[1].in"] = "ner", ["string.form"] = "at", ["('x'):up"] = nil,
    ["testTensor:unsq"] = "ueeze", ["testTensor.isLe"] = "af", ["testTensor.dty"] = "pe",
    ["dl.gradch"] = "eck", ["nn.Lin"] = "ear", ["nn.LeakyRe"] = "LU", ["dl.optim.StepL"] = "R",
    ["dl.optim.clipGradN"] = "orm_", ["dl.optim.cma"] = "es", ["dl.train.EarlySt"] = "opping", ["?rel"] = "u", ["whil"] = "e",
    ["load('here/on"] = "e.lua", ['load("here/t'] = "wo/", ["-- it's te"] = nil, ["nosuch.x"] = nil, ["1.5"] = nil,
    ["dl.relu("] = "relu(x: Tensor)", ["testValue._"] = "private", ["x .. testV"] = "alue",
  }
  for line, expected in pairs(cases) do
    it("of " .. line, function() assert.are.equal(expected, completed(line)) end)
  end

  it("lists what is not certain", function()
    assert.are.equal("alpha   method", completed("testValue."))
    assert.are.equal("one.lua  two/", completed("load('here/"))
  end)

  it("of anything never fails", function()
    for line in (". : x. .. a[ a[' \" ? ?? ( f( nil.x a:b:c \\ [["):gmatch("%S+") do complete(line, 1, lister) end
    complete("", 1, lister)
  end)
end)

describe("in a terminal", function()
  local terminal
  after_each(function() terminal:discard() end)

  local function open(environment)
    terminal = Terminal.open(support.program, environment)
    terminal:expect("Ctrl-D leaves.")
    terminal:expect("> ")
  end

  -- At the next prompt: a Ctrl-D that comes while a line is still computed means nothing to the prompt behind it.
  local function leave()
    terminal:expect("> ")
    terminal:type("\4")
    assert.are.equal(0, (terminal:close()))
  end

  it("lines are edited, completed and remembered", function()
    open { TERM = "xterm" }
    terminal:enter("1+1", "\n2")
    terminal:type("string.form\t")
    terminal:enter("('%d', 70)", "\n70")
    terminal:enter("\27[A\27[D\27[D3", "\n730")              -- up, left, left
    terminal:enter("#'äö'", "\n4")
    terminal:type("dl.n\t")
    terminal:expect("noGrad")
    terminal:enter("\21" .. "11*11", "\n121")                  -- Ctrl-U clears the line
    leave()
  end)

  it("Ctrl-C clears the line, also one of several, and does not leave", function()
    open { TERM = "xterm" }
    terminal:type("abc = \3")
    terminal:expect("^C")
    terminal:expect("> ")
    terminal:type("function f()\n")
    terminal:expect(">> ")
    terminal:type("return 1\3")
    terminal:expect("^C")
    terminal:expect("> ")
    terminal:enter("f, abc", "nil\tnil")
    leave()
  end)

  for kind, loop in pairs {
    ["a loop"] = "while true do end",
    ["operators"] = "x = dl.ones(1000, 1000) while true do x:add_(1) end",
    ["waiting for input"] = "io.read()",
  } do
    it("Ctrl-C interrupts " .. kind .. ", and the prompt lives on", function()
      open { TERM = "xterm" }
      terminal:type("print('be' .. 'gin') " .. loop .. "\n")
      terminal:expect("begin")
      os.execute("sleep 0.2")
      terminal:type("\3")
      terminal:expect("interrupted!")
      terminal:expect("> ")
      terminal:enter("'al' .. 'ive'", "alive")
      leave()
    end)
  end

  it("a computation that does not answer can be ended", function()
    open { TERM = "xterm" }
    terminal:type("print('be' .. 'gin') string.rep('x', 100):find(('x*'):rep(30) .. 'y')\n")
    terminal:expect("begin")
    os.execute("sleep 0.2")
    terminal:insist("\3", "Ctrl-C once more ends the program")
    terminal:type("\3")
    assert.are_not.equal(0, (terminal:close()))
  end)

  it("a dumb terminal works, and so does Ctrl-C in it", function()
    open { TERM = "dumb" }
    terminal:enter("1+1", "\n2")
    terminal:type("abc\3")
    terminal:expect("> ")
    terminal:type("while true do end\n")
    os.execute("sleep 0.2")
    terminal:type("\3")
    terminal:expect("interrupted!")
    terminal:enter("20+1", "\n21")
    leave()
  end)

  it("the history goes from one session to the next", function()
    local state = support.run("mktemp -d").out:match("%S+")
    for _, line in ipairs { "20 + 22", "secret = 'x'" } do
      open { TERM = "xterm", XDG_STATE_HOME = state }
      terminal:type(line .. "\n")
      leave()
    end
    open { TERM = "xterm", XDG_STATE_HOME = state }
    terminal:enter("\27[A\27[A", "\n42")
    leave()
    local listing = support.run("cat " .. state .. "/dlua/history; stat -c %a " .. state .. "/dlua/history").out
    os.execute("rm -r " .. state)
    assert.are.equal("20 + 22\nsecret = 'x'\n20 + 22\n600\n", listing)
  end)
end)
