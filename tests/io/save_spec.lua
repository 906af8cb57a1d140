-- dl.save and dl.load: what is saved comes back, and a damaged file is a clear error.
local dl = require "dlua"
local json = require "dlua.io.json"
local files = require "tests.data.files"
local support = require "tests.support"
local nn = dl.nn

local path

local function saved(value)
  dl.save(path, value)
  return dl.load(path)
end

--- (A new file: some file systems wait for the disk when one is written over.)
local function write(text)
  os.remove(path)
  files.write(path, text)
end

--- A file with this header (a table or a text) and this data.
local function writeFile(header, data)
  local text = type(header) == "table" and json.encode(header) or header
  write(string.pack("<I8", #text) .. text .. (data or ""))
end

describe("dl.save and dl.load", function()
  before_each(function() path = os.tmpname() end)
  after_each(function() os.remove(path) end)

  it("keep a model: its output, its classes, its order of parameters", function()
    local net = nn.Sequential(nn.Linear(4, 5), nn.LeakyReLU(0.2), nn.Dropout(0.3),
      nn.Sequential(nn.LayerNorm(5), nn.Linear(5, 3, false)), nn.Softmax())
    net:evaluate()
    local x = dl.randn(7, 4)
    local expected = net(x):totable()
    local other = saved(net)
    assert.same(expected, other(x):totable())
    assert.equal(tostring(net), tostring(other))
    local first, second = {}, {}
    for name in net:namedParameters() do first[#first + 1] = name end
    for name, p in other:namedParameters() do
      second[#second + 1] = name
      assert.is_true(p.requiresGrad and p.isLeaf)
    end
    assert.same(first, second)
    assert.same({ "1.weight", "1.bias" }, { first[1], first[2] })
  end)

  it("name tensors as PyTorch does", function()
    dl.save(path, nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)))
    local length = string.unpack("<I8", files.read(path))
    local header = json.decode(files.read(path):sub(9, 8 + length))
    local names = {}
    for name in pairs(header) do names[#names + 1] = name end
    table.sort(names)
    assert.same({ "0.bias", "0.weight", "2.bias", "2.weight", "__metadata__" }, names)
    assert.same({ 3, 2 }, header["0.weight"].shape)
    assert.equal("F32", header["0.weight"].dtype)
    assert.equal(0, (8 + length) % 8)
  end)

  it("train on after loading", function()
    local net = saved(nn.Linear(2, 1))
    local optimizer = dl.optim.SGD(net:parameters(), { lr = 0.1 })
    net(dl.ones(1, 2)):sum():backward()
    optimizer:step()
    assert.equal(2, #net:parameters())
  end)

  it("leave out what forward and backward keep", function()
    local net = nn.Linear(2, 1)
    net:forward(dl.ones(3, 2))
    net:backward(nil, dl.ones(3, 1))
    local other = saved(net)
    assert.is_nil(other.output)
    assert.is_nil(other.gradInput)
  end)

  it("keep tensors of every dtype and shape", function()
    for _, dtype in ipairs { "float64", "float32", "float16", "bfloat16", "int64", "int32", "uint8",
        "bool" } do
      local x = dl.tensor({ { 1, 0, 1 }, { 0, 1, 1 } }, dtype)
      local y = saved(x)
      assert.equal(dtype, y.dtype)
      assert.same(x:totable(), y:totable())
    end
    assert.same({}, saved(dl.tensor(5)):size())
    assert.same({ 3, 0 }, saved(dl.zeros(3, 0)):size())
    support.close(saved(dl.tensor { { 1, 2 }, { 3, 4 } }:t()), { { 1, 3 }, { 2, 4 } })
  end)

  it("keep tables of anything", function()
    local value = {
      epoch = 3, rate = 0.1, whole = 2.0, name = "x", done = true, empty = {},
      list = { 1, "two", { 3.5 } }, [10] = "ten", [2.5] = "half", [true] = "yes",
      ["$tensor"] = "no tensor", bytes = "\0\xff\xfe", big = math.huge, small = -math.huge,
      deep = { w = dl.tensor { 1, 2 } }, integer = math.mininteger,
    }
    local other = saved(value)
    support.close(other.deep.w, { 1, 2 })
    value.deep.w, other.deep.w = nil, nil
    assert.same(value, other)
    assert.equal("float", math.type(other.whole))
    assert.equal("integer", math.type(other.epoch))
    local nan = saved({ 0 / 0 })[1]
    assert.is_true(nan ~= nan)
    assert.equal(5, saved(5))
    assert.equal("text", saved("text"))
    assert.equal(false, saved(false))
    assert.same({}, saved({}))
  end)

  it("keep what is shared shared, and what is inside itself", function()
    local shared, list = dl.tensor { 1 }, { 1, 2 }
    local value = { a = shared, b = shared, l = list, m = list }
    value.self = value
    local other = saved(value)
    assert.is_true(rawequal(other.a, other.b))
    assert.is_true(rawequal(other.l, other.m))
    assert.is_true(rawequal(other.self, other))
    local tied = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    tied[2].weight = tied[1].weight
    local loaded = saved(tied)
    assert.is_true(rawequal(loaded[1].weight, loaded[2].weight))
    assert.equal(3, #loaded:parameters())
    local cycle = { {} }
    cycle[1][1] = cycle
    local again = saved(cycle)
    assert.is_true(rawequal(again[1][1], again))
  end)

  it("keep objects of a user's class, which must exist", function()
    local Scale = nn.class("SaveSpecScale", "nn.Module")
    function Scale:__init() self.factor = nn.Parameter(dl.tensor { 2 }) end
    function Scale:forward(x) return x * self.factor end
    local other = saved(nn.Sequential(Scale()))
    support.close(other(dl.ones(1)), { 2 })
    local text = files.read(path):gsub("SaveSpecScale", "SaveSpecOther")
    write(text)
    assert.error_matches(function() dl.load(path) end, "class SaveSpecOther, which does not exist")
  end)

  it("load a file from elsewhere as a table of tensors", function()
    writeFile({ a = { dtype = "I32", shape = { 2 }, data_offsets = { 0, 8 } },
      __metadata__ = { format = "pt" } }, string.pack("<i4i4", 7, -1))
    local tensors, metadata = dl.load(path)
    assert.same({ 7, -1 }, tensors.a:totable())
    assert.equal("pt", metadata.format)
  end)

  it("refuse what cannot be saved, naming its place, and leave the old file", function()
    dl.save(path, { 1 })
    local net = nn.Sequential(nn.Identity())
    net[1].callback = print
    assert.error_matches(function() dl.save(path, { net = net }) end,
      "net%.0%.callback is a function, which cannot be saved")
    assert.error_matches(function() dl.save(path, setmetatable({}, {})) end, "does not know")
    assert.error_matches(function() dl.save(path, { [{}] = 1 }) end, "a table as a key")
    assert.error_matches(function() dl.save(path, nil) end, "nothing to save")
    assert.error_matches(function() dl.save(5, 1) end, "path must be a string")
    assert.error_matches(function() dl.save("/no/such/folder/x", 1) end, "No such file")
    assert.error_matches(function() dl.save("/dev/full", dl.ones(3)) end, "dev/full")
    assert.same({ 1 }, dl.load(path))
  end)
end)

describe("dl.load refuses", function()
  before_each(function() path = os.tmpname() end)
  after_each(function() os.remove(path) end)

  local function refuses(message)
    local ok, got = pcall(dl.load, path)
    assert.is_false(ok)
    assert.truthy(got:find(message, 1, true), got)
    assert.truthy(got:find(path, 1, true), got)
  end

  local function entry(dtype, shape, first, last)
    return { dtype = dtype, shape = json.array(shape), data_offsets = { first, last } }
  end

  it("files that are no safetensors files", function()
    write ""
    refuses "too short"
    write "1234567"
    refuses "too short"
    write(("x"):rep(100))
    refuses "no safetensors file"
    write(string.pack("<I8", 100) .. "{}")
    refuses "no safetensors file"
    write(string.pack("<i8", -5) .. "{}")
    refuses "no safetensors file"
    writeFile "[1]"
    refuses "no JSON object"
    writeFile ""
    refuses "no JSON object"
    writeFile "{\"a\":"
    refuses "header: json: line 1"
    assert.error_matches(function() dl.load "/no/such/file" end, "No such file")
    assert.error_matches(function() dl.load "/" end, "/")
    assert.error_matches(function() dl.load(nil) end, "path must be a string")
  end)

  it("headers that do not fit the data", function()
    local data = ("\0"):rep(8)
    local cases = {
      { { a = entry("F32", { 2 }, 0, 8) }, "\0\0\0\0", "bytes 0 to 8 of 4" },
      { { a = entry("F32", { 3 }, 0, 8) }, data, "8 bytes do not make F32 of shape 3" },
      { { a = entry("F32", { 1 }, 4, 8) }, data, "begins at byte 4, expected 0" },
      { { a = entry("F32", { 1 }, 0, 4) }, data, "8 bytes of data, the tensors have 4" },
      { { a = entry("F32", { 2 }, 0, 8), b = entry("F32", { 2 }, 0, 8) }, data, "expected 8" },
      { { a = entry("F32", { 2 }, 8, 0) }, data, "bytes 8 to 0" },
      { { a = entry("F32", { -2 }, 0, 8) }, data, "no list of sizes" },
      { { a = entry("F32", { 2.0 }, 0, 8) }, data, "no list of sizes" },
      { { a = entry("F32", { 1 << 62, 8 }, 0, 8) }, data, "do not make" },
      { { a = entry("F32", { 1, 1, 1, 1, 1, 1, 1, 1, 2 }, 0, 8) }, data, "9 dimensions" },
      { { a = entry("F31", { 2 }, 0, 8) }, data, "dtype F31" },
      { { a = entry(nil, { 2 }, 0, 8) }, data, "dtype nil" },
      { { a = entry("BOOL", { 8 }, 0, 8) }, "\0\1\2\0\0\0\0\0", "neither 0 nor 1" },
      { { a = 5 }, data, "an object expected, got a number" },
      { { a = { dtype = "F32", shape = { 2 } } }, data, "data_offsets" },
      { { a = { dtype = "F32", shape = "2", data_offsets = { 0, 8 } } }, data, "no list of sizes" },
      { { __metadata__ = { a = 5 } }, "", "other than strings" },
      { { __metadata__ = "a" }, "", "no object" },
    }
    for _, case in ipairs(cases) do
      writeFile(case[1], case[2])
      refuses(case[3])
    end
  end)

  it("trees that make no sense", function()
    local cases = {
      { "{", "what it holds: json" },
      { "{}", "not said" },
      { '{"version":2,"value":1}', "version 2" },
      { '{"version":1,"value":{"$tensor":"a"}}', "no tensor a" },
      { '{"version":1,"value":{"$ref":1}}', "$ref to nothing" },
      { '{"version":1,"value":{"$class":"nn.Nonsense","fields":{}}}', "class nn.Nonsense" },
      { '{"version":1,"value":{"$class":"nn.../../x","fields":{}}}', "class nn.../../x" },
      { '{"version":1,"value":{"$class":"nn.Linear"}}', "fields: a table expected" },
      { '{"version":1,"value":{"$class":5,"fields":{}}}', "$class: a string expected" },
      { '{"version":1,"value":{"$class":"nn.ReLU","fields":{},"$order":5}}', "$order" },
      { '{"version":1,"value":{"$number":"seven"}}', "$number" },
      { '{"version":1,"value":{"$pairs":[[{},1]]}}', "a key that is none" },
      { '{"version":1,"value":{"$pairs":[1]}}', "a pair: a table expected" },
      { '{"version":1,"value":{"$new":1}}', "form $new is not known" },
      { '{"version":1,"value":' .. ("["):rep(5000) .. "}", "more than 1000 levels" },
    }
    for _, case in ipairs(cases) do
      writeFile({ __metadata__ = { dlua = case[1] } })
      refuses(case[2])
    end
  end)

  it("whatever else: thousands of damaged files give values or errors, nothing worse", function()
    local net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Tanh()))
    dl.save(path, { net = net, list = { 1, 2, true }, text = "abc", t = dl.tensor({ 1 }, "bool") })
    local text = files.read(path)
    local generator = 1
    local function random(n)
      generator = (generator * 6364136223846793005 + 1442695040888963407)
      return (generator >> 33) % n + 1
    end
    for _ = 1, 2000 do
      local damaged = text
      for _ = 1, random(3) do
        local at = random(#damaged)
        damaged = damaged:sub(1, at - 1) .. string.char(random(256) - 1)
          .. damaged:sub(at + random(2))
      end
      if random(10) == 1 then damaged = damaged:sub(1, random(#damaged)) end
      write(damaged)
      local ok, message = pcall(dl.load, path)
      if not ok then assert.equal("string", type(message)) end
    end
  end)
end)
