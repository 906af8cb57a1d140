--- cuda.capture: a training step recorded once and then repeated with one launch.

local class = require "dlua.class"
local core = require("dlua").core

local Step = class.new "cuda.CapturedStep"

Step.doc = [[
dl.cuda.capture(fn, {device = 1, warmUp = 1}) gives a step: step() does what fn() does and returns
what it returns.

  local x, y = dl.zeros(64, 784):to("cuda"), dl.zeros(64):long():to("cuda")
  local step = dl.cuda.capture(function()
    optimizer:zeroGrad()
    local loss = criterion(net(x), y)
    loss:backward()
    optimizer:step()
    return loss
  end)
  for input, target in loader:iter() do
    x:copy_(input, { nonBlocking = true })
    y:copy_(target, { nonBlocking = true })
    local loss = step()
  end

Each call is one step of training. The first `warmUp` calls run as usual; the next one records the
kernels that fn starts; from then on fn is not called any more: the recorded kernels run again,
started together (a CUDA graph), since a small model takes less time than its launches one by one.
What is new each time:

  random numbers            go on from the generator, as they would without capture
  optim.SGD, Adam, AdamW    count their steps; learning rates and other options are those of the
                            moment
  other optimizers          take their step as usual, in between two recorded parts
  schedules                 stepped inside or outside the step
  dl.cuda.number(fn)        is fn() as a tensor, called each time: for numbers that change
  dl.cuda.uncaptured(fn)    in the step: fn is called each time, in between two recorded parts
  optim.GradScaler          takes its steps uncaptured

All else is as it was when it was recorded: numbers and branches of Lua, shapes, which tensors are
used. So new data are copied into the tensors that the step reads, and results are in the same
tensors each time (clone() one to keep it). What needs a value on the host (item(), printing,
comparing, shapes that depend on data: nonzero(), x[mask]) is an error in the step; return the tensor
and read it behind. So are copies from and to the CPU. A last batch of another size needs another
step (dropLast of the loader leaves it out).

Streams may part in the step and must come back in it: another stream takes part once it has waited
for an event that was recorded in the step, and its own stream waits for the other one before the
end. Memory that is released in between is used again when all have come back.

  side:wait(dl.cuda.currentStream())
  dl.cuda.withStream(side, function() y = branch(x) end)
  local z = trunk(x)
  dl.cuda.currentStream():wait(side)
  return y + z

  step:reset()   forget what was recorded: the next call begins as the first did
  step.recorded  has it been recorded?

The memory of the step is a pool of its own, and what else it reads and writes stays as long as the
step. As torch.cuda.graphs.]]

function Step:__init(fn, device, warmUp)
  self.fn, self.device, self.warmUp = fn, device, warmUp
  self:reset()
end

function Step:__tostring()
  return ("cuda.CapturedStep(%s%s)"):format(self.device, self.recorded and ", recorded" or "")
end

function Step:reset()
  self.calls, self.recorded, self.parts, self.results, self.handle = 0, false, {}, nil, nil
end

-- ---- recording ----

local function beginPart(self)
  self.part = { before = {} }
  core.stepBegin(self.handle)
  core.recorded = self
end

--- What was recorded has not been done yet, so it is done now.
local function endPart(self)
  core.recorded = nil
  self.part.number = core.stepEnd(self.handle, true)
  self.parts[#self.parts + 1] = self.part
  core.stepRun(self.handle, self.part.number, true)
end

local function record(self)
  self.handle = core.newStep(self.device)
  core.deviceSynchronize(self.device)
  local isOpen = false
  local _ <close> = setmetatable({}, { __close = function()
    if core.recorded == self then
      core.recorded = nil
      core.stepEnd(self.handle, false)
    end
    if not isOpen then self:reset() end
  end })
  beginPart(self)
  local results = table.pack(self.fn())
  endPart(self)
  isOpen = true
  self.recorded, self.results, self.part = true, results, nil
end

--- fn(...) now and before each time that the present part runs: work of the host only.
function Step:again(fn, ...)
  local arguments = table.pack(...)
  local function call() return fn(table.unpack(arguments, 1, arguments.n)) end
  table.insert(self.part.before, { call = call })
  core.recorded = nil
  call()
  core.recorded = self
end

--- fn() in between two parts, each time.
function Step:between(fn)
  endPart(self)
  self.parts[#self.parts + 1] = { between = fn }
  fn()
  beginPart(self)
end

--- While the result lives, operators renew the numbers of a part (while recording: will renew).
local function renewing(self, number)
  core.stepRenew(self.handle, number)
  return setmetatable({}, { __close = function() core.stepRenew(self.handle, -1) end })
end

--- fn() records operators whose numbers are renewed by calling it again before each time.
local function follow(self, fn)
  table.insert(self.part.before, { call = fn, renews = true })
  local _ <close> = renewing(self, 0)
  return fn()
end

local function asTensor(fn, device) return core.operators.renewed(fn(), { device = device }) end

--- fn(), of each time, as a tensor.
function Step:number(fn)
  return follow(self, function() return asTensor(fn, self.device) end)
end

--- A step of an optimizer; `fn` takes it. Its operators are recorded if they all renew their numbers.
function Step:optimizerStep(optimizer, fn)
  local parameters, gradients = optimizer:parameters(), {}
  for i, parameter in ipairs(parameters) do gradients[i] = parameter.grad or false end
  local function call()
    for i, parameter in ipairs(parameters) do   -- zeroGrad() outside takes nothing away from it
      if gradients[i] and not parameter.grad then parameter.grad = gradients[i] end
    end
    fn(optimizer)
  end
  if not optimizer:renews() then return self:between(call) end
  follow(self, call)
end

-- ---- running ----

local function prepare(self, part)
  for _, action in ipairs(part.before) do
    if action.renews then
      local _ <close> = renewing(self, part.number)
      action.call()
    else
      action.call()
    end
  end
end

local function replay(self)
  for _, part in ipairs(self.parts) do
    if part.between then
      part.between()
    else
      prepare(self, part)
      core.stepRun(self.handle, part.number, false)
    end
  end
end

function Step:__call(...)
  if select("#", ...) > 0 then
    core.raise("cuda.CapturedStep: takes no arguments: copy_ new values into the tensors that it reads")
  end
  if core.recorded then core.raise("cuda.CapturedStep: another step is being recorded") end
  self.calls = self.calls + 1
  if self.recorded then
    replay(self)
  elseif self.calls <= self.warmUp then
    return self.fn()
  else
    record(self)
  end
  return table.unpack(self.results, 1, self.results.n)
end

local capture = {}

--- Adds its functions to a table like dl.cuda; device(number, what) is the name of a device.
function capture.add(cuda, device)
  --- A step that is recorded once and then repeated: see cuda.CapturedStep.
  function cuda.capture(fn, options)
    if type(fn) ~= "function" then core.raise("capture: a function expected, got a " .. type(fn)) end
    options = options or {}
    for key in pairs(options) do
      if key ~= "device" and key ~= "warmUp" then
        core.raise(("capture: no option '%s'"):format(tostring(key)))
      end
    end
    local warmUp = options.warmUp or 1
    if math.type(warmUp) ~= "integer" or warmUp < 0 then
      core.raise("capture: warmUp must be an integer of 0 or more, got " .. tostring(warmUp))
    end
    return Step(fn, device(options.device, "capture"), warmUp)
  end

  --- In a captured step: fn() is not recorded but called each time at this place. It may read
  -- values; what it returns is lost. Elsewhere it is just called.
  function cuda.uncaptured(fn)
    if core.recorded then core.recorded:between(fn) else fn() end
  end

  --- fn() as a 0-dimensional float32 tensor on device `number` (1). In a captured step it is
  -- called each time, so that a number of Lua may change:
  --   loss = loss + dl.cuda.number(function() return weight end) * penalty
  function cuda.number(fn, number)
    local name = device(number, "number")
    return core.recorded and core.recorded:number(fn) or asTensor(fn, name)
  end

  --- Is a step being recorded?
  function cuda.isCapturing() return core.isRecording() end
end

return capture
