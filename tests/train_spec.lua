-- train: accuracy, the confusion matrix, the progress bar.
local dl = require "dlua"
local train = dl.train

describe("train.accuracy", function()
  it("is the share that is right", function()
    local output = dl.tensor { { 1, 2, 0 }, { 3, 1, 1 }, { 0, 0, 1 }, { 5, 6, 7 } }
    assert.equal(0.75, train.accuracy(output, dl.tensor({ 2, 1, 3, 1 }, "int64")))
  end)
end)

describe("train.ConfusionMatrix", function()
  it("counts and prints as Torch7's", function()
    local confusion = train.ConfusionMatrix { "cat", "dog", "owl" }
    confusion:batchAdd(dl.tensor { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 1, 0 } },
      dl.tensor({ 1, 1, 2 }, "int64"))
    confusion:add(2, 2)
    confusion:add(dl.tensor { 0, 0, 9 }, 2)
    assert.same({ { 1, 1, 0 }, { 0, 2, 1 }, { 0, 0, 0 } }, confusion.counts)
    assert.equal(table.concat({
      "ConfusionMatrix:",
      "[[    1    1    0]    50.000%  [class: cat]",
      " [    0    2    1]    66.667%  [class: dog]",
      " [    0    0    0]]    0.000%  [class: owl]",
      " + average row correct: 58.333%",
      " + average rowUcol correct (VOC measure): 33.333%",
      " + global correct: 60.000%",
    }, "\n"), tostring(confusion))
    assert.equal(0.6, confusion.totalValid)
    confusion:zero()
    assert.equal(0, confusion:updateValids())
  end)

  it("is where Torch7 has it, too", function()
    assert.equal(train.ConfusionMatrix, dl.optim.ConfusionMatrix)
  end)

  it("refuses classes that are not there", function()
    local confusion = train.ConfusionMatrix(3)
    assert.error_matches(function() confusion:add(4, 1) end, "output 4 is no class from 1 to 3")
    assert.error_matches(function() confusion:add(1, 0) end, "target 0")
    assert.error_matches(function() train.ConfusionMatrix(0) end, "number of classes")
    assert.error_matches(function()
      confusion:batchAdd(dl.zeros(2, 3), dl.tensor({ 1 }, "int64"))
    end, "2 outputs for 1 targets")
  end)
end)

--- What a bar writes, and the bar.
local function recorded(total, terminal)
  local text = {}
  local output = { flush = function() end }
  function output:write(...)
    for _, part in ipairs { ... } do text[#text + 1] = part end
    return self
  end
  local bar = train.Progress(total, { title = "epoch 1", output = output, terminal = terminal })
  return bar, function() return table.concat(text) end
end

describe("train.Progress", function()
  it("is one plain line where there is no terminal", function()
    local bar, text = recorded(10, false)
    for i = 1, 10 do bar:step { loss = 1 / i } end
    bar:finish { accuracy = 0.5 }
    assert.truthy(text():find("^epoch 1  accuracy 0.5  loss 0.1  [%d.inf]+/s  0:00\n$"), text())
  end)

  it("writes over its line on a terminal", function()
    local bar, text = recorded(4, true)
    for _ = 1, 3 do
      bar.shown = 0
      bar:step { loss = 2 }
    end
    local shown = text()
    assert.truthy(shown:find("\repoch 1  [======>", 1, true), shown)
    assert.truthy(shown:find("]  75%  loss 2", 1, true), shown)
    assert.falsy(shown:find "\n")
    bar:finish()
    assert.truthy(text():find "\n$")
  end)

  it("is one line of the terminal at most, and goes away", function()
    local bar, text = recorded(4, true)
    bar.shown = 0
    bar:step { note = ("x"):rep(300) }
    local width = dl.core.terminalWidth()
    assert.equal(width, #text())  -- and the return before it
    bar:clear()
    assert.truthy(text():find("\r" .. (" "):rep(width - 1) .. "\r$"))
  end)

  it("lives with no steps at all", function()
    local bar = recorded(0, true)
    assert.has_no.errors(function() bar:finish() end)
  end)
end)
