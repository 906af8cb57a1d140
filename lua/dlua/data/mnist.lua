-- MNIST and the sets made in its image: 28x28 grey pictures of ten classes, 60,000 to train with
-- and 10,000 to test with, in four IDX files.

local dl = require "dlua"
local cache = require "dlua.data.cache"
local idx = require "dlua.io.idx"

local mnist = {}

-- The digests are those of the unpacked files.
local digits = {
  name = "mnist", folder = "mnist", alternative = "MNIST/raw",
  url = "https://ossci-datasets.s3.amazonaws.com/mnist/",
  train = { "6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624" },
  test = { "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637" },
  classes = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" },
}

local fashion = {
  name = "fashionMnist", folder = "fashion-mnist", alternative = "FashionMNIST/raw",
  url = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
  train = { "f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9" },
  test = { "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965" },
  classes = {
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
    "ankle boot",
  },
}

local prefix = { train = "train", test = "t10k" }

--- One of the files of a part: its tensor, and where it came from.
local function read(set, part, which, ending, options)
  local name = ("%s-%s-%s-ubyte"):format(prefix[part], ending, which == 1 and "idx3" or "idx1")
  local dotted = name:gsub("%-idx", ".idx")         -- as some archives have it
  local bytes, path = cache.read(set, { name .. ".gz", dotted }, set[part][which], options)
  return idx.decode(bytes, ("data.%s: %s"):format(set.name, path)), path
end

local function load(set, part, options)
  part = part or "train"
  if not prefix[part] then
    dl.core.raise(('data.%s: the part must be "train" or "test", got %s')
      :format(set.name, tostring(part)))
  end
  options = cache.options(set.name, options)
  local images, path = read(set, part, 1, "images", options)
  local labels, labelPath = read(set, part, 2, "labels", options)
  if images.ndim ~= 3 or images.dtype ~= "uint8" then
    dl.core.raise(("data.%s: %s holds no images"):format(set.name, path))
  end
  if labels.ndim ~= 1 or #labels ~= #images then
    dl.core.raise(("data.%s: %s does not hold a label for each of the %d images")
      :format(set.name, labelPath, #images))
  end
  images = images:unsqueeze(2)
  if options.dtype ~= "uint8" then images = images:to(options.dtype or "float32"):div_(255) end
  return images, labels:to("int64"):add_(1), set.classes
end

--- data.mnist(part = "train", options): handwritten digits. `part` is "train" (60,000) or "test"
-- (10,000). Returns x (N, 1, 28, 28) float32 from 0 (paper) to 1 (ink), y (N) int64, the digit + 1,
-- and the names of the classes. LeCun, Cortes, Burges, 1998.
--
-- Options: folder (where the files lie; default: see dlua/data/cache.lua), dtype ("float32";
-- "uint8" gives the bytes from 0 to 255), check (true: compare with the published digests),
-- download (false: fetch what is missing).
function mnist.mnist(part, options) return load(digits, part, options) end

--- data.fashionMnist(part = "train", options): articles of clothing, in the form and with the
-- options of data.mnist. Xiao, Rasul, Vollgraf: "Fashion-MNIST", 2017.
function mnist.fashionMnist(part, options) return load(fashion, part, options) end

return mnist
