-- CIFAR-10 and CIFAR-100: colour pictures of 32x32, 50,000 to train with and 10,000 to test with,
-- in the binary version: records of one label (CIFAR-100: a coarse and a fine one), then the red,
-- green and blue plane, row by row. A. Krizhevsky: "Learning Multiple Layers of Features from Tiny
-- Images", 2009. https://www.cs.toronto.edu/~kriz/cifar.html

local dl = require "dlua"
local cache = require "dlua.data.cache"
local tar = require "dlua.io.tar"

local cifar = {}

local pixels = 3 * 32 * 32

local function list(names)
  local words = {}
  for word in names:gmatch("%S+") do words[#words + 1] = word:gsub("_", " ") end
  return words
end

-- The digests are those of the archives, as the page above has them.
local ten = {
  name = "cifar10", folder = "cifar-10-batches-bin", labels = 1,
  url = "https://www.cs.toronto.edu/~kriz/",
  archive = "cifar-10-binary.tar.gz", digest = "c32a1d4ab5d03f1284b67883e8d87530",
  train = { "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
    "data_batch_5.bin" },
  test = { "test_batch.bin" },
  classes = list "airplane automobile bird cat deer dog frog horse ship truck",
}

local hundred = {
  name = "cifar100", folder = "cifar-100-binary", labels = 2,
  url = ten.url,
  archive = "cifar-100-binary.tar.gz", digest = "03b5dce01913d631647c71ecec9e9cb8",
  train = { "train.bin" }, test = { "test.bin" },
  classes = list [[
    apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus
    butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch
    crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house
    kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle
    mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree
    plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark
    shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table
    tank telephone television tiger tractor train trout tulip turtle wardrobe whale
    willow_tree wolf woman worm]],
  coarse = list [[aquatic_mammals fish flowers food_containers fruit_and_vegetables
    household_electrical_devices household_furniture insects large_carnivores
    large_man-made_outdoor_things large_natural_outdoor_scenes large_omnivores_and_herbivores
    medium_mammals non-insect_invertebrates people reptiles small_mammals trees vehicles_1
    vehicles_2]],
}

--- The records in the bytes of a file: labels (N, labels) and images (N, 3, 32, 32), both uint8.
local function decode(bytes, labels, where)
  local record = labels + pixels
  if #bytes == 0 or #bytes % record ~= 0 then
    dl.core.raise(("%s: %d bytes are no number of records of %d bytes")
      :format(where, #bytes, record))
  end
  local count = #bytes // record
  local all = dl.core.readElements("u1", { count, record }, bytes)
  return all:narrow(2, 1, labels):contiguous(),
    all:narrow(2, labels + 1, pixels):contiguous():view(count, 3, 32, 32)
end

--- The bytes of the files of a part and where each came from: loose ones, or those in the archive.
local function contents(set, part, options)
  local parts, places, wanted = {}, {}, {}
  for i, name in ipairs(set[part]) do
    if cache.find(set, { name }, options) then
      parts[i], places[i] = cache.read(set, { name }, nil, options)
    end
    wanted[name] = i
  end
  if #parts == #set[part] then return parts, places end
  local bytes, path = cache.read(set, { set.archive }, set.digest, options)
  for name, content in tar.files(bytes, ("data.%s: %s"):format(set.name, path)) do
    local i = wanted[name:match("[^/]*$")]
    if i then parts[i], places[i] = content, path .. ": " .. name end
  end
  for i, name in ipairs(set[part]) do
    if not parts[i] then
      dl.core.raise(("data.%s: %s does not hold %s"):format(set.name, path, name))
    end
  end
  return parts, places
end

local function load(set, part, options)
  part = part or "train"
  if part ~= "train" and part ~= "test" then
    dl.core.raise(('data.%s: the part must be "train" or "test", got %s')
      :format(set.name, tostring(part)))
  end
  options = cache.options(set.name, options)
  local labels, images = {}, {}
  local parts, places = contents(set, part, options)
  for i, bytes in ipairs(parts) do
    local where = ("data.%s: %s"):format(set.name, places[i])
    labels[i], images[i] = decode(bytes, set.labels, where)
  end
  local classes, column = set.classes, set.labels
  if options.coarse and set.coarse then classes, column = set.coarse, 1 end
  local x, y = dl.cat(images, 1), dl.cat(labels, 1):select(2, column):to("int64"):add_(1)
  if y:amax():item() > #classes then
    dl.core.raise(("data.%s: %s: label %d of %d classes"):format(
      set.name, places[1], y:amax():item(), #classes))
  end
  if options.dtype ~= "uint8" then x = x:to(options.dtype or "float32"):div_(255) end
  return x, y, classes
end

--- data.cifar10(part = "train", options): x (N, 3, 32, 32) float32 from 0 to 1, y (N) int64 from 1,
-- and the names of the classes. The files are cifar-10-binary.tar.gz or the .bin files in it.
-- Options: those of data.mnist.
function cifar.cifar10(part, options) return load(ten, part, options) end

--- data.cifar100(part = "train", options): the same with 100 classes; with {coarse = true} y are
-- the 20 groups that these form.
function cifar.cifar100(part, options) return load(hundred, part, options) end

return cifar
