-- data: sets of examples, batches of them, readers of files. Each entry is loaded when it is first
-- used.
--
--   local x, y = data.digits()
--   local loader = data.DataLoader { dataset = data.TensorDataset(x, y), batchSize = 32,
--     shuffle = true }
--   for inputs, targets in loader:iter() do ... end
--
-- A dataset is any object with get(i) and # (or size()); with batch(positions) it gives whole
-- batches, with iter() instead of get it is a stream.

local files = {
  TensorDataset = "dlua.data.TensorDataset",
  ConcatDataset = "dlua.data.ConcatDataset",
  Subset = "dlua.data.Subset",
  TransformDataset = "dlua.data.TransformDataset",
  CacheDataset = "dlua.data.CacheDataset",
  IterableDataset = "dlua.data.IterableDataset",
  ImageFolder = "dlua.data.ImageFolder",
  Recipe = "dlua.data.Recipe",
  DataLoader = "dlua.data.DataLoader",
  collate = "dlua.data.collate",
  SequentialSampler = "dlua.data.samplers",
  RandomSampler = "dlua.data.samplers",
  SubsetSampler = "dlua.data.samplers",
  WeightedSampler = "dlua.data.samplers",
  DistributedSampler = "dlua.data.samplers",
  BatchSampler = "dlua.data.samplers",
  BucketSampler = "dlua.data.samplers",
  randomSplit = "dlua.data.splits",
  stratifiedSplit = "dlua.data.splits",
  kFold = "dlua.data.splits",
  Vocabulary = "dlua.data.Vocabulary",
  CharTokenizer = "dlua.data.tokenizers",
  WordTokenizer = "dlua.data.tokenizers",
  BPETokenizer = "dlua.data.BPETokenizer",
  padSequences = "dlua.data.sequences",
  packSequences = "dlua.data.sequences",
  SequenceDataset = "dlua.data.sequences",
  transforms = "dlua.data.transforms",
  csv = "dlua.data.csv",
  csvRows = "dlua.data.csv",
  lines = { "dlua.io.lines", "lines" },
  text = { "dlua.io.lines", "text" },
  jsonLines = { "dlua.io.lines", "jsonLines" },
  wav = { "dlua.io.wav", "read" },
  saveWav = { "dlua.io.wav", "write" },
  image = { "dlua.io.image", "read" },
  saveImage = { "dlua.io.image", "write" },
  idx = { "dlua.io.idx", "read" },
  npy = { "dlua.io.npy", "read" },
  saveNpy = { "dlua.io.npy", "write" },
  npz = { "dlua.io.npz", "read" },
  saveNpz = { "dlua.io.npz", "write" },
  mnist = "dlua.data.mnist",
  fashionMnist = "dlua.data.mnist",
  cifar10 = "dlua.data.cifar",
  cifar100 = "dlua.data.cifar",
  tinyShakespeare = "dlua.data.tinyShakespeare",
  digits = "dlua.data.bundled",
  iris = "dlua.data.bundled",
}

local data = {}

setmetatable(data, {
  __methods = files,  -- for the completion of names at the prompt
  __index = function(self, key)
    local place = files[key]
    if not place then return nil end
    local name = key
    if type(place) == "table" then place, name = place[1], place[2] end
    local found = require(place)
    if type(found) == "table" and rawget(found, name) then found = found[name] end
    rawset(self, key, found)
    return found
  end,
})

return data
