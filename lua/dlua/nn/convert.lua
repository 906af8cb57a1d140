-- Another dtype or device for all tensors of a module.

local dl = require "dlua"
local walk = require "dlua.nn.walk"

-- What may be said for a dtype; of these only floats can be learned.
local dtypes = {
  float = "float32", double = "float64", half = "float16", ["torch.FloatTensor"] = "float32",
  ["torch.DoubleTensor"] = "float64", ["torch.HalfTensor"] = "float16",
  ["torch.CudaTensor"] = "cuda",
}
for _, dtype in ipairs { "float64", "float32", "float16", "bfloat16" } do dtypes[dtype] = dtype end
local integers = { int64 = true, int32 = true, uint8 = true, bool = true }

--- All of a tensor is converted before any of it changes: what fails leaves it as it was.
local function convertTensor(tensor, target)
  if target:find("float", 1, true) and not tensor.dtype:find("float", 1, true) then return end
  if tensor.requiresGrad and not tensor.isLeaf then return end  -- computed: it comes anew
  local gradient = tensor.grad
  local values, newGradient = tensor:detach():to(target), gradient and gradient:to(target)
  if gradient then tensor.grad = nil end
  tensor:alias_(values)
  if gradient then tensor.grad = newGradient end
end

--- See Module:to.
return function(module, target)
  if type(target) ~= "string" or integers[target] then
    dl.core.raise(("%s: to: a dtype of floats or a device expected, got %s"):format(module.__name,
      tostring(target)))
  end
  target = dtypes[target] or target
  walk.visitUnnamed(module, function(tensor) convertTensor(tensor, target) end, function(part)
    if getmetatable(part) then part:bindGradients() end
  end)
end
