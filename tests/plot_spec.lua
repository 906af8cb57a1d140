-- dl.plot: curves, histograms and images as text.
local dl = require "dlua"
local plot = dl.plot

--- The rows of dots of a picture of curves, as "x" and ".", one string for each.
local function dotsOf(text)
  local rows = {}
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    local cells = line:match "┤(.*)$"
    if cells then
      local four = { {}, {}, {}, {} }
      for _, code in utf8.codes(cells) do
        local bits = code - 0x2800
        for row, pair in ipairs { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } } do
          for _, bit in ipairs(pair) do
            table.insert(four[row], bits & bit ~= 0 and "x" or ".")
          end
        end
      end
      for _, row in ipairs(four) do rows[#rows + 1] = table.concat(row) end
    end
  end
  return rows
end

describe("plot.lines", function()
  it("draws a line from corner to corner", function()
    local text = plot.lines({ 0, 1 }, { width = 2, height = 1 })
    assert.same({ "...x", "..x.", ".x..", "x..." }, dotsOf(text))
    assert.truthy(text:find("        1 ┤", 1, true))
  end)

  it("joins steps, leaves gaps and keeps the peaks of dense curves", function()
    assert.same({ "xx", "..", "..", "xx" },
      dotsOf(plot.lines({ { 1, 1 }, { 0, 0 } }, { width = 1, height = 1 })))
    local gap = dotsOf(plot.lines({ 0, 0 / 0, 0 / 0, 0, 1 }, { width = 3, height = 1 }))
    assert.equal("x", gap[4]:sub(1, 1))
    assert.equal("..", gap[4]:sub(2, 3))
    local dense = {}
    for i = 1, 1000 do dense[i] = i == 501 and 1 or 0 end
    local rows = dotsOf(plot.lines(dense, { width = 5, height = 2 }))
    assert.truthy(rows[1]:find "x")
    assert.truthy(rows[8]:find "x")
  end)

  it("names its curves with their last values, takes tensors and logarithms", function()
    local text = plot.lines({
      { name = "train", values = { 3, 2, 1 } }, { name = "test", values = dl.tensor { 4, 3, 0.5 } },
    }, { height = 3 })
    assert.truthy(text:find("train 1   test 0.5", 1, true), text)
    text = plot.lines(dl.tensor { 1, 10, 100 }, { log = true, width = 3, height = 3 })
    assert.truthy(text:find("      100 ┤", 1, true), text)
    assert.truthy(text:find("       10 ┤", 1, true), text)
  end)

  it("lives with constants, nothing, and what is not finite", function()
    assert.has_no.errors(function()
      plot.lines({ 1, 1, 1 })
      plot.lines({ {} })
      plot.lines({ 0 / 0, math.huge })
    end)
    assert.error_matches(function() plot.lines({ true }) end, "a list of numbers or a tensor")
  end)
end)

describe("plot.histogram", function()
  it("counts", function()
    local text = plot.histogram(dl.tensor { 0, 0, 0.1, 0.9, 1 }, { bins = 2, width = 3 })
    assert.equal("        0 ┤███ 3\n      0.5 ┤██ 2", text)
  end)
end)

describe("plot.image", function()
  it("shades", function()
    assert.equal("  @@\n++  ", plot.image(dl.tensor { { 0, 9 }, { 5, 0 } }))
    assert.error_matches(function() plot.image(dl.zeros(3)) end, "2 dimensions")
  end)
end)
