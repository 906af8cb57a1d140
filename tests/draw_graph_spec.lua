--- Pictures of the tape, and the names of tensors.
local dl = require "dlua"
local files = require "tests.data.files"

local function count(text, what)
  local n = 0
  for _ in text:gmatch(what) do n = n + 1 end
  return n
end

describe("the name of a tensor", function()
  it("is a property", function()
    local x = dl.ones(2)
    assert.is_nil(x.name)
    x.name = "weight"
    assert.equal("weight", x.name)
    assert.is_nil((x + 1).name)
    x.name = nil
    assert.is_nil(x.name)
    assert.error_matches(function() x.name = 5 end, "name: expected a string or nil, got number")
  end)

  it("goes with its tensor", function()
    for i = 1, 10 do dl.ones(2).name = "name " .. i end
    collectgarbage() collectgarbage()
    for tensor, name in pairs(dl.core.tensorNames()) do
      assert.falsy(name:find("^name %d"), tostring(tensor))
    end
  end)
end)

describe("dl.drawGraph", function()
  it("shows operators, leaves, constants and what is between them", function()
    local w, x = dl.randn(3, 2, { requiresGrad = true }), dl.randn(4, 3)
    w.name = 'the "weight"'
    local y = (x:mm(w)):tanh():sum()
    local text = dl.drawGraph(y)
    assert.matches("^digraph tape {\n.*}\n$", text)
    assert.truthy(text:find([[fillcolor=lightblue, label="the \"weight\"\n3x2"]], 1, true), text)
    for _, label in ipairs { [["mm\n4x2"]], [["tanh\n4x2"]], [["sum\nscalar"]], [["y\nscalar"]], [["4x3"]] } do
      assert.equal(1, count(text, "label=" .. label:gsub("%p", "%%%0")), label .. " in " .. text)
    end
    assert.equal(5, count(text, "%->"))
    y:backward()
    assert.is_true(w.grad ~= nil)
  end)

  it("shows a tensor that is used twice once", function()
    local x = dl.ones(2, { requiresGrad = true })
    local text = dl.drawGraph(x * x)
    assert.equal(1, count(text, "lightblue"))
    assert.equal(3, count(text, "%->"))
  end)

  it("draws several results together and tells which result is meant", function()
    local x = dl.randn(4, { requiresGrad = true })
    local values = x:sort()
    local largest, where = x:max(1)
    local a, b = dl.split(x, 2)
    local text = dl.drawGraph({ values, largest, a + b }, { names = { input = x } })
    assert.equal(1, count(text, "lightblue"))
    assert.equal(1, count(text, 'label="input\\n4"'))
    assert.equal(3, count(text, "penwidth=2"))
    assert.equal("int64", where.dtype)
  end)

  it("names the parameters of a module by their paths", function()
    local net = dl.nn.Sequential(dl.nn.Linear(3, 2), dl.nn.ReLU(), dl.nn.Linear(2, 1))
    local text = dl.drawGraph(net(dl.randn(5, 3)), { module = net })
    for _, name in ipairs { "1%.weight\\n2x3", "1%.bias\\n2", "3%.weight\\n1x2", "3%.bias\\n1" } do
      assert.matches('label="' .. name .. '"', text)
    end
  end)

  it("writes files", function()
    local path = os.tmpname() .. ".dot"
    local x = dl.ones(2, { requiresGrad = true })
    local text = dl.drawGraph(x:exp(), { file = path })
    assert.equal(text, files.read(path))
    os.remove(path)
    assert.error_matches(function() dl.drawGraph(x:exp(), { file = "picture" }) end, "what ends in .dot")
    assert.error_matches(function() dl.drawGraph(x:exp(), { file = "/no/such/folder/picture.gv" }) end, "drawGraph: file: ")
  end)

  it("says what it cannot draw", function()
    local x = dl.ones(2, { requiresGrad = true })
    assert.error_matches(function() dl.drawGraph(dl.ones(2)) end, "nothing was recorded")
    assert.error_matches(function() dl.drawGraph(5) end, "expected a Tensor or a list of them, got number")
    assert.error_matches(function() dl.drawGraph({ 5 }) end, "item 1: expected a Tensor, got number")
    assert.error_matches(function() dl.drawGraph(x:exp(), { colour = "red" }) end, "no option colour")
    local y = x:exp():sum()
    y:backward()
    assert.error_matches(function() dl.drawGraph(y) end, "backward gave the tape back already")
  end)
end)
