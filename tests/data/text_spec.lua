-- Tokenisers, vocabularies, padding and packing. Byte-pair encoding against Hugging Face's library
-- (tests/golden/data/make_tokenizers.py).
local dl = require "dlua"
local files = require "tests.data.files"
local golden = dofile "tests/golden/data/tokenizers.lua"
local json = require "dlua.io.json"
local data = dl.data

local folder

setup(function() folder = files.folder() end)
teardown(function() files.remove(folder) end)

local function load(text) return data.BPETokenizer.load(files.write(folder .. "/tokenizer.json", text)) end

describe("BPETokenizer.load", function()
  for _, name in ipairs { "byteLevel", "whitespace", "llama2", "llama3", "metaspace" } do
    it("encodes and decodes as Hugging Face does: " .. name, function()
      local case = golden[name]
      local tokenizer = load(case.json)
      for i, text in ipairs(golden.samples) do
        local ids = tokenizer:encode(text)
        assert.same(case.ids[i], ids:totable(), text)
        assert.equal("int64", ids.dtype)
        assert.equal(case.decoded[i], tokenizer:decode(ids), text)
      end
    end)
  end

  it("knows special tokens, with and without", function()
    local tokenizer = load(golden.byteLevel.json)
    local ids = tokenizer:encode("the dog", { special = false })
    assert.equal("the dog", tokenizer:decode(ids))
    assert.equal(#ids + 2, #tokenizer:encode("the dog"))
    assert.equal("<s>the dog</s>", tokenizer:decode(tokenizer:encode "the dog", { special = true }))
    assert.equal(1, tokenizer:id "<s>")
    assert.equal("</s>", tokenizer:token(2))
    assert.equal(295, #tokenizer)
    assert.error_matches(function() tokenizer:id "none at all" end, "no token 'none at all'")
    assert.error_matches(function() tokenizer:token(296) end, "no token 296 of 295")
  end)

  it("refuses what it does not know", function()
    local function changed(change)
      local description = json.decode(golden.byteLevel.json)
      change(description)
      return load(json.encode(description))
    end
    local cases = {
      ["the pre%-tokenizer BertPreTokenizer is not known"] = function(d) d.pre_tokenizer.type = "BertPreTokenizer" end,
      ["the normalizer NFKC is not known"] = function(d) d.normalizer = { type = "NFKC" } end,
      ["no model of type BPE"] = function(d) d.model.type = "Unigram" end,
      ["merge 1 is no pair"] = function(d) d.model.merges[1] = "abc" end,
      ["is not in the vocabulary"] = function(d) d.model.merges[1] = "zz qq" end,
      ["regular expression of the pre%-tokenizer Split is not known: a%+"] = function(d)
        d.pre_tokenizer = { type = "Split", pattern = { Regex = "a+" }, behavior = "Isolated" }
      end,
    }
    for message, change in pairs(cases) do
      assert.error_matches(function() changed(change) end, message)
    end
    assert.error_matches(function() load "{}" end, "no model of type BPE")
    assert.error_matches(function() load "{" end, "tokenizer.json: json: line 1")
    assert.error_matches(function() load(golden.whitespace.json):encode(3) end, "a text")
    assert.error_matches(function() data.BPETokenizer.load "/no/such" end, "No such file")
  end)

  it("survives files that are cut or damaged", function()
    files.attack(golden.whitespace.json, data.BPETokenizer.load)
  end)
end)

describe("BPETokenizer.train", function()
  local function vocabularyOf(description)
    return description.model.vocab
  end

  it("learns what Hugging Face's trainer learns", function()
    local tokenizer = data.BPETokenizer.train(golden.text, 330, { special = { "<s>", "</s>" } })
    local expected = json.decode(golden.byteLevel.json)
    assert.same(vocabularyOf(expected), vocabularyOf(tokenizer.description))
    local merges = {}
    for i, merge in ipairs(tokenizer.description.model.merges) do merges[i] = { merge[1], merge[2] } end
    assert.same(#expected.model.merges, #merges)
    for i, merge in ipairs(expected.model.merges) do
      assert.equal(merge[1] .. " " .. merge[2], merges[i][1] .. " " .. merges[i][2])
    end
    tokenizer = data.BPETokenizer.train(golden.text, 120, { byteLevel = false, special = { "<s>" } })
    assert.same(vocabularyOf(json.decode(golden.whitespace.json)), vocabularyOf(tokenizer.description))
  end)

  it("encodes every text, saves and loads", function()
    local tokenizer = data.BPETokenizer.train({ golden.text, "more" }, 300)
    for _, text in ipairs { "völlig neu \0\255 bytes", golden.text, "", "  \n" } do
      assert.equal(text, tokenizer:decode(tokenizer:encode(text)))
    end
    tokenizer:save(folder .. "/own.json")
    local again = data.BPETokenizer.load(folder .. "/own.json")
    assert.same(tokenizer:encode(golden.text):totable(), again:encode(golden.text):totable())
    assert.is_true(#tokenizer:encode(golden.text) < #golden.text)
    assert.error_matches(function() data.BPETokenizer.train("x", 0) end, "size must be")
    assert.error_matches(function() data.BPETokenizer.train({ 3 }, 10) end, "a list of texts expected, got number")
  end)
end)

describe("CharTokenizer", function()
  it("numbers characters in their order", function()
    local tokenizer = data.CharTokenizer "hello, wörld"
    assert.equal(10, #tokenizer)
    assert.same({ 5, 4, 6 }, tokenizer:encode("hel"):totable())
    assert.equal("wörld", tokenizer:decode(tokenizer:encode "wörld"))
    assert.same({ "w", "ö" }, tokenizer:tokenize "wö")
    assert.same({ 0 }, tokenizer:encode(""):size())
    assert.error_matches(function() tokenizer:encode "xyz" end, "no token 'x'")
    local known = data.CharTokenizer("ab", { unknown = "?", special = { "<pad>" } })
    assert.same({ 3, 2, 4 }, known:encode("azb"):totable())
    assert.same({ 3, 2 }, known:encode("aé"):totable())
    assert.error_matches(function() data.CharTokenizer(3) end, "a text %(string%) expected")
  end)
end)

describe("WordTokenizer", function()
  it("numbers words by how often they come", function()
    local tokenizer = data.WordTokenizer("the cat, the dog. The end", { lower = true, special = { "<pad>" } })
    assert.same({ "the", "cat", ",", "x" }, tokenizer:tokenize "The cat, x")
    assert.same({ 3, 6, 4, 2 }, tokenizer:encode("The cat, x"):totable())
    assert.equal("the cat , <unk>", tokenizer:decode(tokenizer:encode "The cat, x"))
    assert.equal(3, #data.WordTokenizer({ "a a b", "a b c" }, { minimum = 2 }))
    assert.equal(2, #data.WordTokenizer({ "a a b", "a b c" }, { size = 2 }))
    assert.error_matches(function() data.WordTokenizer("a", { unknown = false }):encode "b" end, "no token 'b'")
  end)
end)

describe("Vocabulary", function()
  it("goes both ways", function()
    local vocabulary = data.Vocabulary({ "b", "a", "b" }, { unknown = "?" })
    assert.equal(3, #vocabulary)
    assert.equal(2, vocabulary:id "b")
    assert.equal(1, vocabulary:id "zzz")
    assert.is_false(vocabulary:has "zzz")
    assert.same({ "b", "?" }, vocabulary:decode(dl.tensor({ 2, 1 }, "int64")))
    assert.error_matches(function() vocabulary:token(4) end, "no token 4 of 3")
    assert.error_matches(function() data.Vocabulary { 1 } end, "must be a string")
  end)
end)

describe("padSequences", function()
  it("fills up on one side", function()
    local x, lengths = data.padSequences { { 1, 2, 3 }, { 4 }, dl.tensor({ 5, 6 }, "int64") }
    assert.same({ { 1, 2, 3 }, { 4, 0, 0 }, { 5, 6, 0 } }, x:totable())
    assert.same({ 3, 1, 2 }, lengths:totable())
    assert.equal("int64", x.dtype)
    x = data.padSequences({ { 1, 2, 3 }, { 4 } }, { side = "left", value = 9 })
    assert.same({ { 1, 2, 3 }, { 9, 9, 4 } }, x:totable())
    x, lengths = data.padSequences({ { 1, 2, 3 }, { 4 } }, { length = 2 })
    assert.same({ { 1, 2 }, { 4, 0 } }, x:totable())
    assert.same({ 2, 1 }, lengths:totable())
    x = data.padSequences({ { 1, 2, 3 }, {} }, { length = 2, side = "left" })
    assert.same({ { 2, 3 }, { 0, 0 } }, x:totable())
    x = data.padSequences { dl.ones(2, 3), dl.ones(1, 3) }
    assert.same({ 2, 2, 3 }, x:size())
    assert.equal("float32", x.dtype)
    assert.error_matches(function() data.padSequences {} end, "a list of sequences")
    assert.error_matches(function() data.padSequences { 3 } end, "sequence 1 is no tensor")
  end)
end)

describe("packSequences", function()
  it("joins and cuts", function()
    local list = { { 1, 2, 3 }, { 4, 5 } }
    assert.same({ { 1, 2 }, { 3, 4 } }, data.packSequences(list, 2):totable())
    assert.same({ { 1, 2, 3, 9 } }, data.packSequences(list, 4, { separator = 9 }):totable())
    assert.same({ { 1, 2, 3, 9 }, { 4, 5, 9, 0 } }, data.packSequences(list, 4, { separator = 9, dropLast = false }):totable())
    assert.same({ 0, 4 }, data.packSequences({}, 4):size())
    assert.error_matches(function() data.packSequences(list, 0) end, "length must be")
  end)
end)

describe("SequenceDataset", function()
  it("gives pieces and what comes next", function()
    local tokens = dl.arange(1, 11):to("int64")
    local set = data.SequenceDataset(tokens, 3)
    assert.equal(3, #set)
    local x, y = set:get(2)
    assert.same({ 4, 5, 6 }, x:totable())
    assert.same({ 5, 6, 7 }, y:totable())
    set = data.SequenceDataset(tokens, 4, { stride = 1 })
    assert.equal(6, #set)
    x, y = set:batch(dl.tensor({ 6, 1 }, "int64"))
    assert.same({ { 6, 7, 8, 9 }, { 1, 2, 3, 4 } }, x:totable())
    assert.same({ { 7, 8, 9, 10 }, { 2, 3, 4, 5 } }, y:totable())
    assert.same({ { 2, 3, 4, 5 } }, (set:batch { 2, 2 }):totable())
    assert.error_matches(function() set:get(7) end, "example 7 of 6")
    assert.equal(0, #data.SequenceDataset(tokens, 10))
    assert.equal(1, #data.SequenceDataset(tokens, 9))
  end)
end)
