-- A line search: a step along a direction that satisfies the strong conditions of Wolfe.
--
--   f, gradient, t, evaluations = strongWolfe(evaluate, t, f, gradient, slope, options)
--
-- evaluate(t) is the function's value and its gradient (a tensor of its own) at distance t; `slope`
-- and options.slope(gradient) are directional derivatives; options.length is the largest magnitude
-- of the direction. Found: f(t) <= f + c1 t slope, |slope(t)| <= c2 |slope|. Nocedal, Wright,
-- "Numerical optimization", 2006, algorithms 3.5 and 3.6, with the safeguards of Schmidt's minFunc,
-- as Torch7's lswolfe and PyTorch's strong_wolfe have them.

local defaults = { c1 = 1e-4, c2 = 0.9, toleranceChange = 1e-9, maxSearches = 25 }

--- The minimum, within bounds, of the cubic through two points with these values and slopes.
local function cubicMinimum(a, b, lowest, highest)
  lowest, highest = lowest or math.min(a.t, b.t), highest or math.max(a.t, b.t)
  local d1 = a.slope + b.slope - 3 * (a.f - b.f) / (a.t - b.t)
  local square = d1 * d1 - a.slope * b.slope
  if not (square >= 0) then return (lowest + highest) / 2 end
  if a.t > b.t then a, b = b, a end
  local d2 = math.sqrt(square)
  local t = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
  return math.min(math.max(t, lowest), highest)
end

--- Has the value not fallen as it should? NaN has not: the function ends somewhere before here.
local function isTooHigh(search, start, point)
  return not (point.f <= start.f + search.c1 * point.t * start.slope)
end

--- Go on until two points bracket a good one: returns both, or one that is good itself.
local function bracket(search, start, t)
  local before, point = start, search.at(t)
  while search.rounds < search.maxSearches do
    if isTooHigh(search, start, point) or (search.rounds > 1 and point.f >= before.f) then
      return before, point
    end
    if math.abs(point.slope) <= -search.c2 * start.slope then return point end
    if point.slope >= 0 then return before, point end
    local next = cubicMinimum(before, point, point.t + 0.01 * (point.t - before.t), point.t * 10)
    before, point = point, search.at(next)
    search.rounds = search.rounds + 1
  end
  return start, point
end

--- A trial between the two points, moved inwards when it keeps close to a border.
local function trial(search, a, b)
  local t = cubicMinimum(a, b)
  local least, most = math.min(a.t, b.t), math.max(a.t, b.t)
  local margin = 0.1 * (most - least)
  if math.min(most - t, t - least) >= margin then
    search.stuck = false
  elseif search.stuck or t >= most or t <= least then
    t = math.abs(t - most) < math.abs(t - least) and most - margin or least + margin
    search.stuck = false
  else
    search.stuck = true
  end
  return t
end

--- Narrow the bracket around a good point. `low` is the better of its ends.
local function zoom(search, start, low, high)
  if low.f > high.f then low, high = high, low end
  while search.rounds < search.maxSearches do
    if math.abs(high.t - low.t) * search.length < search.toleranceChange then break end
    local point = search.at(trial(search, low, high))
    search.rounds = search.rounds + 1
    if isTooHigh(search, start, point) or point.f >= low.f then
      high = point
      if low.f > high.f then low, high = high, low end
    else
      if math.abs(point.slope) <= -search.c2 * start.slope then return point end
      if point.slope * (high.t - low.t) >= 0 then high = low end
      low = point
    end
  end
  return low
end

return function(evaluate, t, f, gradient, slope, options)
  local search = { rounds = 0, stuck = false, length = options.length }
  for key, default in pairs(defaults) do search[key] = options[key] or default end
  local evaluations = 0
  function search.at(distance)
    local value, there = evaluate(distance)
    evaluations = evaluations + 1
    return { t = distance, f = value, gradient = there, slope = options.slope(there) }
  end
  local start = { t = 0, f = f, gradient = gradient, slope = slope }
  local point, other = bracket(search, start, t)
  if other then point = zoom(search, start, point, other) end
  return point.f, point.gradient, point.t, evaluations
end
