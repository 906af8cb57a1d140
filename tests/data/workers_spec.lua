-- Worker threads: messages between Lua states, order, errors, ends.
local dl = require "dlua"
local files = require "tests.data.files"
local support = require "tests.support"
local data = dl.data

local function plain(n, get)
  return setmetatable({ get = get }, { __len = function() return n end })
end

local function loader(options)
  options.workers = options.workers or 2
  return data.DataLoader(options)
end

--- The first batch of a loop that is left then.
local function leaveEarly(l)
  for x, i in l:iter() do return x, i end -- luacheck: ignore 512
end

describe("a message to a worker", function()
  -- What a worker makes of its dataset, by way of a loader with one batch.
  local function there(value, fn)
    local set = plain(1, function(self) return fn(self.value) end)
    set.value = value
    local l <close> = loader { dataset = set, collate = function(examples) return table.unpack(examples[1]) end }
    local results
    for a, b, c in l:iter() do results = { a, b, c } end
    return table.unpack(results)
  end

  local function same(...) return ... end

  it("carries numbers, strings, booleans, tables", function()
    assert.same({ 1, 2.5, "a\0b", true, false, { x = { 1 } }, math.mininteger },
      there({ 1, 2.5, "a\0b", true, false, { x = { 1 } }, math.mininteger }, same))
    assert.equal("float", math.type(there({ 2.0 }, same)[1]))
    assert.same({ [1.5] = "f", [true] = "b", s = "s" }, there({ [1.5] = "f", [true] = "b", s = "s" }, same))
  end)

  it("keeps what tables share, and cycles, and metatables", function()
    local shared = {}
    local back = there({ a = shared, b = shared, self = false }, function(v)
      v.self = v
      return v
    end)
    assert.is_true(back.a == back.b and back.self == back)
    local meta = setmetatable({ 5 }, { __call = function(self, x) return self[1] + x end })
    assert.equal(7, there(meta, function(v) return v(2) end))
  end)

  it("shares tensors without copying them", function()
    local x = dl.arange(4):to("float32")
    x.requiresGrad = true
    local y = there({ x = x:view(2, 2) }, function(v) return v.x:t() end)
    support.close(y, { { 0, 2 }, { 1, 3 } })
    x:detach():fill_(7)
    assert.equal(7, y:sum():item() / 4)
    assert.is_false(y.requiresGrad)
  end)

  it("carries functions with their upvalues, modules by name", function()
    local offset, nested = 3, function(x) return x * 2 end
    local function recurse(n) return n == 0 and 0 or 1 + recurse(n - 1) end
    local fns = { f = function(x) return nested(x) + offset end, recurse = recurse, floor = math.floor, image = data.image,
      ones = dl.ones, print = print, globals = _G, module = data, class = data.Subset }
    assert.same({ 13, 5, true }, { there(fns, function(v)
      return v.f(5), v.recurse(5), v.floor == math.floor and v.print == print and v.globals == _G
        and v.ones == require "dlua".ones and v.module == require "dlua".data
        and v.image == v.module.image and v.class == v.module.Subset
    end) })
  end)

  it("carries objects of dlua's classes, and of others", function()
    local class = require "dlua.class"
    local Own, parent = class.new("Own", "data.Subset")
    function Own:double() return 2 * #self end
    assert.is_truthy(parent)
    local set = data.TensorDataset(dl.arange(5):to("float32"))
    assert.equal(6, there(Own(set, { 1, 3, 5 }), function(v) return v:double() end))
    assert.is_true(there(data.Subset(set, { 2 }), function(v)
      return require "dlua.class".isA(v, "data.Subset") and v:get(1):item() == 1
    end))
  end)

  it("refuses what cannot travel, by its place", function()
    local function refused(value, message)
      assert.error_matches(function() there(value, same) end, message)
    end
    refused({ log = { file = io.stdout } }, "the dataset.value.log.file: a file .* cannot go to another thread %(data.Recipe")
    refused({ coroutine.create(print) }, "the dataset.value.1: a thread cannot go")
    local out = io.stdout
    refused({ f = function() return out end }, "the dataset.value.f.out: a file")
    local deep = {}
    for _ = 1, 300 do deep = { deep } end
    refused(deep, "nested that deep")
  end)
end)

describe("DataLoader with workers", function()
  local function set()
    local scale = 100
    return plain(23, function(_, i) return dl.rand(2) + i * scale, i, "e" .. i end)
  end

  local function epochs(workers, options)
    dl.manualSeed(3)
    options.dataset, options.workers = set(), workers
    local l <close> = data.DataLoader(options)
    local out = {}
    for _ = 1, 2 do
      for x, i, names in l:iter() do
        out[#out + 1] = { x:totable(), i:totable(), names }
      end
    end
    out[#out + 1] = dl.rand(1):item()
    return out
  end

  it("gives the same batches, random numbers too, for any number of them", function()
    for _, options in ipairs { { batchSize = 4, shuffle = true }, { batchSize = 5, dropLast = true }, { seed = 9, shuffle = true } } do
      local expected = epochs(0, options)
      for _, workers in ipairs { 1, 2, 5 } do assert.same(expected, epochs(workers, options)) end
    end
  end)

  it("goes with datasets of tensors, subsets, transforms, images", function()
    local x = dl.arange(12):to("float32"):view(6, 2)
    local base = data.TensorDataset(x, dl.arange(6) + 1)
    local l <close> = loader { dataset = data.Subset(base, { 6, 2, 4 }), batchSize = 2 }
    local seen = {}
    for a, b in l:iter() do seen[#seen + 1] = { a:totable(), b:totable() } end
    assert.same({ { { { 10, 11 }, { 2, 3 } }, { 6, 2 } }, { { { 6, 7 } }, { 4 } } }, seen)
    local folder = files.folder()
    os.execute("mkdir -p " .. folder .. "/a")
    for i = 1, 5 do data.saveImage(("%s/a/%d.png"):format(folder, i), dl.full({ 3, 2, 2 }, i / 5)) end
    local images = data.TransformDataset(data.CacheDataset(data.ImageFolder(folder)), { function(v) return v * 2 end })
    local m <close> = loader { dataset = images, batchSize = 2 }
    local sums = {}
    for v in m:iter() do sums[#sums + 1] = math.floor(v:sum():item() + 0.5) end
    files.remove(folder)
    assert.same({ 14, 34, 24 }, sums)
  end)

  it("builds recipes in each, of functions and modules", function()
    local recipe = data.Recipe(function(n, scale)
      local file = assert(io.open("tests/data/workers_spec.lua"))
      return setmetatable({ file = file, get = function(self, i)
        self.file:seek("set")
        return i * scale, self.file:read(2)
      end }, { __len = function() return n end })
    end, 3, 10)
    local l <close> = loader { dataset = recipe, batchSize = 3 }
    for x, text in l:iter() do
      assert.same({ 10, 20, 30 }, x:totable())
      assert.same({ "--", "--", "--" }, text)
    end
    assert.error_matches(function() data.DataLoader { dataset = data.Recipe(function() end) } end, "no dataset but a nil")
    assert.error_matches(function() data.Recipe(3) end, "a function or the name of a module")
  end)

  it("iterates streams in one of them", function()
    local function stream()
      return { iter = function()
        local i = 0
        return function()
          i = i + 1
          if i <= 5 then return i, dl.rand(1):item() end
        end
      end }
    end
    local function run(workers)
      dl.manualSeed(8)
      local l <close> = data.DataLoader { dataset = stream(), batchSize = 2, workers = workers }
      local seen = {}
      for _ = 1, 2 do for x, r in l:iter() do seen[#seen + 1] = { x:totable(), r:totable() } end end
      return seen
    end
    local expected = run(0)
    assert.equal(6, #expected)
    assert.same(expected, run(1))
    assert.same(expected, run(3))
  end)

  it("brings back errors with their traceback, at their turn, and goes on afterwards", function()
    local fail = true
    local set10 = plain(10, function(_, i)
      if i == 7 and fail then error("bad example " .. i) end
      return i
    end)
    local l <close> = loader { dataset = set10, batchSize = 2 }
    local seen = {}
    local ok, message = pcall(function() for x in l:iter() do seen[#seen + 1] = x:totable() end end)
    assert.is_false(ok)
    assert.same({ { 1, 2 }, { 3, 4 }, { 5, 6 } }, seen)
    assert.truthy(message:find("data.DataLoader: an error in a worker:.*workers_spec.lua:%d+: bad example 7"), message)
    assert.truthy(message:find("stack traceback:.*in method 'get'"), message)
    local first = l:iter()()
    assert.same({ 1, 2 }, first:totable())
    assert.error_matches(function()
      local m <close> = loader { dataset = plain(2, function() error({}) end) }
      for _ in m:iter() do end
    end, "error object is a table value")
    assert.error_matches(function()
      local m <close> = loader { dataset = plain(2, function() return io.stdout end),
        collate = function(examples) return examples end }
      for _ in m:iter() do end
    end, "a result.*cannot go to another thread")
  end)

  it("may be left early, again and again", function()
    local l <close> = loader { dataset = set(), batchSize = 2, workers = 3 }
    for _ = 1, 30 do
      local _, i = leaveEarly(l)
      assert.same({ 1, 2 }, i:totable())
    end
    local older = l:iter()
    local newer = l:iter()
    newer()
    assert.error_matches(older, "ended by another one")
  end)

  it("ends when closed or collected, also in the middle of work that never ends", function()
    local forever = plain(9, function(_, i)
      while i > 2 do i = i + 1 end
      return i
    end)
    local start = dl.core.clock()
    local l = loader { dataset = forever }
    assert.equal(1, leaveEarly(l):item())
    l:close()
    leaveEarly(loader { dataset = forever })
    collectgarbage() collectgarbage()
    assert.is_true(dl.core.clock() - start < 5)
  end)

  it("leaves no memory behind", function()
    local function round()
      local l <close> = loader { dataset = plain(40, function(_, i) return dl.full({ 1000 }, i) end), batchSize = 4 }
      for x in l:iter() do if x[{ 1, 1 }]:item() > 20 then break end end
    end
    round()
    collectgarbage() collectgarbage()
    local before = dl.memory().live
    for _ = 1, 5 do round() end
    collectgarbage() collectgarbage()
    assert.is_true(dl.memory().live - before < 100000, "left behind: " .. dl.memory().live - before)
  end)

  it("keeps to the CPU and defines no operators", function()
    assert.error_matches(function()
      local l <close> = loader { dataset = plain(1, function() return dl.ones(1):to("null") end) }
      for _ in l:iter() do end
    end, "workers compute on the CPU")
    assert.error_matches(function()
      local l <close> = loader { dataset = plain(1, function()
        dl.operator { name = "inAWorker", sig = "x: Tensor", forward = function(_, x) return x end }
      end) }
      for _ in l:iter() do end
    end, "a worker cannot define operators")
  end)

  it("checks its options", function()
    assert.error_matches(function() loader { dataset = set(), workers = -1 } end, "workers must be an integer of 0")
    assert.error_matches(function() loader { dataset = set(), prefetch = 0 } end, "prefetch must be an integer of 1")
  end)

  it("is left by Ctrl-C", function()
    local path = files.write(os.tmpname(), [[
      local data = require "dlua".data
      local set = setmetatable({ get = function(_, i)
        if i == 3 then io.stderr:write("busy\n") while true do end end
        return i
      end }, { __len = function() return 5 end })
      local loader = data.DataLoader { dataset = set, workers = 2 }
      local ok, message = pcall(function() for _ in loader:iter() do end end)
      print(ok, message)
      loader:close()
      print "after"
    ]])
    local program = os.getenv("DLUA") or arg[-1]
    local pipe = assert(io.popen(("timeout --foreground -s INT -k 10 1 '%s' %s 2> /dev/null"):format(program, path)))
    local output = pipe:read("a")
    pipe:close()
    os.remove(path)
    assert.truthy(output:find("^false\t.*interrupted!\nafter\n$"), output)
  end)
end)
