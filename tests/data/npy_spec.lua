-- NumPy's npy and npz, against files that NumPy wrote (tests/golden/data/make.py).
local dl = require "dlua"
local files = require "tests.data.files"
local golden = dofile "tests/golden/data/numpy.lua"
local support = require "tests.support"
local data = dl.data

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function bytesOf(hex)
  return (hex:gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end))
end

local function read(hex) return data.npy(files.write(folder .. "/a.npy", bytesOf(hex))) end

local dtypes = {
  scalar = "float32", empty = "float32", bigEndian = "float32", bigInt = "int64", int8 = "int32", int16 = "int32",
  uint16 = "int32", uint32 = "int64", uint64 = "int64", fortran = "int32",
}

describe("data.npy", function()
  it("reads what NumPy wrote", function()
    for _, group in ipairs { golden.same, golden.foreign } do
      for name, case in pairs(group) do
        local difference = support.difference(read(case.file),
          { dtype = dtypes[name] or name, shape = case.shape, data = case.data }, 0)
        assert(not difference, name .. ": " .. tostring(difference))
      end
    end
  end)

  it("reads the newer versions of the header", function()
    local case = golden.same.float32
    support.close(read(golden.version2), { dtype = "float32", shape = case.shape, data = case.data })
    support.close(read(golden.version3), { dtype = "float32", shape = case.shape, data = case.data })
  end)

  it("is written as NumPy writes it, byte for byte", function()
    for name, case in pairs(golden.same) do
      local x = dl.tensor(case.data, dtypes[name] or name):view(case.shape)
      data.saveNpy(folder .. "/b.npy", x)
      assert.equal(bytesOf(case.file), files.read(folder .. "/b.npy"), name)
    end
    data.saveNpy(folder .. "/b.npy", dl.arange(6):view(2, 3):t())
    support.close(data.npy(folder .. "/b.npy"), { { 0, 3 }, { 1, 4 }, { 2, 5 } })
    data.saveNpy(folder .. "/b.npy", dl.tensor({ 1.5 }, "bfloat16"))
    assert.equal("float32", data.npy(folder .. "/b.npy").dtype)
  end)

  it("refuses what is no array of numbers", function()
    local messages = {
      complex = "dtype '<c16' is none", text = "dtype '<U2'", object = "dtype '|O'", record = "dtype of records",
      tooLarge = "beyond 2^63 - 1", nineDimensions = "9 dimensions",
    }
    for name, hex in pairs(golden.refused) do
      local ok, message = pcall(read, hex)
      assert.is_false(ok, name)
      assert.truthy(message:find(messages[name], 1, true), message)
    end
    assert.error_matches(function() read "00" end, "a.npy: no npy file")
    assert.error_matches(function() read(golden.same.uint8.file .. "00") end, "1 bytes too many")
    assert.error_matches(function() read(golden.same.uint8.file:sub(1, -3)) end, "1 bytes are too few")
    assert.error_matches(function() data.saveNpy(folder .. "/none/x.npy", dl.ones(1)) end, "No such file")
    assert.error_matches(function() data.saveNpy(folder .. "/x.npy", 1) end, "a tensor expected, got number")
  end)

  it("survives files that are cut or damaged", function()
    files.attack(bytesOf(golden.same.float32.file), data.npy)
    files.attack(bytesOf(golden.foreign.fortran.file), data.npy)
  end)
end)

describe("data.npz", function()
  local function check(x)
    support.close(x.x, { dtype = "float32", shape = golden.same.float32.shape, data = golden.same.float32.data })
    assert.same({ 300 }, x.labels:size())
    assert.equal(299, x.labels:item(300))
    assert.same({ true, false, true }, x.flag:totable())
  end

  local function readNpz(bytes) return data.npz(files.write(folder .. "/a.npz", bytes)) end

  it("reads what NumPy wrote, stored and compressed", function()
    check(readNpz(bytesOf(golden.npz)))
    check(readNpz(bytesOf(golden.compressed)))
  end)

  it("reads back what it wrote", function()
    local tensors = readNpz(bytesOf(golden.npz))
    for _, compressed in ipairs { true, false } do
      data.saveNpz(folder .. "/c.npz", tensors, { compressed = compressed })
      check(data.npz(folder .. "/c.npz"))
    end
    data.saveNpz(folder .. "/none.npz", {})
    assert.same({}, data.npz(folder .. "/none.npz"))
    assert.error_matches(function() data.saveNpz(folder .. "/c.npz", { 1 }) end, "names must be strings")
    assert.error_matches(function() data.saveNpz(folder .. "/c.npz", { a = 1 }) end, "a: a tensor expected")
  end)

  it("checks the checksums", function()
    local bytes = bytesOf(golden.npz)
    local position = bytes:find("\x93NUMPY", 1, true) + 130
    bytes = bytes:sub(1, position - 1) .. "\x55" .. bytes:sub(position + 1)
    assert.error_matches(function() readNpz(bytes) end, "its checksum does not agree")
  end)

  it("survives archives that are cut or damaged", function()
    files.attack(bytesOf(golden.compressed), data.npz)
    files.attack(bytesOf(golden.npz):sub(-900), data.npz)
  end)
end)

describe("gzip and deflate", function()
  local core = dl.core

  it("give back what they got", function()
    for _, text in ipairs { "", "a", ("abc"):rep(100000), ("\0"):rep(70000) } do
      assert.equal(text, core.gunzip(core.gzip(text)))
      assert.equal(text, core.inflate(core.deflate(text)))
      assert.equal(text, core.gunzip(core.gzip(text) .. core.gzip "") )
    end
    assert.equal(0xCBF43926, core.crc32 "123456789")
  end)

  it("obey the limit of memory", function()
    local bomb = core.gzip(("\0"):rep(20000000))
    local limit = dl.memory().limit
    collectgarbage()
    dl.emptyCache()
    dl.setMemoryLimit(dl.memory().live + 2000000)
    local ok, message = pcall(core.gunzip, bomb)
    dl.setMemoryLimit(limit)
    assert.is_false(ok)
    assert.truthy(message:find("out of memory", 1, true), message)
  end)
end)
