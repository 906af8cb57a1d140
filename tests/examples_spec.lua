-- The examples do what they promise.
local dl = require "dlua"
local program = require "tests.program.support"

describe("examples/digits.lua", function()
  local result, seconds
  setup(function()
    local start = dl.core.clock()
    result = program.dlua { "examples/digits.lua" }
    seconds = dl.core.clock() - start
  end)

  it("reads 96 % of the digits or more after less than 10 s", function()
    assert.equal(0, result.status, result.err)
    local correct = tonumber(result.out:match("global correct: ([%d.]+)%%"))
    assert.is_true(correct >= 96, tostring(correct))
    assert.is_true(tonumber(result.out:match("trained for ([%d.]+) s")) < 10)
    assert.is_true(seconds < 30)
  end)

  it("shows its progress, the confusion matrix, and that the saved network is the same", function()
    assert.truthy(result.err:find("epoch 30/30  accuracy 0.9", 1, true), result.err)
    assert.truthy(result.out:find("ConfusionMatrix:\n[[", 1, true))
    assert.truthy(result.out:find("the predictions are the same", 1, true))
  end)
end)

describe("examples/torch7_style.lua", function()
  it("tells the irises apart", function()
    local result = program.dlua { "examples/torch7_style.lua" }
    assert.equal(0, result.status, result.err)
    assert.is_true(tonumber(result.out:match("global correct: ([%d.]+)%%")) >= 90)
  end)
end)
