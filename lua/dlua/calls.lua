-- Where the functions lie that compute a module or make a step of an optimizer: the classes and
-- objects which hold one of their own. The profiler puts itself before them while it runs, so that
-- such a call costs nothing when it does not.

local calls = {
  keys = {
    module = { "__forward", "forward", "updateOutput" },
    optimizer = { "step", "stepScaled" },
  },
}

calls.holders = setmetatable({}, { __mode = "k" })  -- of what kind each is

--- A class has got a function under one of the keys of this kind.
function calls.note(holder, kind)
  calls.holders[holder] = kind
  if calls.noted then calls.noted(holder) end
end

return calls
