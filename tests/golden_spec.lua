-- Every operator against PyTorch's answers in tests/golden/ (its README.md describes the files).
-- One test per operator: `--filter '^golden answers of PyTorch layerNorm$'` runs one alone.
local dl = require "dlua"
local lfs = require "lfs"
local support = require "tests.support"

local folder = debug.getinfo(1, "S").source:match("^@(.*)golden_spec%.lua$") .. "golden/"

-- Where dlua may be further from PyTorch than support.tolerances, and why.
local tolerances = {
  -- PyTorch's trigamma, the gradient of digamma, is good to some ten digits.
  digamma = { float64 = { relative = 1e-9, absolute = 1e-9 } },
  -- PyTorch's backward multiplies by 1/6 in float32.
  hardSigmoid = { float64 = { relative = 1e-7, absolute = 1e-7 } },
  -- One element has no spread: both gradients are rounding errors, times 1 / sqrt(epsilon).
  layerNorm = { float32 = { relative = 1e-5, absolute = 2e-5 } },
  -- PyTorch's gradient is exp(x - result) at x = 1000, where a float32 is good to 6e-5.
  logsumexp = { float32 = { relative = 5e-5, absolute = 1e-6 } },
}

-- Functions made of steps (norm: with p = 0, which counts). PyTorch gives them a gradient of zeros; that the result wants no
-- gradient at all says the same.
local constantAlmostEverywhere = {
  sign = true, floor = true, ceil = true, round = true, trunc = true, div = true,
  norm = true,
}

local function operatorNames()
  local names = {}
  for file in lfs.dir(folder) do
    names[#names + 1] = file:match("^(.*)%.lua$")
  end
  table.sort(names)
  return names
end

-- The arguments of a case with a tensor for every description. Each of them is put into `inputs`.
local function made(value, inputs)
  if type(value) ~= "table" then
    return value
  elseif value.data then
    local tensor, stored = support.tensor(value)
    if value.grad then
      tensor:requiresGrad_(true)
    end
    inputs[#inputs + 1] = { tensor = tensor, stored = stored, description = value }
    return tensor
  end
  local copy = {}
  for k, v in pairs(value) do
    copy[k] = made(v, inputs)
  end
  return copy
end

local function check(difference, ...)
  if difference then
    error(table.concat({ ... }, " ") .. ": " .. difference, 0)
  end
end

local function allZero(data)
  for _, v in ipairs(data) do
    if v ~= 0 then
      return false
    end
  end
  return true
end

-- Send PyTorch's upstream gradients into the results; whether a gradient was wanted at all.
local function runBackward(name, results, expected)
  local last
  for i, result in ipairs(expected) do
    local wants = results[i].requiresGrad
    if not result.upstream and wants then
      error("result " .. i .. " requires a gradient, PyTorch's does not", 0)
    elseif result.upstream and wants then
      last = i
    elseif result.upstream and not constantAlmostEverywhere[name] then
      error("result " .. i .. " requires no gradient, PyTorch's does", 0)
    end
  end
  for i, result in ipairs(expected) do
    if result.upstream and last then
      local upstream = { dtype = result.dtype, shape = result.shape, data = result.upstream }
      results[i]:backward(support.tensor(upstream), { retainGraph = i < last })
    end
  end
  return last ~= nil
end

local function checkGradients(inputs, backwardRan, tolerance)
  for i, input in ipairs(inputs) do
    local data, dtype = input.description.grad, input.description.dtype
    local difference
    if data and backwardRan then
      local expected = { dtype = dtype, shape = input.tensor:size(), data = data }
      difference = support.difference(input.tensor.grad, expected, tolerance[dtype])
    elseif data and not allZero(data) then
      difference = "missing, and PyTorch's is not zero"
    end
    check(difference, "gradient of tensor", i)
  end
end

local function runCase(name, case)
  local tolerance, inputs = tolerances[name] or {}, {}
  local arguments = made(case.args, inputs)
  local results = table.pack(dl[name](table.unpack(arguments)))
  if results.n ~= #case.results then
    error("expected " .. #case.results .. " results, got " .. results.n, 0)
  end
  for i, expected in ipairs(case.results) do
    check(support.difference(results[i], expected, tolerance[expected.dtype]), "result", i)
  end
  checkGradients(inputs, runBackward(name, results, case.results), tolerance)
  for i, input in ipairs(inputs) do
    local d = input.description
    local before = { dtype = d.dtype, shape = d.shape, data = d.data }
    check(support.difference(input.stored, before), "tensor", i, "was overwritten")
  end
end

describe("golden answers of PyTorch", function()
  for _, name in ipairs(operatorNames()) do
    it(name, function()
      assert(dl[name], "dl." .. name .. " does not exist")
      local failures = {}
      local cases = dofile(folder .. name .. ".lua")
      for i, case in ipairs(cases) do
        local ok, message = pcall(runCase, name, case)
        if not ok then
          failures[#failures + 1] = ("case %d (%s): %s"):format(i, case.case, message)
        end
      end
      if #failures > 0 then
        error(("%d of %d cases of %s fail\n%s"):format(#failures, #cases, name,
          table.concat(failures, "\n")), 0)
      end
    end)
  end
end)
