--- Operators defined in Lua.
-- dl.operator{name=, sig=, forward=, backward=, doc=, sample=, error=} adds a row to the operator table and
-- returns the function that calls it; dl.NAME and, when the first parameter is a Tensor, x:NAME exist from then on.
--
-- `forward(ctx, ...)` gets the arguments that `sig` declares and returns one or more tensors.
-- Without `backward` it is a composite: the tape follows the operators inside it.
-- With `backward(ctx, gradient, ...)` the tape does not look inside: it gets a gradient for each result and
-- returns one for each argument (nil where there is none). `ctx:save(t, ...)` in forward keeps tensors for
-- `ctx:saved()` in backward; `ctx.needs[i]` says whether argument i's gradient is asked for. What is
-- computed in backward from operators can be differentiated again.
local core = require "dlua.core"

local context = core.contextMetatable
context.__index = context

function context.save(ctx, ...)
  local versions = {}
  for i, t in ipairs { ... } do
    if not core.isTensor(t) then core.raise("ctx:save: item " .. i .. ": expected a Tensor, got " .. type(t)) end
    versions[i] = t:version()
  end
  ctx.saved_, ctx.versions_ = { ... }, versions
end

function context.saved(ctx)
  local list = ctx.ready_ or ctx.saved_ or {}
  for i, t in ipairs(list) do
    if t:version() ~= ctx.versions_[i] then
      core.raise("ctx:saved: tensor " .. i .. " was overwritten in place after it was saved")
    end
  end
  return table.unpack(list)
end

return function(definition)
  if type(definition) ~= "table" then
    core.raise("operator: expected a table {name=, sig=, forward=, ...}, got " .. type(definition))
  end
  local call = core.defineOperator(definition)
  rawset(require "dlua", definition.name, call)
  if definition.sig:match("^%s*%w+%s*:%s*Tensor") then core.methods[definition.name] = call end
  return call
end
