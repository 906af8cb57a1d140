-- getParameters: every parameter of a module in one flat tensor, and every gradient in another.
-- The parameters become views of the first and their gradients views of the second, so that a
-- solver which knows only vectors (optim.sgd, L-BFGS) trains any module.
--
-- What has been flattened once keeps its place: asking again, or asking a part of the module, gives
-- views of the same two tensors. (Torch7 moved everything anew each time and left the older vectors
-- dead, torch/nn#563.)

local dl = require "dlua"
local gradients = require "dlua.nn.gradients"

local flat = {}

-- parameter -> { values, gradients, offset }: the flat tensors it is a part of, and its place
-- (from 1)
local places = setmetatable({}, { __mode = "k" })

local function isStillThere(parameter, place)
  return place ~= nil and parameter:sharesStorage(place.values)
    and parameter:storageOffset() == place.values:storageOffset() + place.offset - 1
end

--- The two tensors, when the parameters already lie in them one after the other; else nil.
local function existing(parameters)
  local first, expected = places[parameters[1]], nil
  for _, parameter in ipairs(parameters) do
    local place = places[parameter]
    if not isStillThere(parameter, place) or place.values ~= first.values then return nil end
    if expected and place.offset ~= expected then return nil end
    expected = place.offset + parameter:numel()
  end
  local count = expected - first.offset
  if count == first.values:numel() then return first.values, first.gradients end
  return first.values:narrow(1, first.offset, count), first.gradients:narrow(1, first.offset, count)
end

local function check(parameters)
  local first = parameters[1]
  for _, parameter in ipairs(parameters) do
    if parameter.dtype ~= first.dtype or parameter.device ~= first.device then
      dl.core.raise(("getParameters: no tensor holds both %s on %s and %s on %s: use to()"):format(
        first.dtype, first.device, parameter.dtype, parameter.device))
    end
  end
end

local function total(parameters)
  local count = 0
  for _, parameter in ipairs(parameters) do count = count + parameter:numel() end
  return count
end

--- Move one parameter and its gradient into their places in the flat tensors.
local function move(parameter, values, flatGradients, offset)
  local count, shape = parameter:numel(), parameter.shape
  local view = values:narrow(1, offset, count):view(shape)
  local gradientView = flatGradients:narrow(1, offset, count):view(shape)
  view:copy_(parameter:detach())
  if parameter.grad then gradientView:copy_(parameter.grad) end
  parameter:alias_(view)
  gradients.pin(parameter, gradientView)
  places[parameter] = { values = values, gradients = flatGradients, offset = offset }
  return offset + count
end

--- The flat values and the flat gradients of a list of parameters.
function flat.of(parameters)
  if #parameters == 0 then return dl.empty(0), dl.empty(0) end
  local values, flatGradients = existing(parameters)
  if values then return values, flatGradients end
  check(parameters)
  local options = { dtype = parameters[1].dtype, device = parameters[1].device }
  values = dl.empty(total(parameters), options)
  flatGradients = dl.zeros(total(parameters), options)
  local offset = 1
  for _, parameter in ipairs(parameters) do
    offset = move(parameter, values, flatGradients, offset)
  end
  return values, flatGradients
end

return flat
