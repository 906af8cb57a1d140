-- Torch7's functions, by name: where each one lies.

local files = {
  sgd = "descent", nag = "descent", asgd = "adaptive",
  adam = "descent", adamw = "adaptive", adamax = "adaptive", adagrad = "adaptive",
  adadelta = "adaptive", rmsprop = "adaptive", rprop = "adaptive",
  lbfgs = "lbfgs", lswolfe = "lbfgs", cg = "cg", fista = "fista", FistaLS = "fista",
  de = "evolution", cmaes = "cmaes", checkgrad = "checkgrad",
}

return setmetatable({}, {
  __methods = files,  -- for the completion of names at the prompt
  __index = function(self, key)
    local found = files[key] and require("dlua.optim.functional." .. files[key])[key]
    rawset(self, key, found)
    return found
  end,
})
