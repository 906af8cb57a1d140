-- Datasets made of others, splits, samplers, collate.
local dl = require "dlua"
local support = require "tests.support"
local data = dl.data

local function tensors(n, offset)
  return data.TensorDataset((dl.arange(n):to("float32") + (offset or 0)):view(n, 1), dl.arange(n) + 1)
end

--- A dataset without batch: i and its label.
local function plain(n, label)
  return setmetatable({ get = function(_, i) return i, label and label(i) or i % 3 end },
    { __len = function() return n end })
end

local function collected(sampler)
  local list = {}
  for position in sampler:iter() do list[#list + 1] = position end
  return list
end

local function sorted(list)
  local copy = table.move(list, 1, #list, 1, {})
  table.sort(copy)
  return copy
end

local function upTo(n)
  local list = {}
  for i = 1, n do list[i] = i end
  return list
end

describe("ConcatDataset", function()
  it("goes through its parts", function()
    local set = data.ConcatDataset(tensors(2), plain(1), tensors(3, 10))
    assert.equal(6, #set)
    assert.equal(1, (set:get(2)):item())
    assert.equal(1, (set:get(3)))
    assert.equal(12, (set:get(6)):item())
    assert.equal(5, #data.ConcatDataset { tensors(2), tensors(3) })
    assert.error_matches(function() set:get(7) end, "example 7 of 6")
    assert.error_matches(function() set:get(0) end, "example 0 of 6")
    assert.error_matches(function() data.ConcatDataset() end, "at least one")
    assert.error_matches(function() data.ConcatDataset(tensors(1), 3) end, "argument 2")
  end)
end)

describe("Subset", function()
  it("takes positions, also in batches", function()
    local set = data.Subset(tensors(5), { 4, 1, 5 })
    assert.equal(3, #set)
    assert.equal(5, select(2, set:get(3)):item())
    local x = set:batch(dl.tensor({ 2, 1 }, "int64"))
    support.close(x, { { 0 }, { 3 } })
    support.close((set:batch { 2, 3 }), { { 0 }, { 4 } })
    assert.is_false(data.Subset(plain(3), { 1 }).batch)
    assert.error_matches(function() data.Subset(plain(3), { 4 }) end, "outside of the 3 examples")
    assert.error_matches(function() data.Subset(plain(3), 4) end, "a list of positions")
    assert.equal(0, #data.Subset(plain(3), {}))
  end)
end)

describe("TransformDataset", function()
  it("applies functions to examples", function()
    local set = data.TransformDataset(plain(4), function(x, y) return x * 10, y, "more" end)
    assert.same({ 20, 2, "more" }, { set:get(2) })
    assert.equal(4, #set)
    set = data.TransformDataset(plain(4), { false, function(y) return y + 0.5 end })
    assert.same({ 2, 2.5 }, { set:get(2) })
    assert.error_matches(function() data.TransformDataset(plain(4), 3) end, "a function expected")
    assert.error_matches(function() data.TransformDataset(nil, print) end, "a dataset expected")
  end)

  it("applies them to what an iterable gives", function()
    local stream = { iter = function()
      local i = 0
      return function()
        i = i + 1
        if i <= 3 then return i end
      end
    end }
    local list = {}
    for x in data.TransformDataset(stream, function(x) return x * x end):iter() do list[#list + 1] = x end
    assert.same({ 1, 4, 9 }, list)
  end)
end)

describe("CacheDataset", function()
  it("gets each example once", function()
    local calls = 0
    local set = setmetatable({ get = function(_, i)
      calls = calls + 1
      return i, nil, i * 2
    end }, { __len = function() return 4 end })
    local cached = data.CacheDataset(set, { limit = 2 })
    for _ = 1, 3 do
      for i = 1, 3 do
        assert.same({ n = 3, i, nil, i * 2 }, table.pack(cached:get(i)))
      end
    end
    assert.equal(2 + 3, calls)
    assert.equal(4, #cached)
  end)
end)

describe("IterableDataset", function()
  local function count(n)
    return function()
      local i = 0
      return function()
        i = i + 1
        if i <= n then return i, -i end
      end
    end
  end

  it("streams, shuffled in a buffer or not", function()
    assert.same({ 1, 2, 3 }, collected(data.IterableDataset(count(3))))
    local set = data.IterableDataset(count(50), { buffer = 10 })
    local list = collected(set)
    assert.same(upTo(50), sorted(list))
    assert.not_same(upTo(50), list)
    for k, i in ipairs(list) do assert.is_true(i <= k + 9) end
    local function epoch(workers)
      dl.manualSeed(2)
      local loader <close> = data.DataLoader { dataset = set, batchSize = 20, workers = workers }
      local seen = {}
      for x, y in loader:iter() do
        seen[#seen + 1] = x:totable()
        assert.same(x:totable(), (-y):totable())
      end
      return seen
    end
    assert.same(epoch(0), epoch(2))
    assert.error_matches(function() data.IterableDataset(3) end, "a function expected")
    assert.error_matches(function() data.IterableDataset(print, { buffer = -1 }) end, "buffer must be")
  end)
end)

describe("splits", function()
  local function positionsOf(...)
    local all = {}
    for _, part in ipairs { ... } do
      for _, i in ipairs(part.positions:totable()) do all[#all + 1] = i end
    end
    return all
  end

  it("are random, complete, repeatable", function()
    local a, b, c = data.randomSplit(tensors(10), { 0.5, 0.3, 0.2 }, 7)
    assert.same({ 5, 3, 2 }, { #a, #b, #c })
    assert.same(upTo(10), sorted(positionsOf(a, b, c)))
    assert.not_same(upTo(10), positionsOf(a, b, c))
    assert.same(positionsOf(a), positionsOf((data.randomSplit(tensors(10), { 5, 3, 2 }, 7))))
    local state = dl.getRNGState()
    data.randomSplit(tensors(10), { 0.5, 0.5 }, 7)
    assert.equal(state, dl.getRNGState())
    a, b, c = data.randomSplit(tensors(11), { 0.5, 0.25, 0.25 })
    assert.same({ 6, 3, 2 }, { #a, #b, #c })
    assert.error_matches(function() data.randomSplit(tensors(10), { 5, 3 }) end, "add up to 10.*the sum 8")
    assert.error_matches(function() data.randomSplit(tensors(10), { 12, -2 }) end, "part 2 is %-2")
    assert.error_matches(function() data.randomSplit(tensors(10), 3) end, "a list of counts")
  end)

  it("keep the share of each class", function()
    local set = plain(60, function(i) return i <= 40 and "a" or i <= 55 and "b" or "c" end)
    local train, test = data.stratifiedSplit(set, { 0.8, 0.2 }, { seed = 1 })
    assert.same({ 48, 12 }, { #train, #test })
    assert.same(upTo(60), sorted(positionsOf(train, test)))
    local counts = { a = 0, b = 0, c = 0 }
    for i = 1, #test do
      local _, label = test:get(i)
      counts[label] = counts[label] + 1
    end
    assert.same({ a = 8, b = 3, c = 1 }, counts)
    local labels = dl.cat({ dl.ones(30), dl.zeros(30) }, 1):to("int64")
    local half = data.stratifiedSplit(set, { 30, 30 }, { labels = labels })
    assert.equal(15, labels:indexSelect(1, half.positions):sum():item())
    assert.error_matches(function() data.stratifiedSplit(set, { 1 }, { labels = { 1 } }) end, "1 labels for 60")
  end)

  it("fold", function()
    local tested = {}
    for fold, train, test in data.kFold(tensors(10), 3, { seed = 3 }) do
      assert.equal(10, #train + #test)
      assert.same(upTo(10), sorted(positionsOf(train, test)))
      assert.equal(fold == 1 and 4 or 3, #test)
      for _, i in ipairs(positionsOf(test)) do tested[#tested + 1] = i end
    end
    assert.same(upTo(10), sorted(tested))
    local parts = {}
    for _, _, test in data.kFold(tensors(4), 2, { shuffle = false }) do parts[#parts + 1] = positionsOf(test) end
    assert.same({ { 1, 2 }, { 3, 4 } }, parts)
    for _, _, test in data.kFold(plain(12), 4, { stratified = true }) do
      local seen = {}
      for i = 1, #test do seen[select(2, test:get(i))] = true end
      assert.is_true(seen[0] and seen[1] and seen[2])
    end
    assert.error_matches(function() data.kFold(tensors(4), 5) end, "k must be.*got 5")
  end)
end)

describe("samplers", function()
  it("go on, or at random", function()
    assert.same({ 1, 2, 3 }, collected(data.SequentialSampler(3)))
    assert.same({}, collected(data.SequentialSampler(0)))
    local random = data.RandomSampler(tensors(20))
    assert.equal(20, #random)
    assert.same(upTo(20), sorted(collected(random)))
    assert.not_same(collected(random), collected(random))
    local drawn = collected(data.RandomSampler(3, { replacement = true, count = 50 }))
    assert.equal(50, #drawn)
    assert.same({ 1, 3 }, { math.min(table.unpack(drawn)), math.max(table.unpack(drawn)) })
    assert.equal(2, #collected(data.RandomSampler(5, { count = 2 })))
    assert.error_matches(function() data.RandomSampler(3, { count = 4 }) end, "count 4 of 3")
    assert.error_matches(function() data.RandomSampler() end, "a dataset or its size expected, got nil")
    assert.same({ 2, 4, 9 }, sorted(collected(data.SubsetSampler { 9, 2, 4 })))
    assert.same({ 9, 2, 4 }, collected(data.SubsetSampler({ 9, 2, 4 }, { shuffle = false })))
  end)

  it("weigh", function()
    local counts = { 0, 0, 0 }
    dl.manualSeed(1)
    for _, i in ipairs(collected(data.WeightedSampler({ 1, 0, 3 }, 4000))) do counts[i] = counts[i] + 1 end
    assert.equal(0, counts[2])
    assert.is_true(math.abs(counts[3] / 4000 - 0.75) < 0.03)
    assert.same({ 1, 3 }, sorted(collected(data.WeightedSampler({ 1, 0, 3 }, 2, { replacement = false }))))
    assert.error_matches(function() data.WeightedSampler({ 1 }, 0) end, "count must be")
  end)

  it("share among processes", function()
    local all = {}
    for rank = 0, 2 do
      local sampler = data.DistributedSampler(10, { rank = rank, size = 3, seed = 4 }):setEpoch(2)
      assert.equal(4, #sampler)
      for _, i in ipairs(collected(sampler)) do all[#all + 1] = i end
    end
    assert.equal(12, #all)
    local seen = {}
    for _, i in ipairs(all) do seen[i] = true end
    assert.equal(10, #seen)
    local first = data.DistributedSampler(10, { rank = 1, size = 3, shuffle = false })
    assert.same({ 2, 5, 8, 1 }, collected(first))
    assert.same({ 2, 5, 8 }, collected(data.DistributedSampler(10, { rank = 1, size = 3, shuffle = false, dropLast = true })))
    local one = data.DistributedSampler(10, { rank = 0, size = 1 })
    assert.not_same(collected(one), collected(one:setEpoch(1)))
    assert.error_matches(function() data.DistributedSampler(10, { rank = 3, size = 3 }) end, "rank 3 of 3")
  end)

  it("make batches, also of similar length", function()
    local batches = collected(data.BatchSampler(data.SubsetSampler({ 5, 6, 7 }, { shuffle = false }), 2))
    assert.equal(2, #batches)
    assert.same({ 7 }, batches[2]:totable())
    local own = { iter = function()
      local i = 0
      return function() i = i + 1; return i <= 3 and i * 10 or nil end
    end }
    assert.same({ { 10, 20 }, { 30 } }, collected(data.BatchSampler(own, 2)))
    assert.same({ { 10, 20 } }, collected(data.BatchSampler(own, 2, true)))
    local lengths = {}
    for i = 1, 50 do lengths[i] = i * 7 % 50 end
    local sampler = data.BucketSampler(lengths, 8)
    assert.equal(7, #sampler)
    local all = {}
    for batch in sampler:iter() do
      local least, most = math.huge, 0
      for _, i in ipairs(batch) do
        all[#all + 1] = i
        least, most = math.min(least, lengths[i]), math.max(most, lengths[i])
      end
      assert.is_true(most - least <= 8)
    end
    assert.same(upTo(50), sorted(all))
    assert.equal(6, #collected(data.BucketSampler(lengths, 8, { dropLast = true })))
    assert.same({ { 2, 3 }, { 1 } }, collected(data.BucketSampler({ 9, 1, 1 }, 2, { shuffle = false })))
  end)
end)

describe("collate", function()
  it("joins values by their kind", function()
    local i, x, b, t, s, f = data.collate {
      { 1, 1, true, dl.ones(2), "a", { size = 1, name = "u" } }, { 2, 0.5, false, dl.zeros(2), "b", { size = 2, name = "v" } },
    }
    assert.same({ 1, 2 }, i:totable())
    assert.equal("int64", i.dtype)
    support.close(x, { 1, 0.5 })
    assert.same({ true, false }, b:totable())
    support.close(t, { { 1, 1 }, { 0, 0 } })
    assert.same({ "a", "b" }, s)
    assert.same({ 1, 2 }, f.size:totable())
    assert.same({ "u", "v" }, f.name)
    assert.error_matches(function() data.collate { { 1, 2, n = 2 }, { 1, nil, n = 2 } } end, "lacks a value")
  end)
end)

describe("DataLoader with a sampler", function()
  it("takes positions, batches, a function that collates", function()
    local loader = data.DataLoader { dataset = tensors(6), batchSize = 2,
      sampler = data.SubsetSampler({ 6, 1, 2 }, { shuffle = false }) }
    assert.equal(2, #loader)
    local seen = {}
    for _, y in loader:iter() do seen[#seen + 1] = y:totable() end
    assert.same({ { 6, 1 }, { 2 } }, seen)
    loader = data.DataLoader { dataset = plain(5), batchSampler = data.BucketSampler({ 1, 2, 1, 2, 1 }, 2, { shuffle = false }),
      collate = function(examples) return #examples, examples[1][1] end }
    seen = {}
    for n, first in loader:iter() do seen[#seen + 1] = { n, first } end
    assert.same({ { 2, 1 }, { 2, 5 }, { 1, 4 } }, seen)
    assert.equal(3, #loader)
    assert.error_matches(function()
      data.DataLoader { dataset = tensors(6), shuffle = true, sampler = data.SequentialSampler(6) }
    end, "exclude each other")
  end)

  it("repeats with a seed, whatever else is drawn", function()
    local function epoch(loader)
      local seen = {}
      for _, y in loader:iter() do for _, v in ipairs(y:totable()) do seen[#seen + 1] = v end end
      return seen
    end
    local a = data.DataLoader { dataset = tensors(30), batchSize = 4, shuffle = true, seed = 5 }
    local first, second = epoch(a), epoch(a)
    dl.rand(7)
    local b = data.DataLoader { dataset = tensors(30), batchSize = 4, shuffle = true, seed = 5 }
    local state = dl.getRNGState()
    assert.same(first, epoch(b))
    assert.same(second, epoch(b))
    assert.equal(state, dl.getRNGState())
    assert.not_same(first, second)
  end)

  it("iterates what has no positions", function()
    local stream = { iter = function()
      local i = 0
      return function()
        i = i + 1
        if i <= 5 then return i, dl.rand(1) end
      end
    end }
    local loader = data.DataLoader { dataset = stream, batchSize = 2 }
    for _ = 1, 2 do
      local seen = {}
      for x, r in loader:iter() do
        seen[#seen + 1] = x:totable()
        assert.same({ #x, 1 }, r:size())
      end
      assert.same({ { 1, 2 }, { 3, 4 }, { 5 } }, seen)
    end
    local count = 0
    for _ in data.DataLoader({ dataset = stream, batchSize = 2, dropLast = true }):iter() do count = count + 1 end
    assert.equal(2, count)
    assert.error_matches(function() return #loader end, "no length")
    assert.error_matches(function() data.DataLoader { dataset = stream, shuffle = true } end, "order of its own")
  end)
end)
