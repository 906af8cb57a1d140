-- optim.SGD and optim.Adam against PyTorch's, for 100 steps in float64 (tests/golden/optim).
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

describe("optim against PyTorch:", function()
  for _, case in ipairs(golden.cases) do
    it(title(case), function()
      local parameters = {}
      for i, start in ipairs(golden.starts) do
        parameters[i] = float64(start):requiresGrad_(true)
      end
      local optimizer = dl.optim[case.class](parameters, case.options)
      for step = 1, 100 do
        for i, p in ipairs(parameters) do
          p.grad = float64(golden.scales[i]) * (p:detach() - float64(golden.goals[i]))
        end
        optimizer:step()
        for i, expected in ipairs(case.after[step] or {}) do
          support.close(parameters[i]:detach(), expected, 1e-12)
        end
      end
    end)
  end
end)
