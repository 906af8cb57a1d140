-- nn.init: how parameters begin. Each function writes into its tensor, whether it asks for a
-- gradient or not, and returns it.
--
-- fanIn and fanOut of a weight (outputs, inputs, ...) are inputs and outputs times the number of
-- positions in its further dimensions (a convolution's kernel).
--
--   Glorot, Bengio, "Understanding the difficulty of training deep feedforward networks", 2010
--   He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015
--   LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998
--   Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning", 2013

local dl = require "dlua"

local init = {}

--- Run a function on a tensor's values, without the tape; returns the tensor.
local function fill(tensor, fn)
  dl.noGrad(fn, tensor:detach())
  return tensor
end

--- Uniform in [low, high), by default [0, 1).
function init.uniform(tensor, low, high)
  return fill(tensor, function(values) values:uniform_(low or 0, high or 1) end)
end

--- Normal with this mean (0) and standard deviation (1).
function init.normal(tensor, mean, std)
  return fill(tensor, function(values) values:normal_(mean or 0, std or 1) end)
end

--- Every element `value`.
function init.constant(tensor, value)
  return fill(tensor, function(values) values:fill_(value) end)
end

function init.zeros(tensor) return init.constant(tensor, 0) end
function init.ones(tensor) return init.constant(tensor, 1) end

local function checkMatrix(name, tensor)
  if tensor.ndim ~= 2 then
    dl.core.raise(("nn.init.%s: 2 dimensions expected, got %d"):format(name, tensor.ndim))
  end
end

--- Ones on the diagonal of a matrix, zeros elsewhere.
function init.eye(tensor)
  checkMatrix("eye", tensor)
  return fill(tensor, function(values)
    values:copy_(dl.eye(values:size(1), values:size(2)))
  end)
end

local function fans(name, tensor)
  if tensor.ndim < 2 then
    dl.core.raise(("nn.init.%s: 2 dimensions or more expected, got %d"):format(name, tensor.ndim))
  end
  local shape, positions = tensor.shape, 1
  for d = 3, #shape do positions = positions * shape[d] end
  return shape[2] * positions, shape[1] * positions
end

--- A standard deviation, or 0 for a tensor that has no elements anyway.
local function deviation(gain, fan)
  return fan > 0 and gain / math.sqrt(fan) or 0
end

--- Uniform with the standard deviation `std`: the half-width is sqrt(3) times that.
local function uniformOf(tensor, std)
  return init.uniform(tensor, -math.sqrt(3) * std, math.sqrt(3) * std)
end

--- The factor which keeps the variance through a nonlinearity, by the name of its operator.
-- `parameter`: the slope of "leakyRelu" (0.01). As in PyTorch.
function init.calculateGain(nonlinearity, parameter)
  local gains = {
    linear = 1, identity = 1, sigmoid = 1, tanh = 5 / 3, relu = math.sqrt(2), selu = 3 / 4,
  }
  if nonlinearity == "leakyRelu" then return math.sqrt(2 / (1 + (parameter or 0.01) ^ 2)) end
  return gains[nonlinearity]
    or dl.core.raise("nn.init.calculateGain: no gain is known for " .. tostring(nonlinearity))
end

--- Glorot: the variance is gain^2 * 2 / (fanIn + fanOut). gain: 1.
function init.xavierUniform(tensor, gain)
  local fanIn, fanOut = fans("xavierUniform", tensor)
  return uniformOf(tensor, deviation(gain or 1, (fanIn + fanOut) / 2))
end

function init.xavierNormal(tensor, gain)
  local fanIn, fanOut = fans("xavierNormal", tensor)
  return init.normal(tensor, 0, deviation(gain or 1, (fanIn + fanOut) / 2))
end

local function kaimingDeviation(name, tensor, slope, mode, nonlinearity)
  local fanIn, fanOut = fans(name, tensor)
  mode = mode or "fanIn"
  if mode ~= "fanIn" and mode ~= "fanOut" then
    dl.core.raise(("nn.init.%s: mode fanIn or fanOut expected, got %s")
      :format(name, tostring(mode)))
  end
  local gain = init.calculateGain(nonlinearity or "leakyRelu", slope or 0)
  return deviation(gain, mode == "fanIn" and fanIn or fanOut)
end

--- He: the variance is gain^2 / fanIn (or fanOut), the gain that of the nonlinearity: "leakyRelu"
-- of this slope (0), unless another is named.
function init.kaimingUniform(tensor, slope, mode, nonlinearity)
  return uniformOf(tensor, kaimingDeviation("kaimingUniform", tensor, slope, mode, nonlinearity))
end

function init.kaimingNormal(tensor, slope, mode, nonlinearity)
  return init.normal(tensor, 0,
    kaimingDeviation("kaimingNormal", tensor, slope, mode, nonlinearity))
end

--- LeCun: the variance is 1 / fanIn.
function init.lecunUniform(tensor)
  return uniformOf(tensor, deviation(1, (fans("lecunUniform", tensor))))
end

function init.lecunNormal(tensor)
  return init.normal(tensor, 0, deviation(1, (fans("lecunNormal", tensor))))
end

init.glorotUniform, init.glorotNormal = init.xavierUniform, init.xavierNormal
init.heUniform, init.heNormal = init.kaimingUniform, init.kaimingNormal

--- The distribution function of the standard normal at x.
local function normalCdf(x)
  return 0.5 + 0.5 * dl.erf(dl.tensor({ x / math.sqrt(2) }, "float64")):item()
end

--- Normal, cut off at low and high (-2 and 2, in units of the values and not of std): drawn by the
-- inverse of the distribution function, so that nothing is drawn twice.
function init.truncatedNormal(tensor, mean, std, low, high)
  mean, std, low, high = mean or 0, std or 1, low or -2, high or 2
  local from, to = normalCdf((low - mean) / std), normalCdf((high - mean) / std)
  return fill(tensor, function(values)
    values:uniform_(2 * from - 1, 2 * to - 1):erfinv_()
    values:mul_(std * math.sqrt(2)):add_(mean):clamp_(low, high)
  end)
end

--- `count` orthonormal rows of `size` numbers, uniform among all such: Gram-Schmidt on normal
-- draws, each row cleared twice of those before it ("twice is enough", Giraud, Langou, Rozloznik,
-- 2005).
local function orthonormalRows(count, size)
  local rows = dl.randn(count, size, { dtype = "float64" })
  for i = 1, count do
    local row = rows[i]
    if i > 1 then
      local before = rows:narrow(1, 1, i - 1)
      for _ = 1, 2 do row = row - before:t():mv(before:mv(row)) end
    end
    rows[i] = row / row:norm()
  end
  return rows
end

--- A (semi-)orthogonal matrix times gain (1): rows or columns, whichever are fewer, are
-- orthonormal. Further dimensions are taken together with the second.
function init.orthogonal(tensor, gain)
  local fanIn = fans("orthogonal", tensor)
  local rows = tensor:size(1)
  local columns = fanIn
  return fill(tensor, function(values)
    local matrix = rows <= columns and orthonormalRows(rows, columns)
      or orthonormalRows(columns, rows):t()
    values:copy_((matrix * (gain or 1)):reshape(values.shape))
  end)
end

return init
