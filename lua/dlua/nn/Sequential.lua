-- nn.Sequential: one module after the other.

local class = require "dlua.class"

local Sequential = class.new("nn.Sequential", require "dlua.nn.Container")

Sequential.doc = [[
nn.Sequential(modules...): the output of each module is the input of the next.

  local net = nn.Sequential(nn.Linear(64, 30), nn.ReLU()):add(nn.Linear(30, 10))
  net[1].weight, net[-1], #net

See nn.Container for what can be done with the list. A module is an object of nn.Module or any
table with a `forward(self, x)`. Without modules: the input.]]

function Sequential:compute(run, x)
  local modules = self.modules
  for i = 1, #modules do x = run(modules[i], x) end
  return x
end

return Sequential
