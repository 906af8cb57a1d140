-- data.transforms; resizing and affine changes against PyTorch (tests/golden/data/resize.py).
local dl = require "dlua"
local golden = dofile "tests/golden/data/resize.lua"
local support = require "tests.support"
local data = dl.data
local t = data.transforms

local image = dl.tensor(golden.image):view(2, 5, 7)

describe("Resize", function()
  it("is PyTorch's interpolate", function()
    for _, case in ipairs(golden.resize) do
      local resize = t.Resize({ case.height, case.width }, { mode = case.mode, antialias = case.antialias })
      support.close(resize(image), { dtype = "float32", shape = { 2, case.height, case.width }, data = case.data }, 2e-6)
    end
  end)

  it("takes the shorter side, bytes, batches", function()
    assert.same({ 2, 10, 14 }, t.Resize(10)(image):size())
    local bytes = (image * 255):to("uint8")
    local small = t.Resize { 2, 2 }(bytes)
    assert.equal("uint8", small.dtype)
    support.close(small:to("float32"), (t.Resize { 2, 2 }(bytes:to("float32")) + 0.5):floor():totable())
    assert.same({ 3, 2, 4, 4 }, t.Resize(4)(dl.rand(3, 2, 8, 8)):size())
    assert.equal(image, t.Resize { 5, 7 }(image))
    assert.error_matches(function() t.Resize(0) end, "size must be an integer of 1")
    assert.error_matches(function() t.Resize(3, { mode = "cubic" }) end, "got cubic")
    assert.error_matches(function() t.Resize(3)(dl.ones(3)) end, "an image .* expected, got 1 dimensions")
  end)
end)

describe("affine", function()
  it("is PyTorch's grid_sample", function()
    for _, case in ipairs(golden.affine) do
      support.close(t.affine(image, case, case.mode), { dtype = "float32", shape = { 2, 5, 7 }, data = case.data }, 2e-5)
    end
  end)

  it("turns against the clock", function()
    local x = dl.zeros(1, 3, 3)
    x[{ 1, 1, 3 }] = 1                                   -- top right goes to top left
    support.close(t.affine(x, { degrees = 90 }), { { { 1, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } } }, 1e-5)
    local filled = t.affine(x, { right = 1 }, "nearest", 7)
    support.close(filled:select(3, 1), { { 7, 7, 7 } })
  end)

  it("at random stays in its ranges", function()
    dl.manualSeed(1)
    local move = t.RandomAffine { degrees = 10, translate = { 0.2, 0.2 }, scale = { 0.9, 1.1 }, shear = 5 }
    local a = move(image)
    assert.same({ 2, 5, 7 }, a:size())
    assert.is_false(a:sub(move(image)):abs():sum():item() == 0)
    dl.manualSeed(1)
    support.close(move(image), a:totable())
    local still = t.RandomAffine {}
    support.close(still(image), image:totable(), 1e-5)
    assert.error_matches(function() t.RandomAffine { scale = { 0, 1 } } end, "over 0")
    assert.error_matches(function() t.RandomAffine { degrees = { 3, 1 } } end, "degrees must be")
    assert.error_matches(function() t.RandomAffine(10) end, "options by name")
  end)
end)

describe("crops and flips", function()
  it("are where they should be", function()
    support.close(t.CenterCrop { 1, 3 }(image), image:narrow(2, 3, 1):narrow(3, 3, 3):totable())
    dl.manualSeed(2)
    local seen = {}
    local cropped = t.RandomCrop(3, { padding = 1, fill = -1 })
    for _ = 1, 600 do
      local x = cropped(image)
      assert.same({ 2, 3, 3 }, x:size())
      seen[table.concat(x:reshape(-1):totable(), " ")] = true
    end
    local count = 0
    for _ in pairs(seen) do count = count + 1 end
    assert.equal(5 * 7, count)                           -- (5 + 2 - 3 + 1) x (7 + 2 - 3 + 1) places
    assert.error_matches(function() t.RandomCrop(6)(image) end, "6x6 is more than the image has %(5x7%)")
    assert.error_matches(function() t.CenterCrop(6)(image) end, "more than the image has")
    support.close(t.RandomHorizontalFlip(1)(image), image:flip { 3 }:totable())
    support.close(t.RandomVerticalFlip(1)(image), image:flip { 2 }:totable())
    assert.equal(image, t.RandomHorizontalFlip(0)(image))
    local flips, flip = 0, t.RandomHorizontalFlip()
    for _ = 1, 400 do if flip(image) ~= image then flips = flips + 1 end end
    assert.is_true(flips > 150 and flips < 250)
    assert.error_matches(function() t.RandomHorizontalFlip(2) end, "from 0 to 1, got 2")
  end)
end)

describe("numbers", function()
  it("are normalised, standardised, one-hot, floats", function()
    local normal = t.Normalize({ 0.5, 0.25 }, { 2, 4 })(image)
    support.close(normal[2], ((image[2] - 0.25) / 4):totable())
    support.close(t.Normalize(0.5, 0.5)(image), ((image - 0.5) / 0.5):totable())
    assert.error_matches(function() t.Normalize(0, 0) end, "deviation is 0")
    support.close(t.ToFloat()(dl.tensor({ 0, 51, 255 }, "uint8")), { 0, 0.2, 1 })
    assert.equal("float64", t.ToFloat("float64")(dl.ones(2)).dtype)
    support.close(t.OneHot(3)(2), { 0, 1, 0 })
    support.close(t.OneHot(2)(dl.tensor({ 2, 1 }, "int64")), { { 0, 1 }, { 1, 0 } })
    assert.error_matches(function() t.OneHot(0) end, "number of classes")
  end)

  it("are standardised by what was fitted", function()
    local train = dl.tensor { { 1, 5, 2 }, { 3, 5, 6 }, { 5, 5, 1 } }
    local standardize = t.Standardize():fit(train)
    local x = standardize(train)
    support.close(x:mean(1), { 0, 0, 0 }, 1e-6)
    support.close(x:square():mean(1), { 1, 0, 1 }, 1e-6)
    support.close(standardize(dl.tensor { 3, 6, 3 }), { 0, 1, 0 }, 1e-6)
    support.close(standardize:inverse(x), train:totable(), 1e-6)
    local images = dl.rand(4, 3, 2, 2)
    local byChannel = t.Standardize({ channels = true }):fit(images)
    support.close(byChannel(images):mean { 1, 3, 4 }, { 0, 0, 0 }, 1e-5)
    assert.same({ 3, 2, 2 }, byChannel(images[1]):size())
    assert.error_matches(function() t.Standardize()(train) end, "call fit")
    assert.error_matches(function() standardize(images) end, "4 dimensions, fitted to examples of 1")
  end)
end)

describe("Compose", function()
  it("goes through all, in workers too", function()
    local chain = t.Compose { t.RandomCrop(4), function(x) return x + 1 end, t.RandomApply(t.Normalize(1, 2), 1) }
    assert.same({ 2, 4, 4 }, chain(image):size())
    local base = data.TensorDataset(dl.rand(6, 2, 5, 7), dl.arange(6) + 1)
    local set = data.TransformDataset(base, { chain })
    local function run(workers)
      dl.manualSeed(4)
      local loader <close> = data.DataLoader { dataset = set, batchSize = 4, workers = workers, shuffle = true }
      local list = {}
      for x, y in loader:iter() do list[#list + 1] = { x:totable(), y:totable() } end
      return list
    end
    assert.same(run(0), run(2))
    assert.error_matches(function() t.Compose(3) end, "a list expected")
  end)
end)
