-- Dropout besides nn.Dropout: of whole channels, and for self-normalising networks. After
-- net:evaluate() each gives its input.

local dl = require "dlua"
local class = require "dlua.class"
local Dropout = require "dlua.nn.Dropout"

local dropouts = {}

--- `least`, `most`: how many dimensions an input may have; `unbatched`: how many without a batch.
local function define(name, operator, least, most, unbatched, doc)
  local cls = class.new("nn." .. name, Dropout)
  local run = dl[operator]
  cls.doc = doc

  function cls:forward(x)
    if x.ndim < least or x.ndim > most then
      dl.core.raise(("%s: an input of %s to %s dimensions expected, got %d"):format(cls.__name,
        least, most, x.ndim))
    end
    if not self.training or self.p == 0 then return x end
    if x.ndim == unbatched then return run(x:unsqueeze(1), self.p, true):squeeze(1) end
    return run(x, self.p, true)
  end

  dropouts[name] = cls
end

define("Dropout1d", "featureDropout", 2, 3, 2, [[
nn.Dropout1d(p = 0.5): in training each channel of each example is set to zero with probability p,
and the others are scaled by 1 / (1 - p). x: (N, C, L) or (C, L). Tompson et al., CVPR 2015.]])
define("Dropout2d", "featureDropout", 3, 4, nil, [[
nn.Dropout2d(p = 0.5): in training each channel of each example is set to zero with probability p,
and the others are scaled by 1 / (1 - p). x: (N, C, H, W) or (N, C, L). Tompson et al., 2015.]])
define("Dropout3d", "featureDropout", 4, 5, 4, [[
nn.Dropout3d(p = 0.5): in training each channel of each example is set to zero with probability p,
and the others are scaled by 1 / (1 - p). x: (N, C, D, H, W) or (C, D, H, W). Tompson, 2015.]])
define("AlphaDropout", "alphaDropout", 0, math.huge, nil, [[
nn.AlphaDropout(p = 0.5): dropout for networks of nn.SELU: in training elements become, with
probability p, what SELU tends to for large negative numbers, and all is scaled and moved so that
mean 0 and variance 1 stay. Any shape. Klambauer et al., NIPS 2017.]])
define("FeatureAlphaDropout", "featureAlphaDropout", 2, math.huge, nil, [[
nn.FeatureAlphaDropout(p = 0.5): nn.AlphaDropout of whole channels. x: (N, C, ...).]])

return dropouts
