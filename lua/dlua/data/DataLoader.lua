-- data.DataLoader: a dataset in batches, shuffled or not, got ahead of time by worker threads or
-- not.

local dl = require "dlua"
local class = require "dlua.class"
local fetch = require "dlua.data.fetch"
local samplers = require "dlua.data.samplers"
local sizeOf = require "dlua.data.sizeOf"

local DataLoader = class.new("data.DataLoader")

DataLoader.doc = [[
data.DataLoader{dataset =, batchSize = 1, shuffle = false, dropLast = false, sampler =,
  batchSampler =, collate =, workers = 0, prefetch = 2, seed =, pinMemory = false}

  for x, y in loader:iter() do ... end    one epoch; each call of iter() shuffles anew
  #loader                                 the number of batches
  loader:close()                          ends the workers (so does collecting the loader)

A dataset has `get(i)` and `#` (or `size()`), and may have `batch(positions)` (data.TensorDataset);
one with `iter()` instead of `get` gives its examples one after the other, as often as its function
returns something. Examples have dimension 1 of the batches. The last batch is shorter when the size
does not divide, and left out with dropLast. Without shuffle the batches of tensors are views.

  sampler       an object with iter() and #, which gives positions (data.WeightedSampler ...)
  batchSampler  the same for lists of positions: batchSize, shuffle, dropLast do not apply
  collate       collate(examples) makes a batch of a list of what get returned (data.collate)
  seed          shuffles and what is random in the dataset repeat in each run, whatever else is
                drawn; without it they come from dlua's generator (dl.manualSeed)
  pinMemory     true: batches lie in pinned memory, so that x:to("cuda", {nonBlocking = true}) and
                copy_ do not wait for their copies (the workers pin them); or the name of a device

Workers are threads, each with a Lua state of its own in which the dataset is rebuilt: numbers,
strings, tables and functions (with their upvalues) are copied, modules are required, tensors are
shared. What cannot be copied (open files, coroutines) needs a data.Recipe. Each worker gets
`prefetch` batches ahead. The batches, their order and their random numbers (dlua's) are the same
for any number of workers; an iterable dataset is the work of one. An error in a worker is raised
here with its traceback. Workers stay for the next epoch; a loop that is left early, by break, an
error or Ctrl-C, calls off what they still do. Operators defined in Lua and devices other than the
CPU are not for workers.]]

local defaults = {
  dataset = false, batchSize = 1, shuffle = false, dropLast = false, sampler = false,
  batchSampler = false, collate = false, workers = 0, prefetch = 2, seed = false,
  pinMemory = false,
}

local function fail(message, ...)
  dl.core.raise(("data.DataLoader: " .. message):format(...))
end

local function checkCount(self, key, least)
  if math.type(self[key]) ~= "integer" or self[key] < least then
    fail("%s must be an integer of %d or more", key, least)
  end
end

local function check(self)
  checkCount(self, "batchSize", 1)
  checkCount(self, "workers", 0)
  checkCount(self, "prefetch", 1)
  if self.seed then checkCount(self, "seed", math.mininteger) end
  if type(self.dataset) ~= "table" and type(self.dataset) ~= "userdata" then
    fail("a dataset expected")
  end
  if self.collate and type(self.collate) ~= "function" then fail("collate must be a function") end
  if (self.sampler or self.batchSampler) and self.shuffle then
    fail("shuffle and a sampler exclude each other")
  end
  if self.sampler and self.batchSampler then fail("sampler and batchSampler exclude each other") end
end

--- The device for which memory is pinned: opened here, since workers may not.
local function checkPinned(self)
  if self.pinMemory == true then self.pinMemory = "cuda" end
  if not self.pinMemory then return end
  if type(self.pinMemory) ~= "string" then fail("pinMemory must be a boolean or a device") end
  local there, reason = dl.core.hasDevice(self.pinMemory)
  if not there then fail("pinMemory: %s", reason) end
end

function DataLoader:__init(options)
  if type(options) ~= "table" or class.of(options) then
    fail("options by name expected, as in {dataset = d, batchSize = 32}")
  end
  for key, default in pairs(defaults) do
    self[key] = default
    if options[key] ~= nil then self[key] = options[key] end
  end
  for key in pairs(options) do
    if defaults[key] == nil then fail("no option %s", tostring(key)) end
  end
  check(self)
  checkPinned(self)
  self.source = self.dataset                     -- what workers get
  self.dataset = fetch.resolve(self.dataset)
  self.iterable = not self.dataset.get and not self.dataset.batch and self.dataset.iter ~= nil
  self.epoch = 0
  if self.iterable then
    if self.shuffle or self.sampler or self.batchSampler then
      fail("an iterable dataset has an order of its own: no shuffle, no sampler")
    end
  elseif not self.batchSampler and not self.sampler then
    self.sampler = self.shuffle and samplers.RandomSampler(self.dataset)
      or samplers.SequentialSampler(self.dataset)
  end
end

function DataLoader:__len()
  if self.iterable then fail("an iterable dataset has no length") end
  if self.batchSampler then return #self.batchSampler end
  local count = sizeOf(self.sampler)
  return self.dropLast and count // self.batchSize
    or (count + self.batchSize - 1) // self.batchSize
end

-- ---- the order ----

--- The random state of dlua for as long as a variable with <close> lives.
local function keepRandomState()
  local state = dl.getRNGState()
  return setmetatable({}, { __close = function() dl.setRNGState(state) end })
end

--- Call fn(...) with the generator at `seed`, and put it back.
local function seeded(seed, fn, ...)
  local _ <close> = keepRandomState()
  dl.manualSeed(seed)
  return fn(...)
end

--- The positions of one batch after the other.
local function batchesOf(self)
  if self.batchSampler then return self.batchSampler:iter() end
  return samplers.inBatches(self.sampler, self.batchSize, self.dropLast)
end

--- The batches of an epoch and the seed of what is random in them. What has all examples in tensors
-- draws nothing, so that nothing is drawn for it.
local function plan(self)
  self.epoch = self.epoch + 1
  if self.seed then
    local seed = self.seed + self.epoch
    local batches = not self.iterable and seeded(seed, batchesOf, self)
    return batches, seed
  end
  local batches = not self.iterable and batchesOf(self)
  if self.dataset.batch and not self.collate then return batches, 0 end
  return batches, dl.randint(0, 1 << 53, { 1 }):item()
end

-- ---- without workers ----

local function iterateHere(self, batches, seed)
  local k = 0
  return function()
    local positions = batches()
    if not positions then return nil end
    k = k + 1
    local pinned = self.pinMemory or nil
    if self.dataset.batch and not self.collate then
      return fetch.pinned(pinned, fetch.batch(self.dataset, positions))
    end
    return fetch.pinned(pinned,
      seeded(fetch.seed(seed, k), fetch.batch, self.dataset, positions, self.collate or nil))
  end
end

--- The generator stands where the iterator left it, and is put back after each batch.
local function iterateStreamHere(self, seed)
  local state, iterator
  local function advance(next)
    local _ <close> = keepRandomState()
    if state then dl.setRNGState(state) else dl.manualSeed(seed) end
    iterator = iterator or self.dataset:iter()
    local results = table.pack(next())
    state = dl.getRNGState()
    return table.unpack(results, 1, results.n)
  end
  return function()
    return advance(function()
      return fetch.pinned(self.pinMemory or nil,
        fetch.next(iterator, self.batchSize, self.dropLast, self.collate or nil))
    end)
  end
end

-- ---- with workers ----

local function pool(self)
  if self.pool then return self.pool end
  local made, workers = pcall(dl.core.newWorkers, self.iterable and 1 or self.workers,
    "dlua.data.worker", self.source, self.collate or nil, self.pinMemory or nil)
  if not made then
    error(tostring(workers):gsub("cannot go to another thread$",
      "%0 (data.Recipe tells how to make one there)"), 0)
  end
  self.pool = workers
  return workers
end

--- End the threads. The next epoch starts others.
function DataLoader:close()
  if self.pool then self.pool:close() end
  self.pool, self.running = nil, nil
end

DataLoader.__close = DataLoader.close

--- The results of the next ticket, or its error here.
local function receive(self, arrived, ...)
  if arrived then return ... end
  self.pool:cancel()
  self.running = nil
  return fail("an error in a worker:\n%s", (...))
end

--- Tickets are handed out ahead and waited for in their order.
local function iterateThere(self, submit)
  local workers = pool(self)
  workers:cancel()                               -- of a loop that was left without an end
  local run, tickets, first, last = {}, {}, 1, 0
  self.running = run
  local ahead = (self.iterable and 1 or self.workers) * self.prefetch
  local function fill()
    while last - first + 1 < ahead do
      local ticket = submit(workers)
      if not ticket then return end
      last = last + 1
      tickets[last] = ticket
    end
  end
  local function stop()
    if self.running == run and self.pool then
      self.running = nil
      workers:cancel()
    end
  end
  local function step()
    if self.running ~= run then
      if first > last then return nil end
      fail("this loop over the loader was ended by another one, or by close()")
    end
    fill()
    if first > last then return nil end
    local ticket = tickets[first]
    tickets[first] = nil
    first = first + 1
    return receive(self, workers:wait(ticket))
  end
  fill()
  return step, nil, nil, setmetatable({}, { __close = stop })
end

local function submitBatches(batches, seed)
  local k = 0
  return function(workers)
    local positions = batches()
    if not positions then return nil end
    k = k + 1
    return workers:submit("batch", positions, fetch.seed(seed, k))
  end
end

local function submitStream(self, seed)
  local started = false
  return function(workers)
    if not started then
      started = true
      workers:submit("restart", seed)
    end
    return workers:submit("next", self.batchSize, self.dropLast)
  end
end

--- Iterate over the batches of one epoch.
function DataLoader:iter()
  local batches, seed = plan(self)
  if self.workers == 0 then
    if self.iterable then return iterateStreamHere(self, seed) end
    return iterateHere(self, batches, seed)
  end
  if self.iterable then return iterateThere(self, submitStream(self, seed)) end
  return iterateThere(self, submitBatches(batches, seed))
end

return DataLoader
