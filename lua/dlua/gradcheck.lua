--- Gradients against finite differences.
-- dl.gradcheck(fn, inputs, {eps=, atol=, rtol=, order=}) -> true, or an error that shows the worst element.
--
-- fn is called with the inputs (float64 tensors; those that require gradients are checked) and returns one or more
-- tensors. The check is of d(v . outputs)/d(inputs) for a random v: every element of every input is moved by
-- +-eps (central differences, error of order eps^2). For order 2 the gradient itself is put through the same
-- check, as a function of the inputs and of v.
local dl = require "dlua"

local function pack(...) return { n = select("#", ...), ... } end

--- Outputs that carry gradients, and a fixed random direction for each.
local function outputsOf(fn, inputs)
  local outputs = {}
  for _, y in ipairs(pack(fn(table.unpack(inputs, 1, inputs.n)))) do
    if dl.isTensor(y) and y.dtype:match("float") then outputs[#outputs + 1] = y end
  end
  return outputs
end

local function directionsFor(outputs)
  local directions = {}
  for i, y in ipairs(outputs) do directions[i] = dl.rand(y.shape, y.dtype) + 0.5 end
  return directions
end

local function projection(outputs, directions)
  local total = 0
  for i, y in ipairs(outputs) do total = total + (y:detach() * directions[i]):sum():item() end
  return total
end

--- The positions of all elements of a tensor, one after another.
local function positions(x)
  local shape, position = x.shape, {}
  for d = 1, #shape do position[d] = 1 end
  local left = x:numel()
  return function()
    if left == 0 then return nil end
    left = left - 1
    local now = table.move(position, 1, #position, 1, {})
    for d = #shape, 1, -1 do
      position[d] = position[d] + 1
      if position[d] <= shape[d] then break end
      position[d] = 1
    end
    return now
  end
end

local function describe(kind, i, position, analytic, numeric)
  return string.format("gradcheck: %s of input %d at {%s}: %.10g by backward, %.10g by differences",
    kind, i, table.concat(position, ","), analytic, numeric)
end

--- Compare the analytic gradients with differences of `value(inputs)`.
local function compare(kind, value, checked, gradients, options)
  for _, i in ipairs(checked.indices) do
    local x = checked.inputs[i]
    local plain, gradient = x:detach(), gradients[i]
    for position in positions(x) do
      local at = table.unpack(position)
      local old = plain:item(table.unpack(position))
      local function moved(by)
        if at then plain[position] = old + by else plain:fill_(old + by) end
        return value()
      end
      local numeric = (moved(options.eps) - moved(-options.eps)) / (2 * options.eps)
      moved(0)
      local analytic = gradient and gradient:item(table.unpack(position)) or 0
      local bound = options.atol + options.rtol * math.abs(numeric)
      if not (math.abs(analytic - numeric) <= bound) and not (analytic ~= analytic and numeric ~= numeric) then
        error(describe(kind, i, position, analytic, numeric), 0)
      end
    end
  end
end

local function checkedInputs(inputs)
  local indices = {}
  for i = 1, inputs.n do
    if dl.isTensor(inputs[i]) and inputs[i].requiresGrad and inputs[i].isLeaf then indices[#indices + 1] = i end
  end
  return { inputs = inputs, indices = indices }
end

local function analyticGradients(outputs, directions, checked, options)
  local wanted, found = {}, {}
  for k, i in ipairs(checked.indices) do wanted[k] = checked.inputs[i] end
  local live, upstream = {}, {}
  for i, y in ipairs(outputs) do
    if y.requiresGrad then live[#live + 1], upstream[#upstream + 1] = y, directions[i] end
  end
  if #live == 0 then return found end
  local list = dl.grad(live, wanted, {
    gradOutputs = upstream, allowUnused = true, createGraph = options.createGraph,
  })
  for k, i in ipairs(checked.indices) do found[i] = list[k] end
  return found
end

--- First-order gradients as a function: of the inputs, and of the directions, which come behind them.
local function gradientFunction(fn, inputs)
  local n = inputs.n
  return function(...)
    local all = pack(...)
    local own = table.move(all, 1, n, 1, { n = n })
    local directions = table.move(all, n + 1, all.n, 1, {})
    local outputs = outputsOf(fn, own)
    local gradients = analyticGradients(outputs, directions, checkedInputs(own), { createGraph = true })
    local list = {}
    for i = 1, n do
      if gradients[i] then list[#list + 1] = gradients[i] end
    end
    return table.unpack(list)
  end
end

local function check(fn, inputs, options, order)
  local checked = checkedInputs(inputs)
  local outputs = outputsOf(fn, inputs)
  local directions = directionsFor(outputs)
  local gradients = analyticGradients(outputs, directions, checked, {})
  compare(order == 1 and "gradient" or "second gradient", function()
    return projection(outputsOf(fn, inputs), directions)
  end, checked, gradients, options)
  return directions
end

return function(fn, inputs, options)
  options = options or {}
  local limits = {
    eps = options.eps or 1e-6, atol = options.atol or 1e-5, rtol = options.rtol or 1e-3,
  }
  if dl.isTensor(inputs) then inputs = { inputs } end
  local list = table.move(inputs, 1, inputs.n or #inputs, 1, { n = inputs.n or #inputs })
  local directions = check(fn, list, limits, 1)
  if (options.order or 1) >= 2 and #directions > 0 then
    local both = table.move(list, 1, list.n, 1, { n = list.n + #directions })
    for i, direction in ipairs(directions) do
      both[list.n + i] = direction:detach():requiresGrad_(true)
    end
    check(gradientFunction(fn, list), both, limits, 2)
  end
  return true
end
