-- optim: what makes a model learn. Two forms of the same solvers:
--
--   optimizer = optim.SGD(net:parameters(), { lr = 0.1 })     objects, with autograd: after
--   optimizer:zeroGrad(); loss:backward(); optimizer:step()   backward a step over all parameters
--
--   optim.sgd(feval, x, config, state)                        Torch7's functions: feval(x) gives
--                                                             the loss and its gradient
-- A class is a file of its own name in this folder, loaded when it is first used.

local optim = {}

-- Families that share one file: a table of classes by name.
local families = { "schedules", "cycles", "sequences" }

local function exists(name)
  return package.loaded[name] or package.preload[name] or package.searchpath(name, package.path)
end

local function findClass(key)
  local name = "dlua.optim." .. key
  if exists(name) then return require(name) end
  for _, family in ipairs(families) do
    local member = require("dlua.optim." .. family)[key]
    if member then return member end
  end
end

setmetatable(optim, {
  __families = families,  -- for the completion of names at the prompt
  __index = function(self, key)
    -- A saved file may ask for any name: nothing but a word may reach the file system.
    if type(key) ~= "string" or not key:find("^%a%w*$") then return nil end
    local found
    if key == "ConfusionMatrix" then  -- where Torch7 has it
      found = require "dlua.train.ConfusionMatrix"
    elseif key:find("^%u") then
      found = findClass(key)
    else
      found = require("dlua.optim.functional")[key]
    end
    rawset(self, key, found)
    return found
  end,
})

return optim
