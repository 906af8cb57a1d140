-- optim.Optimizer: what all solvers share: groups of parameters with options of their own, the
-- state kept for each parameter, and saving that state. A solver defines `slots` and `update`.

local dl = require "dlua"
local class = require "dlua.class"
local gradients = require "dlua.nn.gradients"

local Optimizer = class.new("optim.Optimizer")

Optimizer.doc = [[
optim.Optimizer: the parent of optim.SGD and optim.Adam.

  optimizer = optim.SGD(net:parameters(), { lr = 0.1 })
  optimizer = optim.SGD({ { parameters = a, lr = 0.01 }, { parameters = b } }, { lr = 0.1 })
  optimizer.groups[1].lr = 0.001    -- options may change at any time

step() moves every parameter that has a gradient. zeroGrad() forgets the gradients. stateDict() is a
table for dl.save, and loadStateDict(state) goes on from it.]]

--- A group: its options, its parameters, and for each slot a list of tensors along with them. `steps`
-- is how many steps the slots have seen: a number while all parameters go together, else a list.
local function newGroup(self, given, defaults)
  local group = { parameters = given.parameters, steps = 0 }
  for key, value in pairs(defaults) do
    group[key] = value
    if given[key] ~= nil then group[key] = given[key] end
  end
  for _, slot in ipairs(self.slots) do group[slot] = {} end
  return group
end

local function checkParameters(name, parameters, seen)
  if type(parameters) ~= "table" then
    dl.core.raise(name .. ": a list of parameters expected")
  end
  for i, parameter in ipairs(parameters) do
    if not dl.isTensor(parameter) or not (parameter.isLeaf and parameter.requiresGrad) then
      dl.core.raise(("%s: parameter %d is no leaf that asks for a gradient"):format(name, i))
    end
    if seen[parameter] then dl.core.raise(("%s: parameter %d is there twice"):format(name, i)) end
    seen[parameter] = true
  end
end

local function checkOptions(name, options, defaults)
  for key in pairs(options) do
    if type(key) == "string" and key ~= "parameters" and defaults[key] == nil then
      dl.core.raise(("%s: no option %s"):format(name, key))
    end
  end
end

--- Called by the solvers' constructors. `parameters`: a list of tensors, or of groups, or a module.
-- `defaults`: every option and its default (false when it is off).
function Optimizer:setup(parameters, options, defaults)
  local name = self.__name
  if type(parameters) == "table" and parameters.isNnModule then
    parameters = parameters:parameters()
  end
  if type(parameters) ~= "table" or #parameters == 0 then
    dl.core.raise(name .. ": a list of parameters expected that is not empty")
  end
  checkOptions(name, options, defaults)
  local settings, seen = {}, {}
  for key, value in pairs(defaults) do settings[key] = value end
  for key, value in pairs(options) do settings[key] = value end
  self.groups = {}
  local lists = dl.isTensor(parameters[1]) and { { parameters = parameters } } or parameters
  for i, given in ipairs(lists) do
    checkParameters(name, given.parameters, seen)
    checkOptions(name, given, defaults)
    self.groups[i] = newGroup(self, given, settings)
  end
end

--- Make the slots of parameter i, before its first step.
local function start(slots, group, i)
  for _, slot in ipairs(slots) do
    group[slot][i] = dl.zerosLike(group.parameters[i]:detach())
  end
end

--- The slots that a group needs at present.
function Optimizer:slotsOf()
  return self.slots
end

--- All parameters have gradients and go together: the group itself is the batch.
local function stepTogether(self, group, slots)
  if not slots[1] then return self:update(group, group, 1) end
  if group.steps == 0 then
    for i = 1, #group.parameters do start(slots, group, i) end
  end
  group.steps = group.steps + 1
  self:update(group, group, group.steps)
end

local function newBatch(slots)
  local batch = { parameters = {} }
  for _, slot in ipairs(slots) do batch[slot] = {} end
  return batch
end

--- Put parameter i of a group into the batch of those that are at the same step.
local function enter(slots, group, i, batches)
  if slots[1] and group.steps[i] == 0 then start(slots, group, i) end
  local step = group.steps[i] + 1
  batches[step] = batches[step] or newBatch(slots)
  local batch = batches[step]
  local place = #batch.parameters + 1
  batch.parameters[place] = group.parameters[i]
  for _, slot in ipairs(slots) do batch[slot][place] = group[slot][i] end
  if slots[1] then group.steps[i] = step end
end

--- Some parameters have no gradient, or had none at times: each counts its own steps.
local function stepApart(self, group, slots)
  if math.type(group.steps) then
    local steps = {}
    for i = 1, #group.parameters do steps[i] = group.steps end
    group.steps = steps
  end
  local batches = {}
  for i, parameter in ipairs(group.parameters) do
    if parameter.grad then enter(slots, group, i, batches) end
  end
  for step, batch in pairs(batches) do self:update(group, batch, step) end
end

local function stepAll(self)
  for _, group in ipairs(self.groups) do
    local together = math.type(group.steps) and dl.core.allHaveGrad(group.parameters)
    local step = together and stepTogether or stepApart
    step(self, group, self:slotsOf(group))
  end
end

--- One step of all parameters that have a gradient. `closure`, if given, is called first and its
-- result returned: the loss.
function Optimizer:step(closure)
  local loss = closure and closure() or nil
  dl.noGrad(stepAll, self)
  return loss
end

--- Forget the gradients of all parameters.
function Optimizer:zeroGrad()
  for _, group in ipairs(self.groups) do gradients.zero(group.parameters) end
end

--- What is needed to go on later: the options and slots of each group (the parameters themselves
-- are the model's). The tensors are those in use, not copies: save them, or clone them.
function Optimizer:stateDict()
  local state = { groups = {} }
  for i, group in ipairs(self.groups) do
    local copy = {}
    for key, value in pairs(group) do
      if key ~= "parameters" then copy[key] = value end
    end
    copy.count = #group.parameters
    state.groups[i] = copy
  end
  return state
end

local function mismatch(self, message)
  dl.core.raise(("%s: loadStateDict: %s"):format(self.__name, message))
end

--- Go on from what stateDict gave, for the same parameters in the same order.
function Optimizer:loadStateDict(state)
  if type(state) ~= "table" or type(state.groups) ~= "table" then
    mismatch(self, "what stateDict() gives expected")
  end
  if #state.groups ~= #self.groups then
    mismatch(self, ("%d groups, there are %d here"):format(#state.groups, #self.groups))
  end
  for i, saved in ipairs(state.groups) do
    local group = self.groups[i]
    if saved.count ~= #group.parameters then
      mismatch(self, ("%s parameters in group %d, there are %d here")
        :format(tostring(saved.count), i, #group.parameters))
    end
    for key, value in pairs(saved) do
      if key ~= "count" then group[key] = self:restored(group, key, value) end
    end
  end
end

--- A value of a saved group for this one: slots are copied, and must have the parameters' shapes.
function Optimizer:restored(group, key, value)
  local isSlot = false
  for _, slot in ipairs(self.slots) do isSlot = isSlot or slot == key end
  if not isSlot and type(value) ~= "table" then return value end
  local copy = {}
  for i, item in pairs(value) do
    local parameter = group.parameters[i]
    if isSlot and dl.isTensor(item) and parameter then
      if table.concat(item.shape, "x") ~= table.concat(parameter.shape, "x") then
        mismatch(self, ("%s of parameter %d has the shape %s, the parameter %s"):format(
          key, i, table.concat(item.shape, "x"), table.concat(parameter.shape, "x")))
      end
      item = item:detach():to(parameter.dtype):to(parameter.device):clone()
    end
    copy[i] = item
  end
  return copy
end

return Optimizer
