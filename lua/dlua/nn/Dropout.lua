-- nn.Dropout: noise against overfitting.

local dl = require "dlua"
local class = require "dlua.class"

local Dropout = class.new("nn.Dropout", require "dlua.nn.Module")

Dropout.doc = [[
nn.Dropout(p = 0.5): in training each element is set to zero with probability p and the others are
scaled by 1 / (1 - p); after net:evaluate() y = x. Any shape, float dtypes.
Srivastava et al., "Dropout", JMLR 15, 2014 (the scaled form is the "inverted" one).]]

function Dropout:__init(p)
  p = p or 0.5
  if type(p) ~= "number" or not (p >= 0 and p <= 1) then
    dl.core.raise(("%s: p must be from 0 to 1, got %s"):format(self.__name, tostring(p)))
  end
  self.p = p
end

function Dropout:forward(x)
  if not self.training or self.p == 0 then return x end
  return dl.dropout(x, self.p, true)
end

function Dropout:describe()
  return ("p = %g"):format(self.p)
end

return Dropout
