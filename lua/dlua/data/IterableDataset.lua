-- data.IterableDataset: examples that come one after the other.

local dl = require "dlua"
local class = require "dlua.class"

local IterableDataset = class.new("data.IterableDataset")

IterableDataset.doc = [[
data.IterableDataset(fn, {buffer = 0}): a stream. fn() begins it and returns a function that gives
the values of one example at each call, and nil at the end.

  local function open() return data.lines("huge.txt") end
  local lines = data.IterableDataset(open, { buffer = 1000 })

With a buffer of so many examples they come in another order: each is drawn from the buffer at
random, and the next one of the stream takes its place. What is drawn comes from dlua's generator.]]

function IterableDataset:__init(fn, options)
  if type(fn) ~= "function" then
    dl.core.raise("data.IterableDataset: a function expected, got " .. type(fn))
  end
  self.fn, self.buffer = fn, options and options.buffer or 0
  if math.type(self.buffer) ~= "integer" or self.buffer < 0 then
    dl.core.raise("data.IterableDataset: buffer must be an integer of 0 or more")
  end
end

function IterableDataset:iter()
  local advance = self.fn()
  if self.buffer < 2 then return advance end
  local waiting = {}
  local function fill()
    while advance and #waiting < self.buffer do
      local example = table.pack(advance())
      if example[1] == nil then advance = nil else waiting[#waiting + 1] = example end
    end
  end
  return function()
    fill()
    if #waiting == 0 then return nil end
    local k = dl.randint(1, #waiting + 1, { 1 }):item()
    local example = waiting[k]
    waiting[k] = waiting[#waiting]
    waiting[#waiting] = nil
    return table.unpack(example, 1, example.n)
  end
end

return IterableDataset
