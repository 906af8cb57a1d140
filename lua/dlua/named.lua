-- Functions that have a name, by which files can refer to them: a file never holds code.

local dl = require "dlua"

local named = { byName = {}, nameOf = setmetatable({}, { __mode = "k" }) }

--- Give a function a name, so that what holds it can be saved, and loaded where the same name was
-- given before: shift.forward = nn.named("shift", function(self, x) ... end). Returns the function.
function named.define(name, fn)
  if type(name) ~= "string" or name == "" or type(fn) ~= "function" then
    dl.core.raise(("nn.named: a name and a function expected, got %s and %s"):format(type(name),
      type(fn)))
  end
  named.byName[name], named.nameOf[fn] = fn, name
  return fn
end

return named
