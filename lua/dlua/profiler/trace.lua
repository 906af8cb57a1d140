-- The events of a profile as a file for chrome://tracing and ui.perfetto.dev: the JSON object format
-- of "Trace Event Format" (Google, 2016). Complete events ("X") nest by their times on each thread; a
-- counter ("C") shows the live bytes; metadata ("M") names the threads.

local core = require "dlua.core"
local json = require "dlua.io.json"

local process = 1

local function microseconds(seconds) return math.floor(seconds * 1e9 + 0.5) / 1e3 end

--- Threads by number: workers behind the others.
local function threadOf(event) return event.worker and 1000 + event.thread or event.thread end

local function threadName(event)
  if event.worker then return "worker " .. event.thread end
  return event.thread == 1 and "main" or "thread " .. event.thread
end

local function complete(event)
  local name = event.kind == "gradient" and event.name ~= "accumulateGrad"
    and "gradient of " .. event.name or event.name
  local arguments = { phase = event.backward and "backward" or "forward" }
  if event.module then arguments.module = event.module end
  if event.shapes then arguments.shapes = event.shapes end
  if event.bytes > 0 then arguments.bytes = event.bytes end
  if event.flops > 0 then arguments.FLOP = event.flops end
  if event.allocated > 0 then arguments.allocated = event.allocated end
  if event.kind == "module" then name = ("%s (%s)"):format(event.module, event.name) end
  return {
    ph = "X", name = name, cat = event.kind, pid = process, tid = threadOf(event),
    ts = microseconds(event.start), dur = microseconds(event.time), args = arguments,
  }
end

local function memory(event)
  return {
    ph = "C", name = "memory", pid = process, tid = threadOf(event),
    ts = microseconds(event.start + event.time), args = { live = event.live },
  }
end

local function metadata(name, thread, arguments)
  return { ph = "M", name = name, pid = process, tid = thread, ts = 0, args = arguments }
end

return function(handle, path)
  local file <close>, message = io.open(path, "w")
  if not file then core.raise("profiler: exportChromeTrace: " .. message) end
  local first, failed = true, nil
  local function put(object)
    local ok, reason = file:write(first and "" or ",\n", json.encode(object))
    if not ok then failed = failed or reason end
    first = false
  end
  local seen, live = {}, nil
  file:write '{"displayTimeUnit":"ms","traceEvents":[\n'
  put(metadata("process_name", 0, { name = "dlua" }))
  for i = 1, core.profile.state(handle).events do
    local event = core.profile.event(handle, i)
    local thread = threadOf(event)
    if not seen[thread] then
      seen[thread] = true
      put(metadata("thread_name", thread, { name = threadName(event) }))
      put(metadata("thread_sort_index", thread, { sort_index = thread }))
    end
    put(complete(event))
    if event.live ~= live then put(memory(event)) end
    live = event.live
  end
  local ok, reason = file:write "\n]}\n"
  if ok then ok, reason = file:flush() end
  if failed or not ok then core.raise(("profiler: exportChromeTrace: %s: %s"):format(path, failed or reason)) end
end
