-- train.Meters: the mean loss and the metrics of the batches so far.

local dl = require "dlua"
local class = require "dlua.class"

local Meters = class.new("train.Meters")

Meters.doc = [[
train.Meters(metrics): `metrics` maps names to functions (output, target) -> number, or to objects
with reset(), update(output, target) and value().

  meters:add(loss, output, target, count)    a batch of `count` examples
  meters.means                               name = mean so far, for loss and functions
  meters:values()                            the same and the values of the objects]]

function Meters:__init(metrics)
  self.metrics, self.means, self.sums, self.count = metrics, {}, {}, 0
  for _, metric in pairs(metrics) do
    if type(metric) ~= "function" then metric:reset() end
  end
end

local function number(value)
  return dl.isTensor(value) and value:item() or value
end

local function take(self, name, value, count)
  self.sums[name] = (self.sums[name] or 0) + number(value) * count
  self.means[name] = self.sums[name] / self.count
end

function Meters:add(loss, output, target, count)
  self.count = self.count + count
  take(self, "loss", loss, count)
  dl.noGrad(function()
    for name, metric in pairs(self.metrics) do
      if type(metric) == "function" then
        take(self, name, metric(output, target), count)
      else
        metric:update(output, target)
      end
    end
  end)
end

function Meters:values()
  local values = {}
  for name, mean in pairs(self.means) do values[name] = mean end
  for name, metric in pairs(self.metrics) do
    if type(metric) ~= "function" then values[name] = number(metric:value()) end
  end
  return values
end

return Meters
