-- optim.Schedule: what all schedules of the learning rate share: their arguments, the groups'
-- rates, counting, saving. A schedule defines `initial` or `following`, or both.

local dl = require "dlua"
local class = require "dlua.class"
local options = require "dlua.optim.options"

local Schedule = class.new("optim.Schedule")

Schedule.anything = options.anything

Schedule.doc = [[
optim.Schedule: the parent of all schedules of the learning rate.

  local schedule = optim.StepLR(optimizer, 30, { gamma = 0.1 })
  for epoch = 1, 90 do
    ...                -- every optimizer:step() of the epoch
    schedule:step()    -- sets the lr of each group of the optimizer
  end

What a schedule needs comes by position, in the order of PyTorch, what has a default in a table
after it; or everything in one table: optim.StepLR(optimizer, { stepSize = 30, gamma = 0.1 }). `t`
below counts the calls of step(), from 0; it is kept as schedule.epoch. The lr of a group before its
first schedule is its base, kept as group.initialLr. Names and numbers are PyTorch's.

lastLr() is the list of the groups' rates. stateDict() is a table for dl.save, loadStateDict(state)
goes on from it, rates included. Functions are not saved.]]

--- A schedule of its own: its class. `required`: pairs of a name and an example of what is
-- expected; `defaults`: the options.
function Schedule.new(name, required, defaults)
  local cls = class.new(name, Schedule)
  cls.required, cls.defaults = required or {}, defaults or {}
  return cls
end

local function isOptimizer(value)
  return class.isA(value, "optim.Optimizer")
end

--- The arguments by name, whichever way they came.
local function named(self, ...)
  local given, first = { ... }, self.required[1]
  if first and type(given[1]) == "table" and given[1][first[1]] ~= nil then return given[1] end
  local arguments = {}
  for key, value in pairs(given[#self.required + 1] or {}) do arguments[key] = value end
  for i, pair in ipairs(self.required) do arguments[pair[1]] = given[i] end
  return arguments
end

--- Take the arguments into fields of their names.
local function take(self, arguments)
  local known = {}
  for key, default in pairs(self.defaults) do known[key], self[key] = default, default end
  for _, pair in ipairs(self.required) do
    known[pair[1]] = pair[2]
    if arguments[pair[1]] == nil then
      dl.core.raise(("%s: %s is missing"):format(self.__name, pair[1]))
    end
  end
  options.check(self.__name, arguments, known)
  for key, value in pairs(arguments) do self[key] = value end
end

function Schedule:__init(optimizer, ...)
  if not isOptimizer(optimizer) then
    dl.core.raise(self.__name .. ": an optimizer expected as the first argument")
  end
  self.optimizer = optimizer
  take(self, named(self, ...))
  self:prepare()
  self.bases = {}
  for i, group in ipairs(optimizer.groups) do
    group.initialLr = group.initialLr or group.lr
    self.bases[i] = group.initialLr
  end
  self:start()
end

--- What is to be done with the arguments before the bases are looked at: checks, mostly.
function Schedule:prepare() end

--- The rate of a group at t = 0, given what it is now.
function Schedule:initial(group) return group.lr end

--- The rate of a group at t = self.epoch > 0.
function Schedule:following(group) return group.lr end

local function set(self, method)
  for i, group in ipairs(self.optimizer.groups) do
    group.lr = method(self, group, self.bases[i] or group.lr, i)
  end
end

--- Go to t = 0.
function Schedule:start()
  self.epoch = 0
  set(self, self.initial)
end

--- Begin anew from the bases (a later part of a sequence).
function Schedule:restart()
  for i, group in ipairs(self.optimizer.groups) do group.lr = self.bases[i] end
  self:start()
end

--- Go on by one: the rates of the next epoch, or of the next optimizer:step().
function Schedule:step()
  if dl.core.recorded then return dl.core.recorded:again(self.step, self) end
  self.epoch = self.epoch + 1
  set(self, self.following)
end

--- The rates of the groups.
function Schedule:lastLr()
  local list = {}
  for i, group in ipairs(self.optimizer.groups) do list[i] = group.lr end
  return list
end

--- A number for each group, from a number or a list.
function Schedule:perGroup(value, name)
  local count, list = #self.optimizer.groups, {}
  if type(value) == "table" and #value ~= count then
    dl.core.raise(("%s: %s has %d entries, there are %d groups"):format(self.__name, name, #value,
      count))
  end
  for i = 1, count do list[i] = type(value) == "table" and value[i] or value end
  return list
end

local function copied(value)
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = copied(item) end
  return copy
end

--- What is needed to go on later.
function Schedule:stateDict()
  local state = { lastLr = self:lastLr() }
  for key, value in pairs(self) do
    local kind = type(value)
    if key ~= "optimizer" and key ~= "parts" and kind ~= "function" and not dl.isTensor(value)
      and not (kind == "table" and type(value[1]) == "function") then
      state[key] = copied(value)
    end
  end
  return state
end

--- Go on from what stateDict gave: the same place and the same rates.
function Schedule:loadStateDict(state)
  if type(state) ~= "table" or type(state.lastLr) ~= "table" then
    dl.core.raise(self.__name .. ": loadStateDict: what stateDict() gives expected")
  end
  if #state.lastLr ~= #self.optimizer.groups then
    dl.core.raise(("%s: loadStateDict: rates of %d groups, there are %d here")
      :format(self.__name, #state.lastLr, #self.optimizer.groups))
  end
  for key, value in pairs(state) do
    if key ~= "lastLr" then self[key] = copied(value) end
  end
  for i, group in ipairs(self.optimizer.groups) do group.lr = state.lastLr[i] end
end

return Schedule
