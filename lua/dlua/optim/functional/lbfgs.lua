-- Torch7's optim.lbfgs and its line search optim.lswolfe.

local dl = require "dlua"
local quasiNewton = require "dlua.optim.quasiNewton"
local strongWolfe = require "dlua.optim.strongWolfe"

local functions = {}

local function dot(a, b) return a:dot(b):item() end

--- A line search from x along d, from the step t; f, g and gtd are the value, the gradient and the
-- slope at x. options: c1 (1e-4), c2 (0.9), tolX (1e-9), maxIter (20). x moves to where it ends.
-- Returns the value and gradient there, x, the step and how often feval was called.
function functions.lswolfe(feval, x, t, d, f, g, gtd, options)
  options = options or {}
  local start = x:clone()
  local function place(step) dl.noGrad(function() x:copy_(start):add_(d, step) end) end
  local function evaluate(step)
    place(step)
    local value, gradient = feval(x)
    return value, gradient:clone()
  end
  local value, gradient, step, count = strongWolfe(evaluate, t, f, g, gtd, {
    c1 = options.c1, c2 = options.c2, toleranceChange = options.tolX,
    maxSearches = options.maxIter or 20, length = d:abs():max():item(),
    slope = function(there) return dot(there, d) end,
  })
  place(step)
  return value, gradient, x, step, count
end

--- A line search in the form of lswolfe as quasiNewton wants it.
local function searchBy(lineSearch, x, feval, options)
  return function(_, t, f, g, slope, more)
    local search = { maxIter = more.maxSearches }
    for key, value in pairs(options or {}) do search[key] = value end
    local value, gradient, _, step, count =
      lineSearch(feval, x, t, more.direction, f, g, slope, search)
    return value, gradient, step, count
  end
end

local function problemOf(feval, x)
  local start
  return {
    evaluate = function()
      local f, gradient = feval(x)
      return f, gradient:clone()
    end,
    mark = function() start = x:clone() end,
    place = function(t, d) dl.noGrad(function() x:copy_(start):add_(d, t) end) end,
  }
end

--- L-BFGS. config: maxIter (20), maxEval (maxIter * 1.25), tolFun (1e-5, for the sum of the
-- magnitudes of the gradient), tolX (1e-9, for that of a step and for the change of f), nCorrection
-- (100), learningRate (1), lineSearch (a function such as optim.lswolfe; without it every step has
-- the length learningRate), lineSearchOptions. Returns x, the values seen, and how often feval was
-- called.
function functions.lbfgs(feval, x, config, state)
  config = config or {}
  state = state or config
  state.search = state.search or {}
  local maxIter, tolFun, tolX = config.maxIter or 20, config.tolFun or 1e-5, config.tolX or 1e-9
  local values = {}
  local count = quasiNewton.minimise(problemOf(feval, x), state.search, {
    lr = config.learningRate or 1, maxIter = maxIter, historySize = config.nCorrection or 100,
    maxEval = config.maxEval or maxIter * 1.25, toleranceChange = tolX,
    search = config.lineSearch
      and searchBy(config.lineSearch, x, feval, config.lineSearchOptions),
    isFlat = function(g) return g:abs():sum():item() <= tolFun end,
    isShort = function(step) return step:abs():sum():item() <= tolX end,
    seen = function(f) values[#values + 1] = f end,
  })
  state.funcEval, state.nIter = state.search.evaluations, state.search.iterations
  return x, values, count
end

return functions
