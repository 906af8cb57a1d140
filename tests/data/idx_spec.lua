-- data.idx, and MNIST, which comes in this format.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local data = dl.data

local function idx(kind, format, sizes, values)
  local parts = { string.pack(">I2BB", 0, kind, #sizes) }
  for _, size in ipairs(sizes) do parts[#parts + 1] = string.pack(">I4", size) end
  for _, value in ipairs(values) do parts[#parts + 1] = string.pack(format, value) end
  return table.concat(parts)
end

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function read(bytes)
  return data.idx(files.write(folder .. "/file.idx", bytes))
end

describe("data.idx", function()
  it("reads every type, of any byte order of the machine", function()
    local kinds = {
      { 8, ">B", "uint8", { 0, 7, 255, 3, 4, 5 } },
      { 9, ">b", "int32", { 0, -7, 127, -128, 4, 5 } },
      { 11, ">i2", "int32", { 0, -7, 32767, -32768, 4, 5 } },
      { 12, ">i4", "int32", { 0, -7, 2147483647, -2147483648, 4, 5 } },
      { 13, ">f", "float32", { 0, -0.5, 1e30, 3, 4, 5 } },
      { 14, ">d", "float64", { 0, -0.1, 1e300, 3, 4, 5 } },
    }
    for _, kind in ipairs(kinds) do
      local x = read(idx(kind[1], kind[2], { 2, 3 }, kind[4]))
      support.close(x, { dtype = kind[3], shape = { 2, 3 }, data = kind[4] })
    end
    support.close(read(idx(8, "B", {}, { 9 })), { dtype = "uint8", shape = {}, data = { 9 } })
    support.close(read(idx(13, ">f", { 0, 3 }, {})), { dtype = "float32", shape = { 0, 3 }, data = {} })
  end)

  it("reads files packed by gzip, also in several members", function()
    local bytes = idx(8, "B", { 4 }, { 1, 2, 3, 4 })
    local path = files.write(folder .. "/packed", bytes)
    os.execute(("gzip -kf %s"):format(path))
    support.close(data.idx(path .. ".gz"), { dtype = "uint8", shape = { 4 }, data = { 1, 2, 3, 4 } })
    files.write(folder .. "/a", bytes:sub(1, 7))
    files.write(folder .. "/b", bytes:sub(8))
    os.execute(("cd %s && gzip -f a b && cat a.gz b.gz > c.gz"):format(folder))
    assert.same({ 1, 2, 3, 4 }, data.idx(folder .. "/c.gz"):totable())
  end)

  it("says what is wrong with a file", function()
    local good = idx(8, "B", { 2, 3 }, { 1, 2, 3, 4, 5, 6 })
    local cases = {
      [""] = "too short to be an IDX file (0 bytes)",
      ["PNG or so"] = "no IDX file: it begins with 504e4720",
      [good:sub(1, 7)] = "the header is cut short",
      [good:sub(1, -2)] = "cut short: 5 bytes are too few for a tensor of shape 2x3",
      [good .. "xy"] = "2 bytes too many behind 6 elements",
      [string.pack(">I2BB", 0, 8, 9)] = "9 dimensions",
      [idx(8, "B", { 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF }, {})] = "too few",
      [idx(14, "B", { 1, 0x7FFFFFFF }, {})] = "too few",
      ["\31\139\8\0broken"] = "damaged or cut short",
    }
    for bytes, message in pairs(cases) do
      local ok, got = pcall(read, bytes)
      assert.is_false(ok)
      assert.truthy(got:find(message, 1, true), got)
      assert.truthy(got:find("idx_spec.lua", 1, true), got)
    end
    assert.error_matches(function() data.idx(folder .. "/none") end, "No such file")
    assert.error_matches(function() data.idx(folder) end, "Is a directory")
    assert.error_matches(function() data.idx(3) end, "path must be a string")
  end)

  it("survives files that are cut or damaged", function()
    files.attack(idx(13, ">f", { 2, 3 }, { 1, 2, 3, 4, 5, 6 }), data.idx)
    local path = files.write(folder .. "/whole", idx(8, "B", { 40 }, { ("x"):rep(40):byte(1, -1) }))
    os.execute("gzip -f " .. path)
    files.attack(files.read(path .. ".gz"), data.idx)
  end)
end)

describe("readElements", function()
  local elements = dl.core.readElements

  it("widens what dlua has no dtype for", function()
    local function check(kind, bytes, dtype, values)
      support.close(elements(kind, { #values }, bytes), { dtype = dtype, shape = { #values }, data = values })
    end
    check("<u2", string.pack("<I2I2", 1, 65535), "int32", { 1, 65535 })
    check(">u4", string.pack(">I4I4", 1, 0xFFFFFFFF), "int64", { 1, 0xFFFFFFFF })
    check("<i3", string.pack("<i3i3", -1, 8388607), "int32", { -1, 8388607 })
    check(">i3", string.pack(">i3i3", -8388608, 5), "int32", { -8388608, 5 })
    check("<u8", string.pack("<I8", math.maxinteger), "int64", { math.maxinteger })
    check("|b1", "\0\1\7", "bool", { false, true, true })
    check(">f2", "\x3c\x00\xc0\x00", "float16", { 1, -2 })
    check("<e2", "\x80\x3f", "bfloat16", { 1 })
  end)

  it("refuses what cannot be", function()
    local tensor, reason = elements("<u8", { 1 }, ("\255"):rep(8))
    assert.is_nil(tensor)
    assert.truthy(reason:find("beyond 2^63", 1, true))
    assert.is_nil((elements("<f4", { 2 }, "1234567")))
    assert.is_nil((elements("<f8", { math.maxinteger, 3 }, "1234567")))
    assert.error_matches(function() elements("<f3", { 1 }, "123") end, "no kind '<f3'")
    assert.error_matches(function() elements("f4", { -1 }, "123") end, "sizes must be")
    assert.error_matches(function() elements("f4", { 1 }, "123", 9) end, "outside the data")
  end)
end)

describe("md5", function()
  it("is that of RFC 1321", function()
    local md5 = dl.core.md5
    assert.equal("d41d8cd98f00b204e9800998ecf8427e", md5 "")
    assert.equal("900150983cd24fb0d6963f7d28e17f72", md5 "abc")
    assert.equal("57edf4a22be3c955ac49da2e2107b67a", md5(("1234567890"):rep(8)))
    local lengths = {   -- of ("x"):rep(n)
      [55] = "04364420e25c512fd958a70738aa8f72",
      [56] = "668a72d5ba17f08e62dabcafad6db14b",
      [63] = "7dc2ca208106a2f703567bdff99d8981",
      [64] = "c1bb4f81d892b2d57947682aeb252456",
      [65] = "1bc932052302d074bdec39795fe00cf6",
      [119] = "ab347a5f68c8a443cfcddc633f12c24f",
      [120] = "fb98667f98096de92620b64f46e1c5b5",
      [1000] = "398533d48111e9f664b1f64cb10c4b63",
    }
    for n, digest in pairs(lengths) do assert.equal(digest, md5(("x"):rep(n))) end
  end)
end)

describe("data.mnist", function()
  local function place(name, bytes) return files.write(folder .. "/mnist/" .. name, bytes) end
  local options

  setup(function()
    place("t10k-images-idx3-ubyte", idx(8, "B", { 2, 1, 3 }, { 0, 51, 255, 1, 2, 3 }))
    place("t10k-labels-idx1-ubyte", idx(8, "B", { 2 }, { 0, 9 }))
    options = { folder = folder, check = false }
  end)

  it("gives images from 0 to 1 and labels from 1", function()
    local x, y, names = data.mnist("test", options)
    support.close(x, { dtype = "float32", shape = { 2, 1, 1, 3 },
      data = { 0, 0.2, 1, 1 / 255, 2 / 255, 3 / 255 } })
    support.close(y, { dtype = "int64", shape = { 2 }, data = { 1, 10 } })
    assert.equal(10, #names)
    x = data.mnist("test", { folder = folder, check = false, dtype = "uint8" })
    assert.same({ 0, 51, 255 }, x:totable()[1][1][1])
  end)

  it("checks that the files are the published ones", function()
    assert.error_matches(function() data.mnist("test", { folder = folder }) end,
      "t10k%-images%-idx3%-ubyte is not the published file: its MD5 digest is %x+, expected 2646ac")
  end)

  it("says which file to put where", function()
    assert.error_matches(function() data.mnist("train", options) end,
      "train%-images%-idx3%-ubyte.gz was not found.*put it into " .. folder .. "/mnist/")
    assert.error_matches(function() data.fashionMnist("test", options) end,
      "Get it from http.*t10k%-images%-idx3%-ubyte.gz and put it into " .. folder .. "/fashion%-mnist/")
  end)

  it("refuses labels that do not go along, and bad options", function()
    local other = folder .. "/other"
    files.write(other .. "/train-images.idx3-ubyte", idx(8, "B", { 2, 1, 1 }, { 0, 1 }))
    files.write(other .. "/train-labels.idx1-ubyte", idx(8, "B", { 3 }, { 0, 1, 2 }))
    assert.error_matches(function() data.mnist("train", { folder = other, check = false }) end,
      "a label for each of the 2 images")
    assert.error_matches(function() data.mnist("validation") end, '"train" or "test", got validation')
    assert.error_matches(function() data.mnist("test", "here") end, "options by name")
    assert.error_matches(function() data.mnist("test", { cache = "here" }) end, "no option cache")
    assert.error_matches(function() data.mnist("test", { folder = 1 }) end, "folder must be a string")
  end)

  it("reads the real files where they are", function()
    local real = "../shared/data/mnist"
    local handle = io.open(real .. "/t10k-images-idx3-ubyte.gz")
    if not handle then return pending("not here: " .. real) end
    handle:close()
    local x, y = data.mnist("test", { folder = real })
    assert.same({ 10000, 1, 28, 28 }, x:size())
    assert.same({ 8, 3, 2, 1, 5 }, y:narrow(1, 1, 5):totable())
  end)
end)
