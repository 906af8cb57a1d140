-- data: datasets, loaders, the CSV reader, the bundled sets.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local data = dl.data

local function dataset(n)
  return data.TensorDataset(dl.arange(n):to("float32"):view(n, 1) * 10, dl.arange(n) + 1)
end

describe("TensorDataset", function()
  it("gives examples and batches", function()
    local set = dataset(5)
    assert.equal(5, #set)
    local x, y = set:get(3)
    support.close(x, { 20 })
    assert.equal(3, y:item())
    x, y = set:batch(dl.tensor({ 5, 1 }, "int64"))
    support.close(x, { { 40 }, { 0 } })
    assert.same({ 5, 1 }, y:totable())
    x = set:batch { 2, 3 }
    support.close(x, { { 10 }, { 20 } })
  end)

  it("refuses tensors that do not go along", function()
    assert.error_matches(function() data.TensorDataset(dl.ones(3), dl.ones(4)) end,
      "4 examples in tensor 2, 3 in the first")
    assert.error_matches(function() data.TensorDataset() end, "at least one")
    assert.error_matches(function() data.TensorDataset(dl.tensor(1)) end, "argument 1")
  end)
end)

local function sizes(loader)
  local list = {}
  for x in loader:iter() do list[#list + 1] = #x end
  return list
end

describe("DataLoader", function()
  it("ends with a short batch, or drops it", function()
    local loader = data.DataLoader { dataset = dataset(10), batchSize = 4 }
    assert.equal(3, #loader)
    assert.same({ 4, 4, 2 }, sizes(loader))
    loader = data.DataLoader { dataset = dataset(10), batchSize = 4, dropLast = true }
    assert.equal(2, #loader)
    assert.same({ 4, 4 }, sizes(loader))
    assert.same({ 5, 5 }, sizes(data.DataLoader { dataset = dataset(10), batchSize = 5 }))
    assert.same({}, sizes(data.DataLoader { dataset = dataset(0), batchSize = 5 }))
  end)

  it("keeps the order without shuffle", function()
    local seen = {}
    for _, y in data.DataLoader({ dataset = dataset(7), batchSize = 3 }):iter() do
      for _, label in ipairs(y:totable()) do seen[#seen + 1] = label end
    end
    assert.same({ 1, 2, 3, 4, 5, 6, 7 }, seen)
  end)

  it("shuffles: everything once, x with its y, anew each time, repeatably", function()
    local loader = data.DataLoader { dataset = dataset(50), batchSize = 8, shuffle = true }
    local function epoch()
      local seen = {}
      for x, y in loader:iter() do
        local rows = x:totable()
        for i, label in ipairs(y:totable()) do
          assert.equal((label - 1) * 10, rows[i][1])
          seen[#seen + 1] = label
        end
      end
      return seen
    end
    dl.manualSeed(1)
    local first, second = epoch(), epoch()
    assert.not_same(first, second)
    dl.manualSeed(1)
    assert.same(first, epoch())
    table.sort(second)
    for i = 1, 50 do assert.equal(i, second[i]) end
  end)

  it("puts together the examples of any object with get", function()
    local squares = setmetatable({
      get = function(_, i) return dl.tensor { i, i * i }, i, i / 2 end,
    }, { __len = function() return 3 end })
    local loader = data.DataLoader { dataset = squares, batchSize = 2 }
    local iterate = loader:iter()
    local x, y, half = iterate()
    support.close(x, { { 1, 1 }, { 2, 4 } })
    assert.equal("int64", y.dtype)
    support.close(half, { 0.5, 1 })
    x = iterate()
    support.close(x, { { 3, 9 } })
    assert.is_nil(iterate())
  end)

  it("refuses bad options", function()
    assert.error_matches(function() data.DataLoader(dataset(3)) end, "options by name")
    assert.error_matches(function() data.DataLoader { batchSize = 2 } end, "a dataset expected")
    assert.error_matches(function() data.DataLoader { dataset = dataset(1), batchSize = 0 } end,
      "batchSize")
    assert.error_matches(function() data.DataLoader { dataset = dataset(1), size = 2 } end,
      "no option size")
  end)
end)

describe("data.csv", function()
  it("reads numbers, with or without names of columns", function()
    local path = files.write(os.tmpname(), "a, b\n1,2.5\r\n\n-3e2, 4\n")
    local x, names = data.csv(path)
    support.close(x, { { 1, 2.5 }, { -300, 4 } })
    assert.same({ "a", "b" }, names)
    os.remove(path)
    path = files.write(os.tmpname(), "1,2\n3,4")
    x, names = data.csv(path, { dtype = "int64" })
    assert.equal("int64", x.dtype)
    assert.same({ { 1, 2 }, { 3, 4 } }, x:totable())
    assert.is_nil(names)
    os.remove(path)
  end)

  it("says where a file is wrong", function()
    local cases = {
      ["1,2\n3,x\n"] = "line 2, column 2: a number expected, got 'x'",
      ["1,2\n3\n"] = "line 2: 1 columns, 2 in the lines before",
      ["a,b\nc,d\n"] = "line 2, column 1",
      ["1,,2\n1,,2\n"] = "line 1, column 2",
      [""] = "holds no numbers",
      ["\31\139broken"] = "damaged",
    }
    for text, message in pairs(cases) do
      local path = files.write(os.tmpname(), text)
      local ok, got = pcall(data.csv, path)
      os.remove(path)
      assert.is_false(ok, text)
      assert.truthy(got:find(message, 1, true), got)
    end
    assert.error_matches(function() data.csv "/no/such/file.csv" end, "No such file")
    assert.error_matches(function() data.csv(5) end, "path must be a string")
  end)
end)

describe("the bundled", function()
  it("digits are those of scikit-learn", function()
    local x, y = data.digits()
    assert.same({ 1797, 64 }, x:size())
    assert.equal("int64", y.dtype)
    assert.equal(0, x:amin():item())
    assert.equal(16, x:amax():item())
    assert.equal(561718, x:sum():item())     -- load_digits().data.sum()
    local counts = {}
    for _, label in ipairs(y:totable()) do counts[label] = (counts[label] or 0) + 1 end
    assert.same({ 178, 182, 177, 183, 181, 182, 181, 179, 174, 180 }, counts)
    assert.equal(1, y:item(1))               -- the first is a 0
  end)

  it("irises are 50 of each kind", function()
    local x, y, names = data.iris()
    assert.same({ 150, 4 }, x:size())
    assert.equal(3, #names)
    local counts = {}
    for _, label in ipairs(y:totable()) do counts[label] = (counts[label] or 0) + 1 end
    assert.same({ 50, 50, 50 }, counts)
    support.close(x[1], { 5.1, 3.5, 1.4, 0.2 })
  end)
end)
