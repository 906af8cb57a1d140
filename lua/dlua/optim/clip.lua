-- Clipping of gradients: optim.clipGradNorm_, optim.clipGradValue_ and optim.gradNorm.

local dl = require "dlua"

local clip = {}

--- The gradients of a list of parameters, of a tensor or of a module.
local function gradientsOf(name, parameters)
  if dl.isTensor(parameters) then parameters = { parameters } end
  if type(parameters) == "table" and type(parameters.parameters) == "function" then
    parameters = parameters:parameters()  -- a module, an optimizer
  end
  if type(parameters) ~= "table" then
    dl.core.raise(("optim.%s: a list of parameters expected, got a %s"):format(name,
      type(parameters)))
  end
  local list = {}
  for _, parameter in ipairs(parameters) do list[#list + 1] = parameter.grad end
  return list
end

--- fn of each gradient (in 32 bits at least: squares of 16-bit floats overflow), as one tensor.
local function each(gradients, fn)
  local list, first = {}, nil
  for i, gradient in ipairs(gradients) do
    local isHalf = gradient.dtype == "float16" or gradient.dtype == "bfloat16"
    local result = fn(isHalf and gradient:float() or gradient)
    first = first or result
    list[i] = result:to(first)
  end
  return dl.stack(list)
end

--- The norm of all of them as one vector, from what each gives to it: nothing is copied together.
local function normOf(gradients, kind)
  if #gradients == 0 then return dl.tensor(0.0) end
  if kind == 2 then
    return each(gradients, function(g) return g:square():sum() end):sum():sqrt()
  elseif kind == math.huge then
    return each(gradients, function(g) return g:abs():max() end):max()
  end
  return each(gradients, function(g) return g:norm(kind) end):norm(kind)
end

--- The norm of all gradients together, as a tensor. `kind`: 2, any number, or math.huge for the
-- largest magnitude.
function clip.gradNorm(parameters, kind)
  return dl.noGrad(normOf, gradientsOf("gradNorm", parameters), kind or 2)
end

local function scaleTo(gradients, most, kind, errorIfNonfinite)
  local norm = normOf(gradients, kind)
  if errorIfNonfinite and not norm:isfinite():item() then
    dl.core.raise(("optim.clipGradNorm_: the norm of the gradients is %s"):format(norm:item()))
  end
  local factor = (most / (norm + 1e-6)):clamp_(nil, 1)
  for _, gradient in ipairs(gradients) do gradient:mul_(factor:to(gradient)) end
  return norm
end

--- Make all gradients shorter, in place, by one factor, so that their norm as one vector is at most
-- `most`. Returns the norm that it was, a tensor. Options: normType (2; math.huge for the largest
-- magnitude), errorIfNonfinite (false). As in PyTorch.
--
--   loss:backward(); optim.clipGradNorm_(net:parameters(), 1.0); optimizer:step()
function clip.clipGradNorm_(parameters, most, options)
  if type(most) ~= "number" then
    dl.core.raise("optim.clipGradNorm_: the largest norm expected as the second argument")
  end
  if type(options) == "number" then options = { normType = options } end
  options = options or {}
  return dl.noGrad(scaleTo, gradientsOf("clipGradNorm_", parameters), most, options.normType or 2,
    options.errorIfNonfinite)
end

--- Bring every number of all gradients between -most and most, in place. As in PyTorch.
function clip.clipGradValue_(parameters, most)
  if type(most) ~= "number" then
    dl.core.raise("optim.clipGradValue_: the largest value expected as the second argument")
  end
  dl.noGrad(function()
    for _, gradient in ipairs(gradientsOf("clipGradValue_", parameters)) do
      gradient:clamp_(-most, most)
    end
  end)
end

return clip
