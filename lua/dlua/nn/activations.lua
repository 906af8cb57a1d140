-- Activations: for each a class without parameters around one operator of the same meaning.
-- Each maps a tensor of any shape and float dtype to one of the same shape, element by element;
-- Softmax and LogSoftmax look at one dimension. Options go by position or by name:
-- nn.LeakyReLU(0.2), nn.LeakyReLU{slope = 0.2}.

local dl = require "dlua"
local family = require "dlua.nn.family"

local activations = {}

--- Define class `name` around operator `operator`. `options`: {name, default} each, in the order of
-- the operator's arguments after x.
local function define(name, operator, options, doc)
  local run = dl[operator]
  local first, second = options[1] and options[1][1], options[2] and options[2][1]
  local forward
  if second then
    function forward(self, x) return run(x, self[first], self[second]) end
  elseif first then
    function forward(self, x) return run(x, self[first]) end
  else
    function forward(_, x) return run(x) end
  end
  return family.define(activations, name, options, doc, forward)
end

define("ReLU", "relu", {}, "nn.ReLU(): max(x, 0). Nair and Hinton, ICML 2010.")
define("LeakyReLU", "leakyRelu", { { "slope", 0.01 } },
  "nn.LeakyReLU(slope = 0.01): x for x > 0, else slope * x. Maas et al., ICML 2013.")
define("ELU", "elu", { { "alpha", 1 } },
  "nn.ELU(alpha = 1): x for x > 0, else alpha * (exp(x) - 1). Clevert et al., 2015.")
define("SELU", "selu", {},
  "nn.SELU(): 1.0507 * (x for x > 0, else 1.6733 * (exp(x) - 1)). Klambauer et al., 2017.")
define("CELU", "celu", { { "alpha", 1 } },
  "nn.CELU(alpha = 1): max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0). Barron, 2017.")
define("GELU", "gelu", { { "approximate", "none" } },
  [[nn.GELU(approximate = "none"): x * the normal distribution's cdf at x, exactly or by "tanh".
Hendrycks and Gimpel, 2016.]])
define("SiLU", "silu", {},
  "nn.SiLU(): x * sigmoid(x), also called swish. Elfwing et al., 2017.")
define("Mish", "mish", {}, "nn.Mish(): x * tanh(softplus(x)). Misra, 2019.")
define("Softplus", "softplus", { { "beta", 1 }, { "threshold", 20 } },
  [[nn.Softplus(beta = 1, threshold = 20): log(1 + exp(beta * x)) / beta;
x where beta * x > threshold. Dugas et al., NIPS 2000.]])
define("Softsign", "softsign", {}, "nn.Softsign(): x / (1 + |x|). Turian et al., 2009.")
define("Sigmoid", "sigmoid", {}, "nn.Sigmoid(): 1 / (1 + exp(-x)).")
define("LogSigmoid", "logSigmoid", {}, "nn.LogSigmoid(): log(1 / (1 + exp(-x))), without overflow.")
define("Tanh", "tanh", {}, "nn.Tanh(): the hyperbolic tangent.")
define("HardTanh", "hardTanh", { { "minimum", -1 }, { "maximum", 1 } },
  "nn.HardTanh(minimum = -1, maximum = 1): x cut off at both. Collobert, 2004.")
define("HardSigmoid", "hardSigmoid", {},
  "nn.HardSigmoid(): min(max(x + 3, 0), 6) / 6. Howard et al., 2019.")
define("HardSwish", "hardSwish", {},
  "nn.HardSwish(): x * min(max(x + 3, 0), 6) / 6. Howard et al., 2019.")
define("ReLU6", "relu6", {}, "nn.ReLU6(): min(max(x, 0), 6). Krizhevsky, 2010.")
define("HardShrink", "hardShrink", { { "lambda", 0.5 } },
  "nn.HardShrink(lambda = 0.5): x for |x| > lambda, else 0.")
define("SoftShrink", "softShrink", { { "lambda", 0.5 } },
  "nn.SoftShrink(lambda = 0.5): x moved towards 0 by lambda; 0 for |x| <= lambda.")
define("TanhShrink", "tanhShrink", {}, "nn.TanhShrink(): x - tanh(x).")
define("GLU", "glu", { { "dim", -1 } }, [[
nn.GLU(dim = -1): the first half of x along dimension dim times the sigmoid of the second half.
Dauphin et al., 2017.]])
define("Threshold", "threshold", { { "threshold", 1e-6 }, { "value", 0 } },
  "nn.Threshold(threshold = 1e-6, value = 0): x for x > threshold, else value. As in Torch7.")
define("Softmax", "softmax", { { "dim", -1 } },
  "nn.Softmax(dim = -1): exp(x) / sum(exp(x)) over dimension dim.")
define("LogSoftmax", "logSoftmax", { { "dim", -1 } },
  "nn.LogSoftmax(dim = -1): x - log(sum(exp(x))) over dimension dim, without overflow.")

family.define(activations, "Softmin", { { "dim", -1 } },
  "nn.Softmin(dim = -1): nn.Softmax of -x: large where x is small.",
  function(self, x) return dl.softmax(-x, self.dim) end)
family.define(activations, "Softmax2d", {}, [[
nn.Softmax2d(): exp(x) / sum(exp(x)) over the channels of an image: x: (N, C, H, W) or (C, H, W).]],
  function(_, x) return dl.softmax(x, -3) end)
family.define(activations, "RReLU", { { "lower", 1 / 8 }, { "upper", 1 / 3 } }, [[
nn.RReLU(lower = 1/8, upper = 1/3): x for x > 0, else a slope times x: in training drawn uniformly
from lower to upper for each element, after net:evaluate() the mean of the two. Xu et al., 2015.]],
  function(self, x) return dl.rrelu(x, self.lower, self.upper, self.training) end)

return activations
