-- optim: what makes a model learn. Two forms of the same solvers:
--
--   optimizer = optim.SGD(net:parameters(), { lr = 0.1 })     objects, with autograd: after
--   optimizer:zeroGrad(); loss:backward(); optimizer:step()   backward a step over all parameters
--
--   optim.sgd(feval, x, config, state)                        Torch7's functions: feval(x) gives
--                                                             the loss and its gradient
--
--   optimizers   SGD Adam AdamW NAdam RAdam Adamax Adagrad Adadelta RMSprop Rprop ASGD LBFGS Lion
--                LAMB Muon SparseAdam; see optim.Optimizer
--   schedules    StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR
--                CosineAnnealingLR CosineAnnealingWarmRestarts OneCycleLR CyclicLR LambdaLR
--                MultiplicativeLR SWALR ReduceLROnPlateau SequentialLR ChainedScheduler; see
--                optim.Schedule
--   beside them  groupsOf, clipGradNorm_ clipGradValue_ gradNorm, EMA SWA updateBatchNorm,
--                GradScaler, Logger, ConfusionMatrix
--   functions    sgd nag asgd adam adamw adamax adagrad adadelta rmsprop rprop lbfgs cg fista
--                de cmaes lswolfe checkgrad
--
-- A class is a file of its own name in this folder, loaded when it is first used.

local optim = {}

-- Families that share one file: a table of classes by name.
local families = { "schedules", "cycles", "sequences", "averages" }

-- Names that lie elsewhere.
local elsewhere = {
  ConfusionMatrix = "dlua.train.ConfusionMatrix",  -- where Torch7 has it
  clipGradNorm_ = "dlua.optim.clip", clipGradValue_ = "dlua.optim.clip",
  groupsOf = "dlua.optim.groupsOf", FistaLS = "dlua.optim.functional", gradNorm = "dlua.optim.clip",
  updateBatchNorm = "dlua.optim.averages",
}

local functions = require "dlua.optim.functional"

local function exists(name)
  return package.loaded[name] or package.preload[name] or package.searchpath(name, package.path)
end

local function findClass(key)
  local name = "dlua.optim." .. key
  if exists(name) then return require(name) end
  for _, family in ipairs(families) do
    local member = require("dlua.optim." .. family)[key]
    if member then return member end
  end
end

local function find(key)
  -- A saved file may ask for any name: nothing but a word may reach the file system.
  if type(key) ~= "string" or not key:find("^%a[%w_]*$") then return nil end
  if elsewhere[key] then
    local found = require(elsewhere[key])
    return type(found) == "table" and found[key] or found
  end
  if key:find("^%u") then return findClass(key) end
  return functions[key]
end

local names = {}
for _, list in ipairs { elsewhere, getmetatable(functions).__methods } do
  for name in pairs(list) do names[name] = true end
end

setmetatable(optim, {
  __families = families, __methods = names,  -- for the completion of names at the prompt
  __index = function(self, key)
    local found = find(key)
    rawset(self, key, found)
    return found
  end,
})

return optim
