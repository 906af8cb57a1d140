-- optim.Averaged: averages of the weights along the way, the parent of optim.EMA and optim.SWA.

local dl = require "dlua"
local class = require "dlua.class"
local walk = require "dlua.nn.walk"

local Averaged = class.new("optim.Averaged")

Averaged.doc = [[
optim.Averaged: the parent of optim.EMA and optim.SWA, which keep averages of all parameters of a
module.

  local average = optim.EMA(net, { decay = 0.999 })
  ...; optimizer:step(); average:update()
  average:apply(function() return evaluate(net) end)   net computes with the averages meanwhile

update() takes the weights as they are into the average; the first time the average is what they
are. swap() exchanges weights and averages, a second swap() exchanges them back; apply(fn, ...)
calls fn between two of them, also when fn fails. copyTo(module) writes the averages into a module
of the same kind. stateDict() and loadStateDict(state) save and go on. The other float tensors of a
module (the running means of a batch norm) are averaged with {buffers = true}, else they are the
module's.]]

local function isFloat(tensor)
  return tensor.dtype:find("float", 1, true) ~= nil
end

--- The tensors that are averaged, in the order of the module.
local function tensorsOf(module, buffers)
  local list = {}
  walk.visitUnnamed(module, function(tensor)
    if tensor.requiresGrad or (buffers and isFloat(tensor)) then list[#list + 1] = tensor end
  end)
  return list
end

function Averaged:__init(module, options)
  if type(module) ~= "table" then
    dl.core.raise(self.__name .. ": a module or a list of parameters expected")
  end
  for key, default in pairs(self.defaults) do self[key] = default end
  require("dlua.optim.options").check(self.__name, options or {}, self.defaults)
  for key, value in pairs(options or {}) do self[key] = value end
  self.tensors, self.averages, self.count = tensorsOf(module, self.buffers), {}, 0
  if #self.tensors == 0 then dl.core.raise(self.__name .. ": there is nothing to average") end
  for i, tensor in ipairs(self.tensors) do self.averages[i] = tensor:detach():clone() end
end

--- Take the weights as they are into the average.
function Averaged:update()
  if self.swapped then
    dl.core.raise(self.__name .. ": update while the averages are in the place of the weights")
  end
  dl.noGrad(function()
    local weight = self.count == 0 and 1 or self:weight(self.count)
    for i, tensor in ipairs(self.tensors) do
      if weight == 1 then
        self.averages[i]:copy_(tensor)
      else
        self.averages[i]:lerp_(tensor, weight)
      end
    end
  end)
  self.count = self.count + 1
end

--- Exchange the weights and the averages.
function Averaged:swap()
  dl.noGrad(function()
    for i, tensor in ipairs(self.tensors) do
      local kept = tensor:clone()
      tensor:copy_(self.averages[i])
      self.averages[i]:copy_(kept)
    end
  end)
  self.swapped = not self.swapped
end

--- fn(...) with the averages in the place of the weights, and what it returns.
function Averaged:apply(fn, ...)
  self:swap()
  local results = table.pack(pcall(fn, ...))
  self:swap()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- Write the averages into a module with the same tensors.
function Averaged:copyTo(module)
  local targets = tensorsOf(module, self.buffers)
  if #targets ~= #self.averages then
    dl.core.raise(("%s: copyTo: %d tensors, the averages are %d"):format(self.__name, #targets,
      #self.averages))
  end
  dl.noGrad(function()
    for i, target in ipairs(targets) do target:copy_(self.averages[i]) end
  end)
end

function Averaged:stateDict()
  return { count = self.count, averages = self.averages }
end

function Averaged:loadStateDict(state)
  if type(state) ~= "table" or type(state.averages) ~= "table"
    or #state.averages ~= #self.averages then
    dl.core.raise(("%s: loadStateDict: %d averages expected"):format(self.__name, #self.averages))
  end
  dl.noGrad(function()
    for i, average in ipairs(self.averages) do average:copy_(state.averages[i]) end
  end)
  self.count = state.count
end

return Averaged
