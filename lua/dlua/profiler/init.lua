--- dl.profiler: where time and memory go, by operator and by module.
--
--   local p = dl.profiler.start()                  -- or dl.profiler.profile(fn, options)
--   for step = 1, 10 do train() end
--   p:stop()
--   print(p:table { sortBy = "selfTime", rowLimit = 20 })
--   print(p:table { by = "module" })
--   p:exportChromeTrace "trace.json"               -- for chrome://tracing and ui.perfetto.dev
--
-- `DLUA_PROFILE=1 dlua train.lua` prints both tables to stderr when the program ends, and
-- `DLUA_PROFILE=trace.json` writes the trace besides. The names are those of torch.profiler in
-- camelCase. What does not run under a profile pays nothing for it.
--
-- Options of start and profile:
--
--   recordShapes = false   a row for each combination of the shapes of an operator's arguments
--   withModules = true     follow modules (nn) and the steps of optimizers
--   trace = true           keep every call for exportChromeTrace and events(), up to maxEvents
--                          (1,000,000); later ones are counted as lost. The tables need none.
--   synchronize = false    wait for the device after each call. On a device that works by itself
--                          (CUDA) times are those of launching otherwise.
--   schedule, onTraceReady see p:step() and profiler.schedule
--
-- Times are of the clock, and of all threads: data workers have rows too. `self` is what is not in
-- a call, module or range within. FLOP are those of products and convolutions, 2 for each
-- multiply-add; bytes are those of the arguments and results of kernels, read or written once;
-- `allocated` is what was asked for, given back since or not; `peak` the most that was live at the
-- end of a call.

local core = require "dlua.core"
local native = core.profile

local profiler = {}

local Profile = { __name = "profiler.Profile" }
Profile.__index = Profile

local defaults = {
  recordShapes = false, withModules = true, trace = true, maxEvents = 1000000, synchronize = false,
  schedule = false, onTraceReady = false,
}

local function withDefaults(given)
  if given ~= nil and type(given) ~= "table" then
    core.raise("profiler: options: expected a table, got " .. type(given))
  end
  local options = {}
  for name, default in pairs(defaults) do options[name] = default end
  for name, value in pairs(given or {}) do
    if defaults[name] == nil then
      local known = {}
      for each in pairs(defaults) do known[#known + 1] = each end
      table.sort(known)
      core.raise(("profiler: there is no option '%s' (there are: %s)")
        :format(tostring(name), table.concat(known, ", ")))
    end
    options[name] = value
  end
  return options
end

local fromEnvironment

--- Begin to profile: the profile, which runs until p:stop(). One runs at a time.
function profiler.start(options)
  options = withDefaults(options)
  if fromEnvironment and fromEnvironment:isRunning() then
    core.raise "profiler: DLUA_PROFILE has started a profile of the whole program"
  end
  local p = setmetatable({
    options = options, stepNumber = 0, action = "record",
    handle = native.new {
      shapes = options.recordShapes, synchronize = options.synchronize,
      events = options.trace and options.maxEvents or 0,
    },
  }, Profile)
  if options.schedule then p.action = options.schedule(0) end
  p:_enter(p.action)
  return p
end

--- Call fn under a profile: the profile, and what fn returned. An error of fn ends the profile.
function profiler.profile(fn, options)
  if type(fn) ~= "function" then
    core.raise("profiler: argument 'fn': expected a function, got " .. type(fn))
  end
  local p <close> = profiler.start(options)
  local results = table.pack(fn(p))
  p:stop()
  return p, table.unpack(results, 1, results.n)
end

--- Call fn(...) as a range of this name, in tables and traces; returns what fn returns. Without a
-- profile it is a call and no more.
function profiler.recordFunction(name, fn, ...)
  if type(name) ~= "string" or type(fn) ~= "function" then
    core.raise(("profiler: recordFunction(name, fn, ...): expected a string and a function, got %s and %s")
      :format(type(name), type(fn)))
  end
  local _ <close> = native.frame(name)
  return fn(...)
end

--- A schedule for options.schedule: of the steps that p:step() ends, skip `skipFirst`, then again
-- and again skip `wait`, run `warmup` for nothing, and record `active`; `times` cycles (0: no end).
function profiler.schedule(given)
  local counts = { skipFirst = 0, wait = 0, warmup = 0, active = 0, times = 0 }
  for name, value in pairs(given) do
    if not counts[name] or math.type(value) ~= "integer" or value < 0 then
      core.raise(("profiler: schedule: skipFirst, wait, warmup, active and times are counts, got %s = %s")
        :format(tostring(name), tostring(value)))
    end
    counts[name] = value
  end
  if counts.active == 0 then core.raise "profiler: schedule: active must be 1 or more" end
  local cycle = counts.wait + counts.warmup + counts.active
  return function(step)
    local at = step - counts.skipFirst
    if at < 0 or counts.times > 0 and at >= counts.times * cycle then return "none" end
    at = at % cycle
    if at < counts.wait then return "none" end
    if at < counts.wait + counts.warmup then return "warmup" end
    return at == cycle - 1 and "recordAndSave" or "record"
  end
end

-- ---- a profile ----

--- Run or do not, as the schedule says of the step that begins.
function Profile:_enter(action)
  local runs = native.state(self.handle).running
  if action == "none" then
    if runs then self:_halt() end
    return
  end
  if not runs then
    native.start(self.handle)
    if self.options.withModules then require "dlua.profiler.modules".watch() end
  end
  if self.options.schedule then self.frame = native.frame "step" end
end

function Profile:_endStep()
  if self.frame then native.closeFrame(self.frame) end
  self.frame = nil
end

function Profile:_halt()
  self:_endStep()
  native.stop(self.handle)
  if self.options.withModules then require "dlua.profiler.modules".unwatch() end
end

--- With a schedule: a step of the program ends here. When the last of a cycle does, onTraceReady(p)
-- is called and everything is forgotten for the next cycle. Without one each step is a row.
function Profile:step()
  local schedule, before = self.options.schedule, self.action
  self.stepNumber = self.stepNumber + 1
  self:_endStep()
  if not schedule then
    if self:isRunning() then self.frame = native.frame "step" end
    return
  end
  local action = schedule(self.stepNumber)
  if before == "recordAndSave" then
    self:_halt()
    if self.options.onTraceReady then self.options.onTraceReady(self) end
    if action ~= "none" then native.clear(self.handle) end
  elseif before == "warmup" and action ~= "warmup" then
    native.clear(self.handle)
  end
  self.action = action
  self:_enter(action)
end

--- End the profile. Doing so twice does no harm. Returns it.
function Profile:stop()
  if native.state(self.handle).running then
    self:_halt()
    local last = self.action
    if self.options.onTraceReady and last ~= "warmup" then self.options.onTraceReady(self) end
  end
  return self
end

--- An error in the code behind `local p <close> = dl.profiler.start()` ends it.
function Profile:__close() if self:isRunning() then self:_halt() end end

function Profile:isRunning() return native.state(self.handle).running end

--- The rows behind the tables, sorted: see report.lua. options: by ("operator", "module"),
-- groupByInputShape, sortBy.
function Profile:keyAverages(options)
  return require "dlua.profiler.report".rows(self, options or {})
end

--- The rows as text. options: by ("operator"; "module"), sortBy ("selfTime"; time, averageTime,
-- longest, calls, bytes, flops, flopsPerSecond, allocated, peak, name), rowLimit (100),
-- groupByInputShape (recordShapes), columns (a list of their names).
function Profile:table(options)
  return require "dlua.profiler.report".text(self, options or {})
end

--- The sums: { time, calls, flops, bytes, allocated, peak, devicePeak }; time is that of the clock.
function Profile:totalAverage()
  return require "dlua.profiler.report".totals(self)
end

--- Every call that was kept, in the order in which they ended: a list of { name, kind, backward,
-- module, shapes, thread, worker, start, time, bytes, flops, allocated, live }.
function Profile:events()
  local list = {}
  for i = 1, native.state(self.handle).events do list[i] = native.event(self.handle, i) end
  return list
end

--- Write every call that was kept to a file which chrome://tracing and ui.perfetto.dev show.
function Profile:exportChromeTrace(path)
  if type(path) ~= "string" then
    core.raise("profiler: exportChromeTrace: expected a path, got " .. type(path))
  end
  if not self.options.trace then
    core.raise "profiler: exportChromeTrace: the profile was started with trace = false"
  end
  require "dlua.profiler.trace"(self.handle, path)
end

function Profile:__tostring() return self:table() end

-- ---- DLUA_PROFILE ----

local function report(p, path)
  if p.reported then return end
  p.reported = true
  p:stop()
  io.stderr:write("\n", p:table { rowLimit = 30 }, "\n")
  if p:keyAverages { by = "module" }[2] then
    io.stderr:write("\n", p:table { by = "module", rowLimit = 60 }, "\n")
  end
  if path then
    p:exportChromeTrace(path)
    io.stderr:write("profiler: the trace is in ", path, "\n")
  end
end

--- DLUA_PROFILE: profile the whole program. Called when dlua is loaded.
function profiler.startFromEnvironment(wish)
  if wish == "" or wish == "0" or core.isWorker() then return end
  local path = wish ~= "1" and wish or nil
  if path and not path:find "%.json$" then
    io.stderr:write("profiler: DLUA_PROFILE is 1, or the name of a .json file for a trace; got ", wish, "\n")
    return
  end
  local p = profiler.start { trace = path ~= nil }
  local function finish()
    local ok, message = pcall(report, p, path)
    if not ok then io.stderr:write("profiler: ", tostring(message), "\n") end
  end
  fromEnvironment = p
  p.atEnd = setmetatable({}, { __gc = finish })  -- the state closes: behind the handle, so before it
  local exit = os.exit
  os.exit = function(...)  -- luacheck: ignore 122
    finish()
    exit(...)
  end
end

return profiler
