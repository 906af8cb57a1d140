-- Layers that compute element by element: functions and constants, and the small learned ones
-- (Torch7's names).

local dl = require "dlua"
local family = require "dlua.nn.family"
local init = require "dlua.nn.initialisers"
local Parameter = require "dlua.nn".Parameter

local arithmetic = {}

local function define(name, options, doc, forward)
  return family.define(arithmetic, name, options, doc, forward)
end

--- A class without options around an operator.
local function wrap(name, operator, doc)
  local run = dl[operator]
  define(name, {}, doc, function(_, x) return run(x) end)
end

wrap("Abs", "abs", "nn.Abs(): |x|.")
wrap("Exp", "exp", "nn.Exp(): e to the power x.")
wrap("Log", "log", "nn.Log(): the natural logarithm of x.")
wrap("Sqrt", "sqrt", "nn.Sqrt(): the square root of x.")
wrap("Square", "square", "nn.Square(): x squared.")
wrap("Neg", "neg", "nn.Neg(): -x.")
wrap("Reciprocal", "reciprocal", "nn.Reciprocal(): 1 / x.")
wrap("Sin", "sin", "nn.Sin(): the sine of x.")
wrap("Cos", "cos", "nn.Cos(): the cosine of x.")

define("Power", { { "exponent", 1 } }, "nn.Power(exponent): x to this power.",
  function(self, x) return x:pow(self.exponent) end)
define("AddConstant", { { "constant", 0 } }, "nn.AddConstant(constant): x + constant.",
  function(self, x) return x + self.constant end)
define("MulConstant", { { "constant", 1 } }, "nn.MulConstant(constant): x * constant.",
  function(self, x) return x * self.constant end)
define("Clamp", { { "minimum" }, { "maximum" } }, [[
nn.Clamp(minimum = nil, maximum = nil): x, but not below the one and not above the other.]],
  function(self, x) return x:clamp(self.minimum, self.maximum) end)

define("Normalize", { { "p", 2 }, { "dim", -1 }, { "epsilon", 1e-12 } }, [[
nn.Normalize(p = 2, dim = -1, epsilon = 1e-12): x / max(|x|, epsilon), with the p-norm along
dimension dim.]],
  function(self, x)
    return x / dl.norm(x, self.p, self.dim, true):clamp(self.epsilon)
  end)

-- The operator is made when it is first needed: it is a row of the table only then.
local reverse

local function defineReverse()
  return dl.operator {
    name = "gradientReversal",
    sig = "x: Tensor, scale: number = 1",
    doc = "x, whose gradient is -scale times that of the result.",
    forward = function(ctx, x, scale)
      ctx.scale = scale
      return x
    end,
    backward = function(ctx, gradient) return gradient * -ctx.scale end,
  }
end

define("GradientReversal", { { "scale", 1 } }, [[
nn.GradientReversal(scale = 1): x; its gradient is -scale times the one that comes in: what is below
learns the opposite. Ganin and Lempitsky, ICML 2015.]],
function(self, x)
  reverse = reverse or defineReverse()
  return reverse(x, self.scale)
end)

--- Sizes given one by one or as a list.
local function sizesOf(name, first, ...)
  local sizes = type(first) == "table" and first or { first, ... }
  for _, size in ipairs(sizes) do
    if math.type(size) ~= "integer" then
      dl.core.raise(("%s: sizes expected, got %s"):format(name, dl.typename(size)))
    end
  end
  return sizes
end

--- A class with one learned tensor of given sizes.
local function defineScaling(name, field, doc, forward)
  local cls = define(name, {}, doc, forward)
  function cls:__init(...)
    self[field] = Parameter(dl.empty(sizesOf(cls.__name, ...)))
    self:reset()
  end
  function cls:reset()
    local count = self[field]:numel()
    local bound = count > 0 and 1 / math.sqrt(count) or 0
    init.uniform(self[field], -bound, bound)
  end
  function cls:multiplyAdds(_, output) return field == "weight" and output:numel() or 0 end
  function cls:describe() return table.concat(self[field].shape, ", ") end
end

defineScaling("CMul", "weight", [[
nn.CMul(sizes...): x * weight, where the learned weight has these sizes and broadcasts. It begins
uniform in [-1/sqrt(n), 1/sqrt(n)] for n elements.]],
  function(self, x) return x * self.weight end)
defineScaling("CAdd", "bias", [[
nn.CAdd(sizes...): x + bias, where the learned bias has these sizes and broadcasts. It begins
uniform in [-1/sqrt(n), 1/sqrt(n)] for n elements.]],
  function(self, x) return x + self.bias end)
defineScaling("Add", "bias", [[
nn.Add(size): x + bias, for a learned vector of the last dimension's size, or nn.Add(1): a learned
number. It begins uniform in [-1/sqrt(size), 1/sqrt(size)].]],
  function(self, x) return x + self.bias end)

local Mul = define("Mul", {}, [[
nn.Mul(): x * weight, for one learned number, which begins uniform in [-1, 1].]],
  function(self, x) return x * self.weight end)
function Mul:prepare()
  self.weight = Parameter(dl.empty(1))
  self:reset()
end
function Mul:reset() init.uniform(self.weight, -1, 1) end

return arithmetic
