-- The published sets other than MNIST: CIFAR, tiny Shakespeare, and fetching.
local dl = require "dlua"
local files = require "tests.data.files"
local data = dl.data

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function record(labels, shade)
  return labels .. string.char(shade):rep(1024) .. ("\0"):rep(1024) .. ("\255"):rep(1024)
end

describe("data.cifar10", function()
  local options

  setup(function()
    options = { folder = folder .. "/loose", check = false }
    for i = 1, 5 do
      files.write(("%s/loose/cifar-10-batches-bin/data_batch_%d.bin"):format(folder, i),
        record(string.char(i), 51 * i) .. record("\0", 0))
    end
  end)

  it("reads the loose files", function()
    local x, y, names = data.cifar10("train", options)
    assert.same({ 10, 3, 32, 32 }, x:size())
    assert.same({ 2, 1, 3, 1, 4, 1, 5, 1, 6, 1 }, y:totable())
    assert.equal("truck", names[10])
    assert.is_true(math.abs(x[{ 3, 1, 5, 7 }]:item() - 0.4) < 1e-6)
    assert.equal(1, x[{ 3, 3, 1, 1 }]:item())
    local bytes = data.cifar10("train", { folder = options.folder, check = false, dtype = "uint8" })
    assert.equal(102, bytes[{ 3, 1, 32, 32 }]:item())
  end)

  it("reads the archive, packed or not", function()
    local archive = folder .. "/archive"
    os.execute(("cd %s/loose && cp cifar-10-batches-bin/data_batch_2.bin cifar-10-batches-bin/test_batch.bin" ..
      " && mkdir -p ../archive && tar -czf ../archive/cifar-10-binary.tar.gz cifar-10-batches-bin" ..
      " && rm cifar-10-batches-bin/test_batch.bin"):format(folder))
    local x, y = data.cifar10("test", { folder = archive, check = false })
    assert.same({ 2, 3, 32, 32 }, x:size())
    assert.same({ 3, 1 }, y:totable())
    assert.error_matches(function() data.cifar10("test", { folder = archive }) end,
      "not the published file.*c32a1d4a")
  end)

  it("says what is wrong", function()
    assert.error_matches(function() data.cifar10("test", options) end,
      "cifar%-10%-binary.tar.gz was not found")
    local bad = folder .. "/bad"
    files.write(bad .. "/test_batch.bin", record("\10", 1))
    assert.error_matches(function() data.cifar10("test", { folder = bad }) end, "label 11 of 10 classes")
    files.write(bad .. "/test_batch.bin", "x" .. record("\10", 1))
    assert.error_matches(function() data.cifar10("test", { folder = bad }) end,
      "3074 bytes are no number of records of 3073 bytes")
    files.write(bad .. "/cifar-10-binary.tar.gz", "no archive" .. (" "):rep(600))
    assert.error_matches(function() data.cifar10("train", { folder = bad, check = false }) end, "no tar archive")
    assert.error_matches(function() data.cifar10("both") end, '"train" or "test"')
  end)

  it("survives archives that are cut or damaged", function()
    local bytes = dl.core.gunzip(files.read(folder .. "/archive/cifar-10-binary.tar.gz"))
    local tar = require "dlua.io.tar"
    files.attack(bytes:sub(1, 7000), function(path)
      for _ in tar.files(files.read(path), "here") do end
    end, true)
    assert.error_matches(function() for _ in tar.files(bytes:sub(1, 7000), "here") do end end, "cut short")
  end)
end)

describe("data.cifar100", function()
  it("has fine and coarse labels", function()
    files.write(folder .. "/hundred/test.bin", record("\3\99", 1) .. record("\19\0", 2))
    local options = { folder = folder .. "/hundred" }
    local _, y, names = data.cifar100("test", options)
    assert.same({ 100, 1 }, y:totable())
    assert.equal(100, #names)
    assert.equal("worm", names[100])
    options.coarse = true
    _, y, names = data.cifar100("test", options)
    assert.same({ 4, 20 }, y:totable())
    assert.equal(20, #names)
  end)
end)

describe("data.tinyShakespeare", function()
  it("is a text", function()
    files.write(folder .. "/tinyshakespeare/input.txt", "First Citizen:\n")
    assert.equal("First Citizen:\n", data.tinyShakespeare { folder = folder, check = false })
    assert.error_matches(function() data.tinyShakespeare { folder = folder } end, "not the published file")
  end)

  it("is the real one where it is", function()
    local handle = io.open("../shared/data/text/tinyshakespeare.txt.gz")
    if not handle then return pending("not here: ../shared/data/text") end
    handle:close()
    assert.equal(1115394, #data.tinyShakespeare { folder = "../shared/data" })
  end)
end)

describe("where sets lie", function()
  local cache = require "dlua.data.cache"

  it("is options.folder, DLUA_DATA, then the cache of XDG", function()
    assert.same({ "here" }, cache.folders { folder = "here" })
    local folders = cache.folders {}
    assert.truthy(folders[#folders]:match("/dlua$"))
    local program = arg and arg[-1] or "dlua"
    local pipe = assert(io.popen(("DLUA_DATA=/a XDG_CACHE_HOME=/b '%s' -e '%s'"):format(program,
      'print(table.concat(require("dlua.data.cache").folders {}, " "))')))
    assert.equal("/a /b/dlua\n", pipe:read("a"))
    pipe:close()
  end)

  it("fetches what is missing when told to", function()
    if not os.execute("command -v curl > /dev/null") then return pending("no curl") end
    files.write(folder .. "/remote/thing", "content")
    local set = { name = "thing", folder = "thing", url = "file://" .. folder .. "/remote/" }
    local options = { folder = folder .. "/it's local", download = true }
    local bytes, path = cache.read(set, { "thing" }, dl.core.md5 "content", options)
    assert.equal("content", bytes)
    assert.equal(folder .. "/it's local/thing/thing", path)
    assert.error_matches(function() cache.read(set, { "other" }, nil, options) end, "could not be fetched by curl")
    assert.error_matches(function() cache.read(set, { "other" }, nil, { folder = folder }) end, "put it into")
  end)
end)
