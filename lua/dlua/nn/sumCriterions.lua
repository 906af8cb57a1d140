-- Losses that are sums of others.

local dl = require "dlua"
local class = require "dlua.class"
local Criterion = require "dlua.nn.Criterion"

local criterions = {}

--- The sum of other losses, each with a weight. `place(self, i, output, target)` says what loss i
-- gets.
local function defineSum(name, doc, place)
  local cls = class.new("nn." .. name, Criterion)
  cls.doc = doc

  function cls:__init()
    self.criterions, self.weights = {}, {}
  end

  function cls:add(criterion, weight)
    if not class.isA(criterion, Criterion) then
      dl.core.raise(("%s: a loss expected, got %s"):format(cls.__name, dl.typename(criterion)))
    end
    self.criterions[#self.criterions + 1] = criterion
    self.weights[#self.weights + 1] = weight or 1
    return self
  end

  function cls:forward(output, target)
    local sum
    for i, criterion in ipairs(self.criterions) do
      local loss = criterion(place(self, i, output, target))
      rawset(criterion, "output", loss:detach())
      loss = loss * self.weights[i]
      sum = sum and sum + loss or loss
    end
    return sum or dl.core.raise(cls.__name .. ": there is no loss in it: use add()")
  end

  function cls:describe()
    return "weights = " .. table.concat(self.weights, ", ")
  end

  criterions[name] = cls
  return cls
end

defineSum("MultiCriterion", [[
nn.MultiCriterion(): the weighted sum of several losses of one output and its target:
nn.MultiCriterion():add(nn.MSELoss(), 0.5):add(nn.L1Loss()). The weight is 1 by default.]],
  function(_, _, output, target) return output, target end)

local ParallelCriterion = defineSum("ParallelCriterion", [[
nn.ParallelCriterion(repeatTarget = false): the weighted sum of a loss for each item of the output,
a table; loss i gets output[i] and target[i], or the whole target with repeatTarget = true.
nn.ParallelCriterion():add(nn.NLLLoss()):add(nn.MSELoss(), 0.1).]],
  function(self, i, output, target)
    if self.repeatTarget then return output[i], target end
    return output[i], target[i]
  end)
local initParallel = ParallelCriterion.__init
function ParallelCriterion:__init(repeatTarget)
  initParallel(self)
  self.repeatTarget = repeatTarget or false
end

return criterions
