-- Tables, lines, JSON lines, sound.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local data = dl.data

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function written(text, name) return files.write(folder .. "/" .. (name or "a.csv"), text) end

local function rows(text, options, name)
  local list = {}
  for fields in data.csvRows(written(text, name), options) do list[#list + 1] = fields end
  return list
end

describe("data.csvRows", function()
  it("reads quotes, separators, line ends", function()
    assert.same({ { "a", "b" }, { "1", "2" } }, rows("a,b\n1,2", { header = false }))
    assert.same({ { 'say "hi"', "x,y", "" }, { "two\nlines", "z", "w" } },
      rows('"say ""hi""","x,y",\r\n\r\n"two\nlines", "z" ,w\n', { header = false }))
    assert.same({ { "1", "2" } }, rows("a;b\n1;2\n", { separator = ";" }))
    assert.same({ { "1", "2" } }, rows("a\tb\n1\t2\n", nil, "a.tsv"))
    assert.same({ { "1", "2" } }, rows("a.b\n1.2\n", { separator = "." }))
    assert.same({ { "", "", "" } }, rows(",,\n", { header = false }))
    assert.same({}, rows(""))
    assert.same({ { "1" } }, rows("\u{FEFF}a\n1\n"))
    for _, names, line in data.csvRows(written "a, b\n\n1,2\n") do
      assert.same({ "a", "b" }, names)
      assert.equal(3, line)
    end
  end)

  it("says where a file is wrong", function()
    assert.error_matches(function() rows('a,b\n1,"2\n3,4\n') end, "line 2: a quote is not closed")
    assert.error_matches(function() rows('a,b\n1,"2"3\n') end, "line 2, column 2: a quote out of place")
    assert.error_matches(function() rows("a,b\n1\n") end, "line 2: 1 columns, 2 in the lines before")
    assert.error_matches(function() rows("a", { separator = "ab" }) end, "must be one character")
    assert.error_matches(function() rows("a", { sep = "," }) end, "no option sep")
    assert.error_matches(function() data.csvRows(folder .. "/none") end, "No such file")
    assert.error_matches(function() data.csvRows(folder) end, "Is a directory")
  end)

  it("survives files that are cut or damaged", function()
    files.attack('name,"x"\n"a ""b""",1\nc,2.5\n', function(path)
      for _ in data.csvRows(path) do end
      data.csv(path, { columns = true })
    end, true)
  end)
end)

describe("data.csv", function()
  it("fills in what is missing", function()
    local x = data.csv(written "a,b\n1,\nNA,4\n", { missing = true, fill = -1 })
    support.close(x, { { 1, -1 }, { -1, 4 } })
    x = data.csv(written "1,x\n2,3\n", { missing = { "x" }, header = false })
    assert.is_true(x[{ 1, 2 }]:isnan():item())
    assert.error_matches(function() data.csv(written "a,b\n1,\n") end, "line 2, column 2: a number expected, got ''")
    assert.error_matches(function() data.csv(written "a,b\n1,zz\n", { missing = true }) end, "got 'zz'")
  end)

  it("reads plain numbers to the last bit", function()
    local texts, lines = { "0", "-0.0", ".5", "5.", "+7", "1e22", "1e23", "123456789012345678901234567890", "1e-400", "1e400",
      "9007199254740993", "0.1", "-1.7976931348623157e308", "4.9e-324", "1E5", " 3 ", "\t4" }, {}
    local state = 7
    for i = #texts + 1, 1200 do
      state = state * 6364136223846793005 + 1442695040888963407
      local value = (state >> 11) * 2.0 ^ (-(state >> 56)) * (i % 2 == 0 and 1 or -1e-5)
      texts[i] = (i % 3 == 0 and "%.17g" or i % 3 == 1 and "%.6f" or "%.3e"):format(value)
    end
    for i = 1, #texts, 3 do lines[#lines + 1] = table.concat(texts, ",", i, math.min(i + 2, #texts)) end
    local x = data.csv(written("a,b,c\r\n\n" .. table.concat(lines, "\r\n") .. "\n \n"), { dtype = "float64" })
    assert.same({ 400, 3 }, x:size())
    local got = x:reshape(-1):totable()
    for i, text in ipairs(texts) do
      assert(got[i] == tonumber(text) + 0.0, ("%s became %.17g"):format(text, got[i]))
    end
    assert.is_nil(dl.core.readTable("1,2\n3\n", ",", "float32"))
    assert.is_nil(dl.core.readTable("1,x\n", ",", "float32"))
    assert.is_nil(dl.core.readTable((","):rep(3000) .. ("\n"):rep(3000), ",", "float32"))
    assert.is_nil(dl.core.readTable("", ",", "float32"))
    assert.error_matches(function() dl.core.readTable("1", ",", "int64") end, "must be float32 or float64")
  end)

  it("takes quotes, tabs, gzip", function()
    support.close((data.csv(written('"a","b"\n"1",2\n'))), { { 1, 2 } })
    local path = written("a\tb\n1\t2\n", "z.tsv")
    os.execute("gzip -f " .. path)
    local x, names = data.csv(path .. ".gz")
    support.close(x, { { 1, 2 } })
    assert.same({ "a", "b" }, names)
  end)

  it("guesses or is told the types of columns", function()
    local path = written("name,age,height,city,code\nAnn,30,1.7,Rome,007\nBob,,1.8,Oslo,8\n\"C, D\",41,2,Rome,9\n", "people.csv")
    local columns, names, classes = data.csv(path, { columns = true, types = { city = "class", [5] = "string" } })
    assert.same({ "name", "age", "height", "city", "code" }, names)
    assert.same({ "Ann", "Bob", "C, D" }, columns.name)
    assert.equal("float32", columns.age.dtype)
    assert.same({ false, true, false }, columns.age:isnan():totable())
    support.close(columns.height, { 1.7, 1.8, 2 })
    assert.same({ 2, 1, 2 }, columns.city:totable())
    assert.same({ "Oslo", "Rome" }, classes.city)
    assert.same({ "007", "8", "9" }, columns.code)
    columns = data.csv(path, { columns = true, fill = 0, types = { age = "integer" } })
    assert.same({ 30, 0, 41 }, columns.age:totable())
    assert.equal("int64", columns.code.dtype)
    columns, names = data.csv(written "1,x\n2,y\n", { columns = true })
    assert.same({ "column1", "column2" }, names)
    assert.same({ 1, 2 }, columns.column1:totable())
    assert.error_matches(function() data.csv(path, { columns = true, types = { age = "integer" } }) end,
      "column age, record 2: an integer expected, got ''")
    assert.error_matches(function() data.csv(path, { columns = true, types = { name = "text" } }) end, "must be \"number\"")
  end)
end)

describe("data.lines, text, jsonLines", function()
  it("read line by line", function()
    local list = {}
    for line, number in data.lines(written "one\r\n\ntwo") do list[#list + 1] = { line, number } end
    assert.same({ { "one", 1 }, { "", 2 }, { "two", 3 } }, list)
    local path = written("x\ny\n", "b.txt")
    assert.equal("x\ny\n", data.text(path))
    os.execute("gzip -f " .. path)
    list = {}
    for line in data.lines(path .. ".gz") do list[#list + 1] = line end
    assert.same({ "x", "y" }, list)
    for _ in data.lines(written "") do error("there is no line") end
  end)

  it("read JSON", function()
    local list = {}
    for value in data.jsonLines(written '{"a": [1, 2.5]}\n\n"text"\n3') do list[#list + 1] = value end
    assert.same({ { a = { 1, 2.5 } }, "text", 3 }, list)
    assert.error_matches(function()
      for _ in data.jsonLines(written '{"a": 1}\n{"a": \n') do end
    end, "a.csv, line 2: json: line 1, column")
    files.attack('{"a": [1, 2.5], "b": "text"}\n[true, null]\n', function(path)
      for _ in data.jsonLines(path) do end
    end, true)
  end)
end)

describe("data.wav", function()
  local function riff(format, channels, bits, content, extra)
    local frame = channels * bits // 8
    local fmt = string.pack("<I2I2I4I4I2I2", format, channels, 8000, 8000 * frame, frame, bits) .. (extra or "")
    return "RIFF" .. string.pack("<I4", 20 + #fmt + #content) .. "WAVEfmt " .. string.pack("<s4", fmt)
      .. "LIST\3\0\0\0abc\0" .. "data" .. string.pack("<s4", content)
  end
  local function read(...) return data.wav(written(riff(...), "a.wav")) end

  it("reads every form", function()
    local x, rate = read(1, 2, 16, string.pack("<i2i2i2i2", 0, 16384, -32768, 32767))
    assert.equal(8000, rate)
    support.close(x, { { 0, -1 }, { 0.5, 32767 / 32768 } })
    support.close((read(1, 1, 8, "\0\128\255")), { { -1, 0, 127 / 128 } })
    support.close((read(1, 1, 24, string.pack("<i3i3", -8388608, 4194304))), { { -1, 0.5 } })
    support.close((read(1, 1, 32, string.pack("<i4", 1 << 30))), { { 0.5 } })
    support.close((read(3, 1, 32, string.pack("<f", 0.25))), { { 0.25 } })
    support.close((read(3, 1, 64, string.pack("<d", -0.25))), { { -0.25 } })
    support.close((read(0xFFFE, 1, 16, string.pack("<i2", 16384), string.pack("<I2I2I4I2c14", 22, 16, 4, 1, ""))), { { 0.5 } })
  end)

  it("reads back what it wrote", function()
    local x = dl.rand(2, 50) * 2 - 1
    data.saveWav(folder .. "/b.wav", x, 44100)
    local y, rate = data.wav(folder .. "/b.wav")
    assert.equal(44100, rate)
    assert.is_true((x - y):abs():amax():item() < 1e-4)
    data.saveWav(folder .. "/b.wav", x, 16000, { bits = 32 })
    support.close((data.wav(folder .. "/b.wav")), x:totable())
    data.saveWav(folder .. "/b.wav", dl.tensor { 3, -3, 0 / 0 }, 8000)
    support.close((data.wav(folder .. "/b.wav")), { { 32767 / 32768, -32767 / 32768, 0 } })
  end)

  it("says what is wrong", function()
    assert.error_matches(function() data.wav(written("MP3", "x.wav")) end, "x.wav: no WAV file")
    assert.error_matches(function() read(2, 1, 4, "xx") end, "format 2 with 4 bits is not known")
    assert.error_matches(function() read(1, 2, 16, "xxx") end, "3 bytes are no number of frames of 4")
    assert.error_matches(function() data.saveWav("x", dl.ones(1, 1, 1), 8000) end, "expected, got 3 dimensions")
    assert.error_matches(function() data.saveWav("x", dl.ones(3), 0.5) end, "the rate must be")
    assert.error_matches(function() data.saveWav("x", dl.ones(3), 8000, { bits = 8 }) end, "16 or 32, got 8")
  end)

  it("survives files that are cut or damaged", function()
    files.attack(riff(1, 2, 16, ("abcd"):rep(20)), data.wav)
  end)
end)
