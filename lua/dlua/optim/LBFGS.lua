-- optim.LBFGS: for smooth problems with few parameters, on whole sets: far fewer steps, each of
-- which evaluates the loss several times.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"
local quasiNewton = require "dlua.optim.quasiNewton"
local strongWolfe = require "dlua.optim.strongWolfe"

local LBFGS = Optimizer.new("optim.LBFGS", {
  lr = 1, maxIter = 20, maxEval = 0, toleranceGrad = 1e-7, toleranceChange = 1e-9,
  historySize = 100, lineSearch = "none",
}, {})

LBFGS.doc = [[
optim.LBFGS(parameters, {lr = 1, maxIter = 20, maxEval = maxIter * 5 / 4, toleranceGrad = 1e-7,
toleranceChange = 1e-9, historySize = 100, lineSearch = "none"}): one group only.

  local function closure()
    optimizer:zeroGrad()
    local loss = criterion(net(x), y)
    loss:backward()
    return loss
  end
  local loss = optimizer:step(closure)     -- up to maxIter steps; the loss is the first one

lineSearch = "strongWolfe" looks for a good length of each step, else it is lr. It ends earlier when
the largest magnitude of the gradient is at most toleranceGrad, or a step or the change of the loss
is at most toleranceChange, or the loss was evaluated maxEval times. Of the options of all only
maximize. Liu, Nocedal, "On the limited memory BFGS method for large scale optimization", 1989. As
in PyTorch.]]

LBFGS.needsClosure = true  -- train.Trainer asks

function LBFGS:check(group)
  if #self.groups > 0 then dl.core.raise("optim.LBFGS: it takes one group of parameters only") end
  if group.weightDecay ~= 0 or group.l1 ~= 0 or group.decoupled then
    dl.core.raise("optim.LBFGS: penalties belong into the loss, which it compares: no weightDecay, "
      .. "decoupled or l1")
  end
  if group.masterWeights then
    dl.core.raise("optim.LBFGS: no masterWeights: the closure reads the parameters at each try")
  end
  if group.lineSearch ~= "none" and group.lineSearch ~= "strongWolfe" then
    dl.core.raise("optim.LBFGS: lineSearch must be none or strongWolfe, got " .. group.lineSearch)
  end
end

--- All gradients as one vector.
local function flatGradient(group)
  local parts = {}
  for i, p in ipairs(group.parameters) do
    parts[i] = p.grad and p.grad:reshape(-1) or dl.zeros(p:numel(), { dtype = p.dtype,
      device = p.device })
  end
  local flat = dl.cat(parts)
  return group.maximize and flat:neg_() or flat
end

local function problemOf(group, closure, first)
  local start
  local problem = {}
  function problem.evaluate()
    local loss = closure()
    first.loss = first.loss or loss
    local value = dl.isTensor(loss) and loss:item() or loss
    if type(value) ~= "number" then
      dl.core.raise("optim.LBFGS: the closure must return the loss, got a " .. type(loss))
    end
    return group.maximize and -value or value, dl.noGrad(flatGradient, group)
  end
  function problem.mark()
    start = {}
    for i, p in ipairs(group.parameters) do start[i] = p:detach():clone() end
  end
  function problem.place(t, d)
    dl.noGrad(function()
      local offset = 1
      for i, p in ipairs(group.parameters) do
        local count = p:numel()
        p:copy_(start[i]):add_(d:narrow(1, offset, count):view(p.shape), t)
        offset = offset + count
      end
    end)
  end
  return problem
end

function LBFGS:step(closure)
  if type(closure) ~= "function" then
    dl.core.raise("optim.LBFGS: step(closure): a function that computes the loss and its gradients")
  end
  local group, first = self.groups[1], {}
  self.search = self.search or {}
  quasiNewton.minimise(problemOf(group, closure, first), self.search, {
    lr = group.lr, maxIter = group.maxIter, historySize = group.historySize,
    maxEval = group.maxEval > 0 and group.maxEval or group.maxIter * 5 // 4,
    toleranceChange = group.toleranceChange,
    search = group.lineSearch == "strongWolfe" and strongWolfe or nil,
    isFlat = function(g) return g:abs():max():item() <= group.toleranceGrad end,
    isShort = function(step) return step:abs():max():item() <= group.toleranceChange end,
    seen = function() end,
  })
  return first.loss
end

--- A copy of a table with copies of its tensors.
local function copied(value)
  if dl.isTensor(value) then return value:detach():clone() end
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = copied(item) end
  return copy
end

function LBFGS:stateDict()
  local state = Optimizer.stateDict(self)
  state.search = self.search
  return state
end

function LBFGS:loadStateDict(state)
  Optimizer.loadStateDict(self, state)
  self.search = copied(state.search)
end

require "dlua.calls".note(LBFGS, "optimizer")

return LBFGS
