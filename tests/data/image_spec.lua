-- PNG, JPEG, folders of images.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local data = dl.data

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function adler(text)
  local a, b = 1, 0
  for i = 1, #text do
    a = (a + text:byte(i)) % 65521
    b = (b + a) % 65521
  end
  return b << 16 | a
end

local function chunk(name, body)
  return string.pack(">I4", #body) .. name .. body .. string.pack(">I4", dl.core.crc32(name .. body))
end

-- A PNG file from its parts: rows are bytes with a filter byte (0) before each. colour: 0 grey,
-- 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
local function png(width, height, bits, colour, rows, extra, interlaced)
  local body = ("\x78\x01" .. dl.core.deflate(rows)) .. string.pack(">I4", adler(rows))
  return "\x89PNG\r\n\x1a\n" .. chunk("IHDR",
    string.pack(">I4I4BBBBB", width, height, bits, colour, 0, 0, interlaced and 1 or 0)) ..
    (extra or "") .. chunk("IDAT", body) .. chunk("IEND", "")
end

local function read(bytes, options)
  options = options or { dtype = "uint8" }
  return data.image(files.write(folder .. "/image", bytes), options)
end

describe("data.image of PNG", function()
  it("reads grey, colour, alpha", function()
    assert.same({ { { 1, 2 }, { 3, 255 } } }, read(png(2, 2, 8, 0, "\0\1\2\0\3\255")):totable())
    assert.same({ { { 1, 4 } }, { { 2, 5 } }, { { 3, 6 } } }, read(png(2, 1, 8, 2, "\0\1\2\3\4\5\6")):totable())
    assert.same({ { { 7 } }, { { 9 } } }, read(png(1, 1, 8, 4, "\0\7\9")):totable())
    assert.same({ { { 1 } }, { { 2 } }, { { 3 } }, { { 4 } } }, read(png(1, 1, 8, 6, "\0\1\2\3\4")):totable())
  end)

  it("reads palettes, single bits, 16 bits, transparent colours", function()
    local palette = chunk("PLTE", "\10\20\30\40\50\60")
    assert.same({ { { 40, 10 } }, { { 50, 20 } }, { { 60, 30 } } }, read(png(2, 1, 8, 3, "\0\1\0", palette)):totable())
    assert.same({ { { 255, 0, 255 } } }, read(png(3, 1, 1, 0, "\0\xA0")):totable())
    assert.same({ { { 18, 255 } } }, read(png(2, 1, 16, 0, "\0\x12\x34\xff\xff")):totable())
    local transparent = palette .. chunk("tRNS", "\0\128")
    assert.same({ 4, 1, 1 }, read(png(1, 1, 8, 3, "\0\1", transparent)):size())
    assert.equal(128, read(png(1, 1, 8, 3, "\0\1", transparent))[{ 4, 1, 1 }]:item())
  end)

  it("reads interlaced files", function()
    -- Adam7 of 2x2: pass 1 has pixel (1, 1), pass 6 pixel (1, 2), pass 7 the second row
    assert.same({ { { 1, 2 }, { 3, 4 } } }, read(png(2, 2, 8, 0, "\0\1\0\2\0\3\4", nil, true)):totable())
  end)

  it("gives the mode and dtype that is asked for", function()
    local colour, grey = png(1, 1, 8, 2, "\0\100\150\200"), png(1, 1, 8, 0, "\0\9")
    assert.equal((100 * 19595 + 150 * 38470 + 200 * 7471 + 32768) >> 16,
      read(colour, { mode = "gray", dtype = "uint8" }):item())
    assert.same({ { { 100 } }, { { 150 } }, { { 200 } }, { { 255 } } },
      read(colour, { mode = "rgba", dtype = "uint8" }):totable())
    assert.same({ { { 9 } }, { { 9 } }, { { 9 } } }, read(grey, { mode = "rgb", dtype = "uint8" }):totable())
    assert.same({ { { 9 } }, { { 255 } } }, read(grey, { mode = "grayAlpha", dtype = "uint8" }):totable())
    assert.same({ 2, 1, 1 }, read(colour, { mode = "grayAlpha" }):size())
    support.close(read(grey, {}), { dtype = "float32", shape = { 1, 1, 1 }, data = { 9 / 255 } })
    assert.equal("float64", read(grey, { dtype = "float64" }).dtype)
    assert.error_matches(function() read(grey, { mode = "cmyk" }) end, "mode must be.*got cmyk")
  end)

  it("says what is wrong", function()
    local good = png(2, 2, 8, 0, "\0\1\2\0\3\255")
    local huge = png(50000, 50000, 8, 6, "\0\1\2")
    local cases = {
      ["GIF89a"] = "neither PNG nor JPEG", [""] = "neither PNG nor JPEG",
      [good:sub(1, 40)] = "PNG: ", [good:sub(1, -20)] = "PNG: ",
      [huge] = "so many pixels cannot be in a file of this size",
      [png(2, 2, 8, 0, "\0\1")] = "PNG: ", [png(0, 2, 8, 0, "")] = "PNG: ",
      [good:gsub("IDAT.", "IDAT!")] = "PNG: ",
    }
    for bytes, message in pairs(cases) do
      local ok, got = pcall(read, bytes)
      assert.is_false(ok)
      assert.truthy(got:find(message, 1, true), got)
    end
    assert.error_matches(function() data.image(folder .. "/none.png") end, "No such file")
  end)

  it("survives files that are cut or damaged", function()
    data.saveImage(folder .. "/noise.png", dl.rand(3, 9, 7))
    files.attack(files.read(folder .. "/noise.png"), data.image)
  end)
end)

describe("data.saveImage", function()
  it("writes PNG that is read back the same", function()
    for channels = 1, 4 do
      local x = dl.randint(0, 256, { channels, 5, 3 }):to("uint8")
      data.saveImage(folder .. "/a.png", x)
      assert.same(x:totable(), data.image(folder .. "/a.png", { dtype = "uint8" }):totable())
    end
    data.saveImage(folder .. "/a.png", dl.tensor { { 0, 0.5, 1 }, { -3, 7, 0 / 0 } })
    assert.same({ { { 0, 128, 255 }, { 0, 255, 0 } } }, data.image(folder .. "/a.png", { dtype = "uint8" }):totable())
  end)

  it("writes JPEG close to what it got", function()
    local ramp = dl.linspace(0, 1, 64):expand(48, 64)
    local x = dl.stack({ ramp, 1 - ramp, ramp * 0 + 0.5 }, 1)
    data.saveImage(folder .. "/a.jpg", x, { quality = 95 })
    local y = data.image(folder .. "/a.jpg")
    assert.same({ 3, 48, 64 }, y:size())
    assert.is_true((x - y):abs():amax():item() < 0.03)
    data.saveImage(folder .. "/b.jpeg", ramp)
    local grey = data.image(folder .. "/b.jpeg")
    assert.same({ 1, 48, 64 }, grey:size())
    assert.is_true((grey[1] - ramp):abs():amax():item() < 0.03)
    assert.same({ 1, 48, 64 }, data.image(folder .. "/a.jpg", { mode = "gray" }):size())
    assert.is_true(#files.read(folder .. "/a.jpg") > #files.read(folder .. "/b.jpeg"))
  end)

  it("refuses what is no image", function()
    local path = folder .. "/x.png"
    assert.error_matches(function() data.saveImage(path, dl.ones(5, 3, 3)) end, "expected, got 5x3x3")
    assert.error_matches(function() data.saveImage(path, dl.ones(0, 3)) end, "expected, got")
    assert.error_matches(function() data.saveImage(path, dl.ones(3, 3):to("int64")) end, "got int64")
    assert.error_matches(function() data.saveImage(folder .. "/x.gif", dl.ones(3, 3)) end, "must end in .png")
    assert.error_matches(function() data.saveImage(folder .. "/x.jpg", dl.ones(4, 3, 3)) end, "no alpha")
    assert.error_matches(function() data.saveImage(folder .. "/x.jpg", dl.ones(3, 3), { quality = 0 }) end, "quality")
    assert.error_matches(function() data.saveImage(folder .. "/none/x.png", dl.ones(3, 3)) end, "No such file")
    assert.error_matches(function() data.saveImage(path, "x") end, "a tensor expected, got string")
  end)

  it("reads printing colours", function()
    -- 8x8 pixels of cyan 200, magenta 100, yellow 50, black 128, as Adobe stores them: 255 is no ink
    local hex = [[
      ffd8ffee000e41646f626500640000000002ffdb0043000201010101010201010102020202020403020202020504040304060506060605060606070908060709070606080b08
      090a0a0a0a0a06080b0c0b0a0c090a0a0affdb004301020202020202050303050a0706070a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
      0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0affc00014080008000804011100021101031101041100ffc4001f0000010501010101010100000000000000000102030405060708090a
      0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728
      292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4
      b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffc4001f01000301010101010101010100000000000001020304
      05060708090a0bffc400b51100020102040403040705040400010277000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125
      f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5
      a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9faffda000e040100021103110400003f00b95fd507
      f13857ffd9]]
    local bytes = hex:gsub("%s", ""):gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end)
    local x = read(bytes)
    assert.same({ 3, 8, 8 }, x:size())
    for c, expected in ipairs { 100, 50, 25 } do
      assert.is_true(math.abs(x[{ c, 4, 4 }]:item() - expected) <= 2)
    end
    assert.same({ 1, 8, 8 }, read(bytes, { mode = "gray" }):size())
  end)

  it("has JPEG that survives damage", function()
    data.saveImage(folder .. "/c.jpg", dl.rand(3, 40, 40))
    files.attack(files.read(folder .. "/c.jpg"), data.image)
    local ok, message = pcall(data.image, files.write(folder .. "/cut.jpg", files.read(folder .. "/c.jpg"):sub(1, 900)))
    assert.is_false(ok)
    assert.truthy(message:find("JPEG: Premature end", 1, true), message)
  end)
end)

describe("data.ImageFolder", function()
  setup(function()
    os.execute(("mkdir -p %s/pets/dog %s/pets/cat/more"):format(folder, folder))
    data.saveImage(folder .. "/pets/dog/1.png", dl.zeros(3, 2, 2) + 0.2)
    data.saveImage(folder .. "/pets/cat/2.PNG", dl.zeros(2, 2) + 0.4)
    data.saveImage(folder .. "/pets/cat/more/3.jpg", dl.zeros(3, 2, 2) + 0.6)
    files.write(folder .. "/pets/cat/notes.txt", "not an image")
    files.write(folder .. "/pets/list.png", "not in a class")
  end)

  it("finds images by class", function()
    local set = data.ImageFolder(folder .. "/pets")
    assert.same({ "cat", "dog" }, set.classes)
    assert.equal(3, #set)
    local x, class = set:get(1)
    assert.same({ 3, 2, 2 }, x:size())
    assert.equal(1, class)
    support.close(x, dl.full({ 3, 2, 2 }, 0.4):totable())
    assert.same({ 1, 1, 2 }, set.labels)
    assert.error_matches(function() set:get(4) end, "example 4 of 3")
  end)

  it("transforms, and goes with a DataLoader", function()
    local set = data.ImageFolder(folder .. "/pets", { mode = "gray", transform = function(x) return x * 2 end })
    for x, y in data.DataLoader({ dataset = set, batchSize = 3 }):iter() do
      assert.same({ 3, 1, 2, 2 }, x:size())
      assert.same({ 1, 1, 2 }, y:totable())
      assert.is_true(math.abs(x[{ 1, 1, 1, 1 }]:item() - 0.8) < 1e-6)
    end
  end)

  it("names the file that is damaged, the folder that is not there", function()
    files.write(folder .. "/bad/a/1.png", "nothing")
    local set = data.ImageFolder(folder .. "/bad")
    assert.error_matches(function() set:get(1) end, "bad/a/1.png: neither PNG nor JPEG")
    assert.error_matches(function() data.ImageFolder(folder .. "/none") end, "No such file")
    assert.error_matches(function() data.ImageFolder(folder .. "/pets/dog") end, "no PNG or JPEG files")
    assert.error_matches(function() data.ImageFolder() end, "must be a string, got nil")
  end)
end)
