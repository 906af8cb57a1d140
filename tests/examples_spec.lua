-- The examples do what they promise. All of them run with --quick; those that need no more than a
-- second or two run in full, too, and must reach what they say.
local dl = require "dlua"
local program = require "tests.program.support"

local function all()
  local list = {}
  local pipe = assert(io.popen "ls examples/*.lua")
  for path in pipe:lines() do list[#list + 1] = path end
  pipe:close()
  return list
end

--- The comment at the beginning of a file.
local function head(path)
  local lines = {}
  for line in io.lines(path) do
    if not line:find "^%-%-" then break end
    lines[#lines + 1] = line
  end
  return table.concat(lines, " ")
end

describe("every example", function()
  for _, path in ipairs(all()) do
    it(path .. " says how it is called and what it reaches, and runs with --quick", function()
      local text = head(path)
      assert.truthy(text:find("dlua " .. path .. " [", 1, true), "no line that calls it")
      assert.truthy(text:find "--quick", "no word of --quick")
      assert.truthy(text:find "%d[%d.]* ?%%" or text:find "%d nats", "no word of what it reaches")
      local start = dl.core.clock()
      local result = program.dlua { path, "--quick" }
      assert.equal(0, result.status, result.err)
      assert.is_true(#result.out > 0)
      assert.is_true(dl.core.clock() - start < 30)
    end)
  end
end)

-- What is printed at the end, and the least it may be.
local promised = {
  ["examples/digits.lua"] = { "global correct: ([%d.]+)%%", 96 },
  ["examples/torch7_style.lua"] = { "global correct: ([%d.]+)%%", 94 },
  ["examples/custom_module.lua"] = { "digits: ([%d.]+) %%", 95 },
  ["examples/iris_svm.lua"] = { "accuracy: ([%d.]+) %%", 94 },
  ["examples/iris_mlp.lua"] = { "accuracy: ([%d.]+) %%", 94 },
  ["examples/regression_lbfgs.lua"] = { "R2: ([%d.]+)", 0.93 },
}

describe("in full", function()
  for path, promise in pairs(promised) do
    it(path .. " reaches what it says", function()
      local result = program.dlua { path }
      assert.equal(0, result.status, result.err)
      local reached = tonumber(result.out:match(promise[1]))
      assert.is_true(reached >= promise[2], tostring(reached))
    end)
  end
end)

describe("examples/digits.lua", function()
  it("shows its progress, the confusion matrix, and that the saved network is the same", function()
    local result = program.dlua { "examples/digits.lua", "3" }
    assert.truthy(result.err:find("epoch  3/3  accuracy 0.9", 1, true), result.err)
    assert.truthy(result.out:find("ConfusionMatrix:\n[[", 1, true))
    assert.truthy(result.out:find("the predictions are the same", 1, true))
    assert.is_true(tonumber(result.out:match("trained for ([%d.]+) s")) < 10)
  end)
end)

describe("examples/digits_mlp.lua", function()
  it("goes on where it stopped, and gets where it would have got", function()
    local path = os.tmpname()
    local whole = program.dlua { "examples/digits_mlp.lua", "--quick", path }
    assert.equal(0, whole.status, whole.err)
    local again = program.dlua { "examples/digits_mlp.lua", "--quick", path }
    for _, suffix in ipairs { "", ".best.safetensors", ".last.safetensors" } do
      os.remove(path .. suffix)
    end
    assert.truthy(again.out:find("going on after epoch 3", 1, true), again.out)
    assert.equal(whole.out:match "accuracy: .*", again.out:match "accuracy: .*")
  end)
end)
