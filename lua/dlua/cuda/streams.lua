--- Streams and events: cuda.stream, cuda.event, cuda.withStream, cuda.currentStream.
--
--   local side, ready = dl.cuda.stream(), dl.cuda.event()
--   dl.cuda.withStream(side, function() y = net(x) end)   -- runs beside what is asked for below
--   side:record(ready)
--   dl.cuda.currentStream():wait(ready)                   -- what follows here runs behind it
--   print(y:sum():item())
--
-- The work of one stream is done in its order; streams are ordered by events only. Memory needs no
-- care: what a stream still uses is not given to another one, however early its tensor is dropped.

local class = require "dlua.class"
local core = require("dlua").core

local Stream, Event = class.new "cuda.Stream", class.new "cuda.Event"

Stream.doc = [[
dl.cuda.stream{device = 1, priority = 0}: a queue of work of its own on a device. Smaller
priorities (-1) are more urgent.

  stream:synchronize()     waits until all that was asked of it is done; raises what went wrong
  stream:query()           is it done?
  stream:record([event])   puts an event (a new one) behind what was asked so far; returns it
  stream:wait(event)       what is asked from now on runs behind the event, or behind all that
                           another stream has been asked so far: stream:wait(other)
  stream.device            "cuda:0"

dl.cuda.withStream(stream, fn, ...) calls fn with the stream in use and returns what it returns.
As torch.cuda.Stream.]]

Event.doc = [[
dl.cuda.event{device = 1, timing = false}: a mark in a stream.

  event:record([stream])   is behind what was asked of the stream (the one in use) so far
  event:wait([stream])     what is asked of the stream from now on runs behind the event
  event:query()            has it happened? true also if it was never recorded
  event:synchronize()      waits until it has happened
  event:elapsed(other)     milliseconds from this one to the other: both with timing = true, and
                           both have happened

As torch.cuda.Event.]]

local current = {}  -- by device: the stream in use
local own = {}      -- by device: its own stream

local function ownStream(device)
  if not own[device] then own[device] = Stream(device, core.ownStream(device)) end
  return own[device]
end

local function check(value, kind, what)
  if class.isA(value, kind) then return value end
  core.raise(("%s: expected a %s, got %s"):format(what, kind, type(value)))
end

function Stream:__init(device, handle) self.device, self.handle = device, handle end
function Stream:__tostring() return ("cuda.Stream(%s)"):format(self.device) end
function Stream:synchronize() core.streamSynchronize(self.handle) end
function Stream:query() return core.streamDone(self.handle) end

function Stream:record(event)
  event = event or Event(self.device)
  return check(event, "cuda.Event", "record"):record(self)
end

function Stream:wait(other)
  if class.isA(other, "cuda.Stream") then other = other:record() end
  check(other, "cuda.Event", "wait"):wait(self)
end

function Event:__init(device, timing)
  self.device, self.handle = device, core.newEvent(device, timing)
end

function Event:__tostring() return ("cuda.Event(%s)"):format(self.device) end

local function streamFor(event, stream, what)
  if stream == nil then return nil end
  check(stream, "cuda.Stream", what)
  if stream.device ~= event.device and what == "record" then
    core.raise(("record: the event is of '%s', the stream of '%s'"):format(event.device,
      stream.device))
  end
  return stream.handle
end

function Event:record(stream)
  core.eventRecord(self.handle, streamFor(self, stream, "record"))
  return self
end

function Event:wait(stream)
  local target = streamFor(self, stream, "wait")
  core.streamWait(stream and stream.device or self.device, target, self.handle)
end

function Event:query() return core.eventDone(self.handle) end
function Event:synchronize() core.eventSynchronize(self.handle) end

function Event:elapsed(other)
  return core.eventElapsed(self.handle, check(other, "cuda.Event", "elapsed").handle)
end

local known = { device = true, priority = true, timing = true }

local function options(given, what, device)
  if given ~= nil and type(given) ~= "table" then
    core.raise(what .. ": a table of options expected")
  end
  for key in pairs(given or {}) do
    if not known[key] then core.raise(("%s: no option '%s'"):format(what, tostring(key))) end
  end
  given = given or {}
  return given, device(given.device, what)
end

local function use(stream)
  core.useStream(stream.device, stream.handle)
  current[stream.device] = stream
end

local streams = {}

--- Adds its functions to a table like dl.cuda; device(number, what) is the name of a device.
function streams.add(cuda, device)
  --- A new stream: see cuda.Stream.
  function cuda.stream(given)
    local chosen, name = options(given, "stream", device)
    return Stream(name, core.newStream(name, chosen.priority or 0))
  end

  --- A new event: see cuda.Event.
  function cuda.event(given)
    local chosen, name = options(given, "event", device)
    return Event(name, chosen.timing or false)
  end

  --- The stream in use on device `number` (1).
  function cuda.currentStream(number)
    local name = device(number, "currentStream")
    return current[name] or ownStream(name)
  end

  --- The stream that device `number` (1) has by itself, in use where nobody chose another.
  function cuda.defaultStream(number) return ownStream(device(number, "defaultStream")) end

  --- fn(...) with a stream in use on its device; afterwards, or after an error, the one before is.
  function cuda.withStream(stream, fn, ...)
    check(stream, "cuda.Stream", "withStream")
    local before = current[stream.device] or ownStream(stream.device)
    local _ <close> = setmetatable({}, { __close = function() use(before) end })
    use(stream)
    return fn(...)
  end
end

--- x:recordStream(stream): the memory of x is not given to others before what was asked of the
-- stream so far is done. For work that dlua does not see; of its own operators it knows.
function core.methods.recordStream(self, stream)
  core.recordStream(self, check(stream, "cuda.Stream", "recordStream").handle)
end

return streams
