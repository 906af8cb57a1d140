-- Where the gradients of parameters live. Usually backward makes them and zeroGrad drops them,
-- which is cheapest. A pinned gradient is seen from elsewhere too (a part of the flat vector of
-- getParameters, or the gradWeight of a module in Torch7's style) and is only ever written in
-- place.

local dl = require "dlua"
local learned = require "dlua.nn.learned"
local walk = require "dlua.nn.walk"

local gradients = {}

local pinned = setmetatable({}, { __mode = "k" })

--- Make `gradient` the gradient of `parameter`, for good.
function gradients.pin(parameter, gradient)
  parameter.grad = gradient
  pinned[parameter] = true
end

--- Let go of all of them: drop the gradient, or set it to zero where it is pinned.
function gradients.zero(parameters)
  for i = 1, #parameters do
    local parameter = parameters[i]
    local held = pinned[parameter] and parameter.grad
    if held then
      held:zero_()
    else
      parameter.grad = nil
    end
  end
end

--- Add scale * gradient to the gradient of a parameter.
function gradients.add(parameter, gradient, scale)
  local held = parameter.grad
  if held then
    held:add_(gradient, scale)
  else
    parameter.grad = scale == 1 and gradient or gradient * scale
  end
end

--- The gradients of parameters, zeros where there were none.
function gradients.of(parameters)
  local list = {}
  for i, parameter in ipairs(parameters) do
    if not parameter.grad then parameter.grad = dl.zerosLike(parameter:detach()) end
    list[i] = parameter.grad
  end
  return list
end

-- "weight" -> "gradWeight"
local gradientNames = setmetatable({}, { __index = function(self, key)
  local name = "grad" .. key:sub(1, 1):upper() .. key:sub(2)
  rawset(self, key, name)
  return name
end })

--- Torch7's name for the gradient of a field: "gradWeight" for "weight".
function gradients.nameOf(key)
  return gradientNames[key]
end

--- Torch7's fields: the gradient of the parameter `weight` is `gradWeight`. Where a class made
-- both, the weight becomes a parameter with this gradient; where it made a parameter, its gradient gets
-- the other name. From then on the two names lead to one tensor.
function gradients.expose(module)
  if getmetatable(module) == nil then return end
  for _, key in ipairs(rawget(module, "_order") or {}) do
    local tensor = rawget(module, key)
    if type(key) == "string" and dl.isTensor(tensor) and not walk.isTransient(module, key) then
      local name = gradientNames[key]
      local own = rawget(module, name)
      if own and not learned.ever(tensor) then tensor.requiresGrad = true end
      if own or learned.now(tensor) then
        learned.mark(tensor)
        if not pinned[tensor] then
          gradients.pin(tensor, own or tensor.grad or dl.zerosLike(tensor:detach()))
        end
        rawset(module, name, tensor.grad)
      end
    end
  end
end

return gradients
