-- L-BFGS: descent along directions that a few past steps have bent towards the minimum. The part
-- that optim.LBFGS and optim.lbfgs have in common.
--
-- A problem is a table: evaluate() gives the value here (a number) and the gradient (one vector, a
-- tensor of its own); place(t, d) goes to the point that mark() remembered, plus t * d.
--
-- Liu, Nocedal, "On the limited memory BFGS method for large scale optimization", 1989, in the form
-- of Torch7's lbfgs.lua and PyTorch's LBFGS.

local quasiNewton = {}

local function dot(a, b) return a:dot(b):item() end
local function largest(x) return x:abs():max():item() end

--- Take the last step into the history: how the gradient changed (y) along which way (s).
local function learn(state, gradient, size)
  local y, s = gradient - state.previousGradient, state.direction * state.t
  local ys = dot(y, s)
  if ys <= 1e-10 then return end
  if #state.changes >= size then
    table.remove(state.changes, 1)
    table.remove(state.ways, 1)
    table.remove(state.weights, 1)
  end
  table.insert(state.changes, y)
  table.insert(state.ways, s)
  table.insert(state.weights, 1 / ys)
  state.scale = ys / dot(y, y)
end

--- Minus the gradient times the inverse Hessian that the history stands for (two loops).
local function direction(state, gradient)
  local q, shares = -gradient, {}
  for i = #state.changes, 1, -1 do
    shares[i] = dot(state.ways[i], q) * state.weights[i]
    q:add_(state.changes[i], -shares[i])
  end
  q:mul_(state.scale)
  for i = 1, #state.changes do
    local share = dot(state.changes[i], q) * state.weights[i]
    q:add_(state.ways[i], shares[i] - share)
  end
  return q
end

--- The direction of the next step and its first length.
local function aim(state, gradient, options)
  state.iterations = state.iterations + 1
  if state.iterations == 1 then
    state.changes, state.ways, state.weights, state.scale = {}, {}, {}, 1
    state.direction = -gradient
    return math.min(1, 1 / gradient:abs():sum():item()) * options.lr
  end
  learn(state, gradient, options.historySize)
  state.direction = direction(state, gradient)
  return options.lr
end

--- The step itself: the value and gradient where it ends, how often the function was evaluated.
local function move(problem, state, options, f, gradient, slope, isLast, left)
  problem.mark()
  if options.search then
    local d = state.direction
    local evaluations
    f, gradient, state.t, evaluations = options.search(function(t)
      problem.place(t, d)
      return problem.evaluate()
    end, state.t, f, gradient, slope, {
      direction = d, length = largest(d), maxSearches = left,
      slope = function(g) return dot(g, d) end,
    })
    problem.place(state.t, d)
    return f, gradient, evaluations
  end
  problem.place(state.t, state.direction)
  if isLast then return f, gradient, 0 end  -- nobody would look at it
  f, gradient = problem.evaluate()
  return f, gradient, 1
end

local function isDone(state, options, f, gradient, evaluations)
  return evaluations >= options.maxEval or options.isFlat(gradient)
    or options.isShort(state.direction * state.t)
    or math.abs(f - state.previousLoss) < options.toleranceChange
end

--- At most options.maxIter steps from where the problem is. options: lr, maxIter, maxEval,
-- toleranceChange, historySize, search (strongWolfe, or nil: steps of length lr), isFlat(gradient)
-- and isShort(step), which end it; seen(f), called after each step. `state` is kept between calls:
-- a table, empty at first.
function quasiNewton.minimise(problem, state, options)
  state.iterations, state.evaluations = state.iterations or 0, (state.evaluations or 0) + 1
  local f, gradient = problem.evaluate()
  local evaluations = 1
  options.seen(f)
  if options.isFlat(gradient) then return evaluations end
  for step = 1, options.maxIter do
    state.t = aim(state, gradient, options)
    state.previousGradient, state.previousLoss = gradient, f
    local slope = dot(gradient, state.direction)
    if slope > -options.toleranceChange then break end
    local more
    f, gradient, more = move(problem, state, options, f, gradient, slope, step == options.maxIter,
      options.maxEval - evaluations)
    evaluations, state.evaluations = evaluations + more, state.evaluations + more
    options.seen(f)
    if isDone(state, options, f, gradient, evaluations) then break end
  end
  return evaluations
end

return quasiNewton
