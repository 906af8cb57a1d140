-- Which tensors of a module are parameters: those that ask for a gradient, and those that did
-- until they were frozen. The other tensors in its fields are its buffers.

local learned = {}

local marked = setmetatable({}, { __mode = "k" })

--- Note that a tensor is a parameter, even while it asks for no gradient. Returns the tensor.
function learned.mark(tensor)
  marked[tensor] = true
  return tensor
end

--- Whether a tensor is a parameter that learns at present. What was computed is none.
function learned.now(tensor)
  return tensor.requiresGrad and tensor.isLeaf
end

--- Whether a tensor is a parameter, frozen or not.
function learned.ever(tensor)
  return marked[tensor] or learned.now(tensor)
end

--- Whether a tensor is a parameter that is frozen.
function learned.isFrozen(tensor)
  return marked[tensor] ~= nil and not tensor.requiresGrad
end

return learned
