-- The optimizers against PyTorch's, for 100 steps in float64 (tests/golden/optim).
local dl = require "dlua"
local support = require "tests.support"
local golden = dofile "tests/golden/optim/steps.lua"

local function float64(table) return dl.tensor(table, "float64") end

local function title(case)
  local parts = {}
  for name, value in pairs(case.options) do
    value = type(value) == "table" and table.concat(value, "/") or tostring(value)
    parts[#parts + 1] = name .. " = " .. value
  end
  table.sort(parts)
  return ("%s (%s)"):format(case.class, table.concat(parts, ", "))
end

--- Which rows of its gradient SparseAdam gets at a step.
local function sparse(gradient, step)
  if step % 3 ~= 2 then gradient[step % 3 == 0 and 2 or 1] = 0 end
  return gradient
end

describe("optim against PyTorch:", function()
  for _, case in ipairs(golden.cases) do
    it(title(case), function()
      local parameters = {}
      for i in ipairs(case.after[1]) do
        parameters[i] = float64(golden.starts[i]):requiresGrad_(true)
      end
      local optimizer = dl.optim[case.class](parameters, case.options)
      for step = 1, 100 do
        for i, p in ipairs(parameters) do
          p.grad = float64(golden.scales[i]) * (p:detach() - float64(golden.goals[i]))
          if case.class == "SparseAdam" then sparse(p.grad, step) end
        end
        optimizer:step()
        for i, expected in ipairs(case.after[step] or {}) do
          support.close(parameters[i]:detach(), expected, 1e-12)
        end
      end
    end)
  end
end)
