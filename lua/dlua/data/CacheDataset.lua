-- data.CacheDataset: a dataset that remembers its examples.

local dl = require "dlua"
local class = require "dlua.class"
local sizeOf = require "dlua.data.sizeOf"

local CacheDataset = class.new("data.CacheDataset")

CacheDataset.doc = [[
data.CacheDataset(dataset, {limit =}): each example is got from the dataset once and kept, at most
`limit` of them (all). Put it around what is slow and always the same (reading and resizing images),
and random transforms around it. Each worker of a loader has a cache of its own.]]

function CacheDataset:__init(dataset, options)
  if type(dataset) ~= "table" or not dataset.get then
    dl.core.raise("data.CacheDataset: a dataset with get expected, got " .. type(dataset))
  end
  self.dataset, self.kept, self.count = dataset, {}, 0
  self.limit = options and options.limit or math.huge
end

function CacheDataset:__len() return sizeOf(self.dataset) end

function CacheDataset:get(i)
  local example = self.kept[i]
  if not example then
    example = table.pack(self.dataset:get(i))
    if self.count < self.limit then
      self.kept[i], self.count = example, self.count + 1
    end
  end
  return table.unpack(example, 1, example.n)
end

return CacheDataset
