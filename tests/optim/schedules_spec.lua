-- The schedules of the learning rate against PyTorch's (tests/golden/optim), and going on from a
-- saved state.
local dl = require "dlua"
local optim = dl.optim
local golden = dofile "tests/golden/optim/schedules.lua"

local function optimizer(solver)
  local groups = {}
  for i, lr in ipairs { 0.1, 0.02 } do
    groups[i] = { parameters = dl.ones(1):requiresGrad_(true), lr = lr }
  end
  return optim[solver](groups, solver == "SGD" and { momentum = 0.9 } or nil)
end

--- The schedule of a case, made for an optimizer.
local function make(case, o)
  local env = setmetatable({ o = o }, { __index = optim })
  return assert(load("return " .. case.schedule, "=case", "t", env))()
end

local function step(schedule, t)
  if schedule.needsMetric then schedule:step(golden.metrics[t]) else schedule:step() end
end

local function rates(o)
  local first = o.groups[1]
  return { o.groups[1].lr, o.groups[2].lr, first.betas and first.betas[1] or first.momentum }
end

local function near(expected, got)
  for i, number in ipairs(expected) do
    if math.abs(number - got[i]) > 1e-12 + 1e-9 * math.abs(number) then return false end
  end
  return true
end

local function assertRates(expected, o, t)
  local got = rates(o)
  assert(near(expected, got), ("step %d: expected %s, got %s"):format(t,
    table.concat(expected, " "), table.concat(got, " ")))
end

describe("schedules as PyTorch's:", function()
  for _, case in ipairs(golden) do
    it(case.schedule, function()
      local o = optimizer(case.solver)
      local schedule = make(case, o)
      assertRates(case.rates[0], o, 0)
      for t = 1, #case.rates do
        step(schedule, t)
        assertRates(case.rates[t], o, t)
      end
      assert.same({ o.groups[1].lr, o.groups[2].lr }, schedule:lastLr())
    end)

    it(case.schedule .. ", resumed", function()
      local o = optimizer(case.solver)
      local schedule = make(case, o)
      for t = 1, 9 do step(schedule, t) end
      local path = os.tmpname()
      dl.save(path, { optimizer = o:stateDict(), schedule = schedule:stateDict() })
      local saved = dl.load(path)
      os.remove(path)
      for _, optimizerFirst in ipairs { true, false } do
        local other = optimizer(case.solver)
        if optimizerFirst then other:loadStateDict(saved.optimizer) end
        local again = make(case, other)
        again:loadStateDict(saved.schedule)
        if not optimizerFirst then other:loadStateDict(saved.optimizer) end
        assert.same(rates(o), rates(other))
        for t = 10, 24 do
          step(again, t)
          assertRates(case.rates[t], other, t)
        end
      end
    end)
  end
end)

describe("schedules", function()
  it("refuse what makes no sense", function()
    local o = optimizer "SGD"
    local function refuses(pattern, fn) assert.error_matches(fn, pattern) end
    refuses("an optimizer expected", function() optim.StepLR({}, 3) end)
    refuses("stepSize is missing", function() optim.StepLR(o) end)
    refuses("stepSize must be a number", function() optim.StepLR(o, "often") end)
    refuses("no option rate", function() optim.StepLR(o, 3, { rate = 1 }) end)
    refuses("a function expected", function() optim.LambdaLR(o, 0.5) end)
    refuses("3 entries, there are 2 groups", function() optim.SWALR(o, { 1, 2, 3 }) end)
    refuses("totalSteps", function() optim.OneCycleLR(o, 0.1) end)
    refuses("cycleMomentum = false", function()
      optim.OneCycleLR(optimizer "Adagrad", 0.1, { totalSteps = 3 })
    end)
    refuses("step 3 of a cycle of 2", function()
      local schedule = optim.OneCycleLR(o, 0.1, { totalSteps = 2 })
      for _ = 1, 3 do schedule:step() end
    end)
    refuses("1 milestones expected", function()
      optim.SequentialLR(o, { optim.StepLR(o, 1), optim.StepLR(o, 1) }, {})
    end)
    refuses("entry 1 is no schedule", function()
      optim.ChainedScheduler { optim.ReduceLROnPlateau(o) }
    end)
    refuses("a number expected, got nil", function() optim.ReduceLROnPlateau(o):step() end)
    refuses("rates of 1 groups", function() optim.StepLR(o, 1):loadStateDict { lastLr = { 1 } } end)
  end)
end)
