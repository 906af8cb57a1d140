-- optim.Optimizer: what all solvers share: groups of parameters with options of their own, the
-- state kept for each parameter, and saving that state. A solver defines `defaults`, `slots` and
-- `update`.

local dl = require "dlua"
local calls = require "dlua.calls"
local class = require "dlua.class"
local gradients = require "dlua.nn.gradients"
local masters = require "dlua.optim.masters"
local options = require "dlua.optim.options"

local Optimizer = class.new("optim.Optimizer")

Optimizer.doc = [[
optim.Optimizer: the parent of optim.SGD, optim.Adam and all other solvers.

  optimizer = optim.SGD(net:parameters(), { lr = 0.1 })
  optimizer = optim.SGD({ { parameters = a, lr = 0.01 }, { parameters = b } }, { lr = 0.1 })
  optimizer.groups[1].lr = 0.001    -- options may change at any time

`parameters` is a list of tensors, a tensor or a module. Options that every solver takes:

  weightDecay = 0     adds weightDecay * p to the gradient (an L2 penalty)
  decoupled = false   shrinks p by the factor 1 - lr * weightDecay instead, as AdamW does
  l1 = 0              adds l1 * sign(p) to the gradient (an L1 penalty)
  maximize = false    climbs instead of descending
  masterWeights = false   moves float32 copies of parameters that are held in float16 or bfloat16,
                      and writes these from them: steps too small for 16 bits are not lost. The
                      copies, and the solver's state in float32, are saved with stateDict()

step() moves every parameter that has a gradient; step(closure) calls the closure first and returns
what it returns: the loss. zeroGrad() forgets the gradients. addGroup(group) adds parameters later.
stateDict() is a table for dl.save, and loadStateDict(state) goes on from it. Or save all of it as it
is, dl.save(path, { net = net, optimizer = optimizer, schedule = schedule }): what dl.load gives
belongs together again.]]

Optimizer.slots = {}

--- A solver of its own: its class, with the options it takes besides those of all.
function Optimizer.new(name, defaults, slots)
  local cls = class.new(name, Optimizer)
  cls.defaults, cls.slots = options.withCommon(defaults), slots
  return cls
end

--- A group: its options, its parameters, and for each slot a list of tensors along with them.
-- `steps` is how many steps the slots have seen: a number while all parameters go together, else a
-- list.
local function newGroup(self, given, settings)
  local group = { parameters = given.parameters, steps = 0 }
  for key, default in pairs(settings) do
    local value = given[key]
    if value == nil then value = default end
    group[key] = type(value) == "table" and table.move(value, 1, #value, 1, {}) or value
  end
  for _, slot in ipairs(self.slots) do group[slot] = {} end
  if group.masterWeights then group.masters = {} end
  return group
end

--- A list of parameters from what may stand for one.
local function listOf(parameters)
  if dl.isTensor(parameters) then return { parameters } end
  if type(parameters) == "table" and parameters.isNnModule then return parameters:parameters() end
  return parameters
end

local function checkParameters(self, parameters)
  local name, seen = self.__name, {}
  if type(parameters) ~= "table" then
    dl.core.raise(name .. ": a list of parameters expected")
  end
  for _, group in ipairs(self.groups) do
    for _, parameter in ipairs(group.parameters) do seen[parameter] = true end
  end
  for i, parameter in ipairs(parameters) do
    if not dl.isTensor(parameter) or not (parameter.isLeaf and parameter.requiresGrad) then
      dl.core.raise(("%s: parameter %d is no leaf that asks for a gradient"):format(name, i))
    end
    if seen[parameter] then dl.core.raise(("%s: parameter %d is there twice"):format(name, i)) end
    seen[parameter] = true
  end
end

--- What a solver asks of the options of a group, and of its parameters: raises an error.
function Optimizer:check() end

--- One more group: { parameters = list, module or tensor, options ... }.
function Optimizer:addGroup(given)
  if type(given) ~= "table" then dl.core.raise(self.__name .. ": a group expected, a table") end
  options.check(self.__name, given, self.defaults)
  local copy = {}
  for key, value in pairs(given) do copy[key] = value end
  copy.parameters = listOf(given.parameters)
  checkParameters(self, copy.parameters)
  local group = newGroup(self, copy, self.settings)
  self:check(group)
  self.groups[#self.groups + 1] = group
end

function Optimizer:__init(parameters, given)
  local name = self.__name
  parameters = listOf(parameters)
  if type(parameters) ~= "table" or #parameters == 0 then
    dl.core.raise(name .. ": a list of parameters expected that is not empty")
  end
  options.check(name, given or {}, self.defaults)
  self.settings, self.groups = {}, {}
  for key, value in pairs(self.defaults) do self.settings[key] = value end
  for key, value in pairs(given or {}) do self.settings[key] = value end
  local lists = dl.isTensor(parameters[1]) and { { parameters = parameters } } or parameters
  for _, group in ipairs(lists) do self:addGroup(group) end
end

--- What a slot holds before its parameter's first step.
function Optimizer:newSlot(_, parameter)
  return dl.zerosLike(parameter:detach())
end

local function start(self, slots, group, i)
  for _, slot in ipairs(slots) do
    if not group[slot][i] and dl.core.recorded then
      dl.core.raise(("%s: parameter %d has no state yet, and a step is being recorded "
        .. "(dl.cuda.capture), which would begin anew each time: let it run once before")
        :format(self.__name, i))
    end
    if not group[slot][i] then group[slot][i] = self:newSlot(slot, group.parameters[i], group) end
  end
end

--- The slots that a group needs at present.
function Optimizer:slotsOf()
  return self.slots
end

--- Can the operator of a solver take each parameter's own gradient as it is?
function Optimizer:isPlain(group)
  return group.l1 == 0 and not group.maximize
end

--- A gradient (of p, its own by default) with what the options add, and so much weight decay.
function Optimizer:gradient(group, p, decay, g)
  g = g or p.grad
  if group.maximize then g = -g end
  if decay ~= 0 then g = g:add(p, decay) end
  if group.l1 ~= 0 then g = g:add(p:sign(), group.l1) end
  return g
end

--- The gradients of a batch as a solver's formula sees them: with what the options add. Decoupled
-- decay, which happens here too, shrinks the parameters. batch.gradients stands for their own ones.
function Optimizer:gradients(group, batch)
  local list, decay = {}, group.weightDecay
  if group.decoupled and decay ~= 0 then
    for _, p in ipairs(batch.parameters) do p:mul_(1 - group.lr * decay) end
    decay = 0
  end
  local given = batch.gradients or {}
  for i, p in ipairs(batch.parameters) do list[i] = self:gradient(group, p, decay, given[i]) end
  return list
end

--- All parameters have gradients and go together: the group itself is the batch.
local function stepTogether(self, group, slots)
  local last = slots[#slots]
  if not last then return self:update(group, group, 1) end
  if #group[last] < #group.parameters then
    for i = 1, #group.parameters do start(self, slots, group, i) end
  end
  group.steps = group.steps + 1
  self:update(group, group, group.steps)
end

--- Put parameter i of a group into the batch of those that are at the same step.
local function enter(self, slots, group, i, batches)
  start(self, slots, group, i)
  local step = group.steps[i] + 1
  local batch = batches[step]
  if not batch then
    batch = { parameters = {}, places = {} }
    for _, slot in ipairs(slots) do batch[slot] = {} end
    batches[step] = batch
  end
  local place = #batch.parameters + 1
  batch.parameters[place], batch.places[place] = group.parameters[i], i
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
    if parameter.grad then enter(self, slots, group, i, batches) end
  end
  local steps = {}
  for step in pairs(batches) do steps[#steps + 1] = step end
  table.sort(steps)
  for _, step in ipairs(steps) do
    local batch = batches[step]
    self:update(group, batch, step)
    for _, slot in ipairs(slots) do  -- slots of numbers are not changed in place
      for place, i in ipairs(batch.places) do group[slot][i] = batch[slot][place] end
    end
  end
end

local function stepGroup(self, group)
  local together = math.type(group.steps) and dl.core.allHaveGrad(group.parameters)
  local step = together and stepTogether or stepApart
  step(self, group, self:slotsOf(group))
end

local function stepAll(self, factor)
  for _, group in ipairs(self.groups) do
    if group.masters then
      masters.step(group, factor or 1, function() stepGroup(self, group) end)
    else
      stepGroup(self, group)
    end
  end
end

--- Is a step nothing but calls of operators that renew their numbers when a recorded step runs
-- again (dl.cuda.capture)?
function Optimizer:renews()
  for _, group in ipairs(self.groups) do
    if group.masters or not self:isOperator(group) then return false end
  end
  return true
end

--- The same for one group.
function Optimizer:isOperator() return false end

local function take(self) dl.noGrad(stepAll, self) end

--- One step of all parameters that have a gradient. `closure`, if given, is called first and its
-- result returned: the loss.
function Optimizer:step(closure)
  local loss = closure and closure() or nil
  local recorded = dl.core.recorded
  if recorded then recorded:optimizerStep(self, take) else take(self) end
  return loss
end

--- A step with gradients `factor` times as large as they are: the product is made in float32 where
-- there are master weights. For optim.GradScaler.
function Optimizer:stepScaled(factor)
  dl.noGrad(stepAll, self, factor)
end

--- Do all groups have master weights, so that stepScaled may stand for step?
function Optimizer:hasMasterWeights()
  for _, group in ipairs(self.groups) do
    if not group.masters then return false end
  end
  return true
end

calls.note(Optimizer, "optimizer")

--- Forget the gradients of all parameters.
function Optimizer:zeroGrad()
  for _, group in ipairs(self.groups) do gradients.zero(group.parameters) end
end

--- All parameters of all groups, in order: a list.
function Optimizer:parameters()
  local list = {}
  for _, group in ipairs(self.groups) do
    table.move(group.parameters, 1, #group.parameters, #list + 1, list)
  end
  return list
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
    group.masters = saved.masters and {}
    for key, value in pairs(saved) do
      if key ~= "count" then group[key] = self:restored(group, key, value) end
    end
  end
end

--- The dtype of what is kept for a parameter.
local function slotDtype(group, parameter)
  return group.masters and masters.isHalf(parameter) and "float32" or parameter.dtype
end

--- A value of a saved group for this one: slots are copied, and must have the parameters' shapes.
function Optimizer:restored(group, key, value)
  local isSlot = key == "masters"
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
      item = item:detach():to(slotDtype(group, parameter)):to(parameter.device):clone()
    end
    copy[i] = item
  end
  return copy
end

return Optimizer
