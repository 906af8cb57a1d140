-- Master weights: for parameters held in 16 bits a float32 copy of each, which the solver moves and
-- from which the parameter is written after every step. Small steps add up there; in 16 bits they
-- would be rounded away.

local masters = {}

--- Which writes of a parameter a master has seen, by master: what others write goes into it, too.
local seen = setmetatable({}, { __mode = "k" })

function masters.isHalf(tensor) return tensor.dtype == "float16" or tensor.dtype == "bfloat16" end

--- The master of parameter i as it is now; false where the parameter itself is wide enough.
local function masterOf(group, i, parameter)
  local master = group.masters[i]
  if master == nil then
    master = masters.isHalf(parameter) and parameter:detach():float()
    group.masters[i] = master
  elseif master and seen[master] and seen[master] ~= parameter:version() then
    master:copy_(parameter:detach())
  end
  return master
end

--- The list that the solver moves, with gradients `factor` times those of the parameters.
local function prepare(group, factor)
  local list = {}
  for i, parameter in ipairs(group.parameters) do
    local master, gradient = masterOf(group, i, parameter), parameter.grad
    list[i] = master or parameter
    if master then
      master.grad = gradient and gradient:float():mul_(factor)
    elseif gradient and factor ~= 1 then
      gradient:mul_(factor)
    end
  end
  return list
end

--- Call step() with the masters of a group in the place of its parameters, which then follow.
function masters.step(group, factor, step)
  local parameters = group.parameters
  group.parameters = prepare(group, factor)
  local done, problem = pcall(step)
  group.parameters = parameters
  for i, parameter in ipairs(parameters) do
    local master = group.masters[i]
    if master then
      if done and master.grad then parameter:copy_(master) end
      seen[master] = parameter:version()
      master.grad = nil
    end
  end
  if not done then error(problem, 0) end
end

return masters
