-- JSON: what goes in comes out, and what is wrong is named with its place.
local json = require "dlua.io.json"

describe("json", function()
  it("keeps integers integers and floats floats", function()
    assert.equal('[1,1.0,-0.0,0.1,1e+300]', json.encode { 1, 1.0, -0.0, 0.1, 1e300 })
    local list = json.decode "[1, 1.0, 1e2, -5, 9223372036854775807, -9223372036854775808]"
    local types = {}
    for i, value in ipairs(list) do types[i] = math.type(value) end
    assert.same({ "integer", "float", "float", "integer", "integer", "integer" }, types)
    assert.equal(math.maxinteger, list[5])
    assert.equal(math.mininteger, list[6])
    assert.equal("float", math.type(json.decode "9223372036854775808"))
  end)

  it("writes floats that read back exactly", function()
    for _, value in ipairs { 0.1, 1 / 3, 2 ^ 53 + 2.0, 5e-324, 1.7976931348623157e308, math.pi } do
      assert.equal(value, json.decode(json.encode(value)))
    end
  end)

  it("goes there and back", function()
    local value = {
      name = "dl\"ua\\ \n\1 \u{e9}\u{1F600}\127", list = { 1, 2, { 3 } }, yes = true, no = false,
      nested = { a = { b = {} } },
    }
    assert.same(value, json.decode(json.encode(value)))
    assert.equal('{"a":1,"b":2}', json.encode { b = 2, a = 1 })
  end)

  it("tells empty arrays from empty objects, and knows null", function()
    assert.equal("[]", json.encode(json.array {}))
    assert.equal("{}", json.encode {})
    assert.equal('{"a":[],"b":{}}', json.encode(json.decode '{"b": {}, "a": []}'))
    assert.equal(json.null, json.decode "null")
    assert.equal('[null]', json.encode { json.null })
  end)

  it("reads escapes", function()
    assert.equal("\u{1F600}/\"\\\b\f\n\r\t\u{e9}",
      json.decode [["\ud83d\ude00\/\"\\\b\f\n\r\t\u00E9"]])
  end)

  it("handles NaN and infinities only when asked", function()
    assert.error_matches(function() json.encode { a = 0 / 0 } end, "NaN at value.a")
    assert.error_matches(function() json.encode { math.huge } end, "Infinity at value%[1%]")
    assert.error_matches(function() json.decode "[NaN]" end, "line 1, column 2: NaN is not JSON")
    local text = json.encode({ 0 / 0, math.huge, -math.huge }, { nan = true })
    assert.equal("[NaN,Infinity,-Infinity]", text)
    local list = json.decode(text, { nan = true })
    assert.is_true(list[1] ~= list[1])
    assert.same({ math.huge, -math.huge }, { list[2], list[3] })
  end)

  it("says where the text is wrong", function()
    local cases = {
      [""] = "line 1, column 1: a value expected, got the end",
      ["[1,]"] = "line 1, column 4: a value expected, got ']'",
      ["[1 2]"] = "line 1, column 4: ',' or ']' expected, got '2'",
      ["{,}"] = "line 1, column 2: a key in quotes expected, got ','",
      ['{"a" 1}'] = "line 1, column 6: ':' expected, got '1'",
      ['{"a":1,"a":2}'] = "line 1, column 8: the key \"a\" a second time",
      ['{"a":null,"a":2}'] = "the key \"a\" a second time",
      ['{\n"a":\n  tru}'] = "line 3, column 3: a value expected, got 't'",
      ["01"] = "a number that begins with 0",
      ["1."] = "a number that is not complete",
      ["1e"] = "a number that is not complete",
      ["-"] = "a value expected, got '-'",
      ["1 2"] = "line 1, column 3: nothing more expected, got '2'",
      ['"abc'] = "column 5: a string without an end",
      ['"a\tb"'] = "column 3: a control character in a string: byte 9",
      ['"\\x"'] = "column 2: no escape \\ before 'x'",
      ['"\\u12g4"'] = "four hexadecimal digits",
      ['"\\ud800"'] = "half of a surrogate pair",
      ['"\\udc00"'] = "half of a surrogate pair",
      ['"\\ud800\\u0041"'] = "half of a surrogate pair",
      ['"\xff"'] = "not UTF-8",
      ['"\xed\xa0\x80"'] = "not UTF-8",
      ["\xff"] = "got byte 255",
      ["nul"] = "a value expected",
      [("["):rep(201)] = "more than 200 levels",
      [("["):rep(100000)] = "more than 200 levels",
    }
    for text, message in pairs(cases) do
      local ok, got = pcall(json.decode, text)
      assert.is_false(ok, text:sub(1, 20))
      assert.truthy(got:find(message, 1, true), got)
    end
    assert.error_matches(function() json.decode(5) end, "a string expected, got number")
  end)

  it("refuses what has no form in JSON", function()
    local inside = {}
    inside.again = inside
    assert.error_matches(function() json.encode(inside) end, "more than 200 levels")
    assert.error_matches(function() json.encode { f = print } end, "a function at value.f")
    assert.error_matches(function() json.encode { [1.5] = 1 } end, "the key 1.5 %(number%)")
    assert.error_matches(function() json.encode { 1, nil, 3, [5] = 1 } end, "keys must be strings")
    assert.error_matches(function() json.encode { a = "\xff" } end, "string at value.a is not UTF%-8")
  end)

  it("survives damaged texts", function()
    local text = json.encode { list = { 1, 2.5, { "x\n" } }, name = "\u{e9}", none = json.null }
    local generator = 12345
    local function random(n)
      generator = (generator * 1103515245 + 12345) % 2147483648
      return generator // 65536 % n + 1
    end
    for _ = 1, 3000 do
      local at = random(#text)
      local damaged = text:sub(1, at - 1) .. string.char(random(256) - 1)
        .. text:sub(at + random(3))
      local ok, message = pcall(json.decode, damaged)
      if not ok then assert.truthy(message:find("^json: line %d+, column %d+: "), message) end
    end
  end)
end)
