-- Where the time of a training step goes: dl.profiler on a small convolutional network for the
-- handwritten digits.
--
--   dlua examples/profile.lua [--quick] [TRACE.json]
--
-- It prints what each operator takes, forward and backward, and what each module takes of it; the
-- two convolutions and their gradients are more than 60 % of a step. With TRACE.json every call is in
-- that file, for chrome://tracing or ui.perfetto.dev. Any program can be looked at without a change:
-- DLUA_PROFILE=1 dlua train.lua.

local dl = require "dlua"
local nn, optim, data, profiler = dl.nn, dl.optim, dl.data, dl.profiler

local quick, trace = false, nil
for _, word in ipairs(arg or {}) do
  if word == "--quick" then quick = true else trace = word end
end
dl.manualSeed(1)
dl.setNumThreads(1)

-- 1. A network, and a step of its training.
local x, y = data.digits()
local loader = data.DataLoader {
  dataset = data.TensorDataset((x / 16):view(-1, 1, 8, 8), y), batchSize = 64, shuffle = true,
}
local net = nn.Sequential(
  nn.Conv2d(1, 16, 3, { padding = 1 }), nn.ReLU(),
  nn.Conv2d(16, 32, 3, { padding = 1 }), nn.ReLU(), nn.MaxPool2d(2),
  nn.Flatten(), nn.Linear(32 * 4 * 4, 10))
local criterion, optimizer = nn.CrossEntropyLoss(), optim.Adam(net:parameters(), { lr = 0.001 })

local function step(images, labels)
  optimizer:zeroGrad()
  local loss = criterion(net(images), labels)
  loss:backward()
  optimizer:step()
end

-- 2. The first steps are not like the others: memory is fetched, things are made. So the schedule
-- lets five pass, and records the next 20.
local p = profiler.start {
  schedule = profiler.schedule { wait = 5, active = quick and 5 or 20, times = 1 },
  onTraceReady = function(profile)
    print(profile:table { rowLimit = 12 })
    print()
    print(profile:table { by = "module" })
    if trace then profile:exportChromeTrace(trace) end
  end,
}
for images, labels in loader:iter() do
  -- A name for a part of one's own program.
  profiler.recordFunction("training step", step, images, labels)
  p:step()
end
p:stop()
