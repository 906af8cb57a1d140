-- Tell irises apart with straight lines: a linear support vector machine.
--
--   dlua examples/iris_svm.lua [--quick]
--
-- One line for each species, with the flowers of that species on one side and all others on the
-- other, as far away as can be (one versus rest). It names 96 % of the 50 flowers that it has not
-- seen rightly, although versicolor lies between the two others: no straight line has it on one
-- side.

local dl = require "dlua"
local nn, optim, data = dl.nn, dl.optim, dl.data

local quick = arg and arg[1] == "--quick"
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. 150 flowers, four lengths each, three species. Each column gets mean 0 and deviation 1, as the
-- flowers for training say: nothing is known of the others yet.
local x, y, species = data.iris()
local order = dl.randperm(#x)
local chosen, held = order:narrow(1, 1, 100), order:narrow(1, 101, 50)
local mean, deviation = x[chosen]:mean(1, true), x[chosen]:std(1, true)
x = (x - mean) / deviation

-- 2. The machine: three scores, each a weighted sum of the lengths, and nothing else.
local machine = nn.Linear(4, 3)

-- 3. The hinge loss is 0 where a score is on the right side of its line with a margin of 1, and
-- grows in proportion to how far it is from there. So the targets are 1 for the species of a flower
-- and -1 for the others. Small weights make the margin wide: that is what weight decay is for.
local hinge = nn.HingeLoss()
local targets = y[chosen]:oneHot(3):to("float32") * 2 - 1
local optimizer = optim.SGD(machine, { lr = 0.5, momentum = 0.9, weightDecay = 1e-3 })

-- 4. The loss has corners, at which a fixed step would jump back and forth: the rate falls to 0.
local steps = quick and 100 or 500
local schedule = optim.PolynomialLR(optimizer, { totalIters = steps })
for step = 1, steps do
  optimizer:zeroGrad()
  local loss = hinge(machine(x[chosen]), targets)
  loss:backward()
  optimizer:step()
  schedule:step()
  if step % (steps // 5) == 0 then print(("step %3d  loss %.4f"):format(step, loss:item())) end
end

-- 5. Who supports the lines? The flowers at the margin or inside of it: the others could be taken
-- away, and the machine would be the same.
local scores = dl.noGrad(machine, x[chosen])
for class, name in ipairs(species) do
  local support = (scores * targets):select(2, class):le(1.001):sum():item()
  print(("%-10s versus the others: %2d of 100 support the line"):format(name, support))
end

local accuracy = dl.train.accuracy(dl.noGrad(machine, x[held]), y[held])
print(("accuracy: %.1f %%"):format(100 * accuracy))
