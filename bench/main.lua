-- The driver of the benchmark: starts a worker for dlua and one for PyTorch, lets them do each line
-- of work in turn (A B A B ...), and prints the medians. Called by run.sh, which sets BENCH_*.

local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua;" .. package.path
local device = require "device"
local lines = require "lines"
local operators = require "operators"
local weight = require "weight"
local Worker = require "worker"

-- seconds of one piece of work between two turns
local slice = os.getenv "DLUA_BENCH_TINY" and 0.001 or 0.1

-- ---- arguments ----

local function usage(message)
  io.stderr:write("bench: ", message,
    "\nusage: bench/run.sh [LINE ...] [--threads N] [--repeats N] [--processor] [--list]",
    "\n       bench/run.sh --operators [NAME ...] [--threads N] [--repeats N] [--processor] [--list]",
    "\n       bench/run.sh --device NAME [LINE ...] [--repeats N] [--list]\n")
  os.exit(2)
end

local function parse(args)
  local options, i = { names = {}, repeats = 9 }, 1
  local function count()
    i = i + 1
    local n = math.tointeger(tonumber(args[i]))
    if not n or n < 1 then usage(args[i - 1] .. ": a count expected") end
    return n
  end
  while args[i] do
    if args[i] == "--threads" then options.threads = count()
    elseif args[i] == "--repeats" then options.repeats = count()
    elseif args[i] == "--list" then options.list = true
    elseif args[i] == "--operators" then options.operators = true
    elseif args[i] == "--device" then
      i = i + 1
      options.device = args[i] or usage "--device: a name expected"
    elseif args[i] == "--processor" then options.processor = true
    elseif args[i]:sub(1, 1) == "-" then usage("there is no option " .. args[i])
    else table.insert(options.names, args[i]) end
    i = i + 1
  end
  return options
end

local function chosen(all, names)
  if #names == 0 then return all end
  local list = {}
  for _, line in ipairs(all) do
    for _, name in ipairs(names) do
      if line.name:find(name, 1, true) then
        list[#list + 1] = line
        break
      end
    end
  end
  return list
end

-- ---- measuring ----

local function median(list)
  if #list == 0 then return nil end
  list = table.move(list, 1, #list, 1, {})
  table.sort(list)
  local middle = #list // 2
  return #list % 2 == 1 and list[middle + 1] or (list[middle] + list[middle + 1]) / 2
end

--- Prepare the work `name` in each worker: a list of those that can do it. `more` is what else they are told.
local function prepare(name, workers, more)
  local ready = {}
  for _, worker in ipairs(workers) do
    local answer = worker:ask(("prepare %s %g%s"):format(name, slice, more or ""))
    if answer:find("^ready") then ready[#ready + 1] = worker
    else io.stderr:write(("bench: %s: %s: %s\n"):format(name, worker.name, answer)) end
  end
  return ready
end

--- FLOP and bytes of the work that dlua's worker has prepared.
local function cost(worker, name)
  local flops, bytes = worker:ask("cost " .. name):match "(%S+) (%S+)"
  return { gemm = tonumber(flops), copy = tonumber(bytes) }
end

--- Times of one line, taken in turn: for each worker a list of seconds. And, where the line has a
-- bound, how much of it a second of dlua's does, and how much one of the large product or the copy
-- that take their turns between: FLOP or bytes.
local function measure(line, workers, repeats)
  local ready = prepare(line.name, workers)
  local dlua, bound = ready[1], line.bound
  local alone = line.name == bound
  local found = { dlua = {}, PyTorch = {}, bound = {} }
  if not dlua or dlua.name ~= "dlua" then bound = nil end
  if bound and not alone then prepare(bound, { dlua }) end
  for _ = 1, repeats do
    for _, worker in ipairs(ready) do
      table.insert(found[worker.name], tonumber(worker:ask("go " .. line.name)))
    end
    if bound and not alone then table.insert(found.bound, tonumber(dlua:ask("go " .. bound))) end
  end
  if bound then
    found.work = cost(dlua, line.name)[bound]
    found.peak = cost(dlua, bound)[bound] / median(alone and found.dlua or found.bound)
  end
  for _, worker in ipairs(ready) do worker:ask("drop " .. line.name) end
  if bound and not alone then dlua:ask("drop " .. bound) end
  return found
end

-- ---- the table ----

local function number(value, unit)
  if not value then return "-" end
  local scales = unit == "s" and { { 1, "s" }, { 1e-3, "ms" }, { 1e-6, "us" }, { 1e-9, "ns" } }
    or { { 1e9, "GB" }, { 1e6, "MB" }, { 1e3, "kB" }, { 1, "B" } }
  local scale = scales[#scales]
  for i = #scales, 1, -1 do
    if value >= scales[i][1] then scale = scales[i] end
  end
  return ("%.3g %s"):format(value / scale[1], scale[2])
end

local function plain(ratio)
  return (ratio < 0.01 and "%.1g" or "%.2f"):format(ratio)
end

local function range(ours, theirs)
  local low, high = math.huge, 0
  for i = 1, math.min(#ours, #theirs) do
    low, high = math.min(low, ours[i] / theirs[i]), math.max(high, ours[i] / theirs[i])
  end
  return plain(low) .. " to " .. plain(high)
end

--- What a second of dlua's does, "203 GFLOP/s" or "38 GB/s"; and its share of the bound.
local function reached(line, found, seconds)
  if not found.work or not seconds then return "", "" end
  local rate = found.work / seconds
  local text = ("%.3g %s"):format(rate / 1e9, line.bound == "gemm" and "GFLOP/s" or "GB/s")
  return text, line.name == line.bound and "" or ("%.0f %%"):format(100 * rate / found.peak)
end

--- The cells of one line at one number of threads; `goal`: the goal is for these.
local function cells(line, found, goal)
  local ours, theirs = found.dlua, found.PyTorch
  local a, b = median(ours), median(theirs)
  local ratio = a and b and a / b
  local list = { number(a, line.unit or "s"), number(b, line.unit or "s"),
    ratio and plain(ratio) or "-", #ours > 1 and #theirs > 1 and range(ours, theirs) or "" }
  if goal then
    list[#list + 1] = line.goal and ("%.2f"):format(line.goal) or ""
    list[#list + 1] = line.goal and ratio and (ratio <= line.goal and "reached" or "missed") or ""
  end
  if not line.unit then list[#list + 1], list[#list + 2] = reached(line, found, a) end
  return list
end

local titles = { "dlua", "PyTorch", "ratio", "range" }
local widths = {
  work = 34, dlua = 9, PyTorch = 9, ratio = 6, range = 14, goal = 4, [""] = 7, ["dlua's rate"] = 12,
  ["of peak"] = 7,
}

--- The columns of a table: a group for each number of threads; the goal is in the first one.
local function head(counts)
  local list = { "work" }
  for group, count in ipairs(counts or { false }) do
    for _, title in ipairs(titles) do list[#list + 1] = title end
    if group == 1 then list[#list + 1], list[#list + 2] = "goal", "" end
    if count then list[#list + 1], list[#list + 2] = "dlua's rate", "of peak" end
  end
  return list
end

local function printRow(list, columns)
  local line = {}
  for i, cell in ipairs(list) do
    local width = widths[columns[i]]
    line[i] = ((i == 1 and "%-" or "%") .. width .. "s"):format(cell)
  end
  print("| " .. table.concat(line, " | ") .. " |")
  io.stdout:flush()
end

local function printHead(title, columns)
  print("\n" .. title .. "\n")
  printRow(columns, columns)
  print("| --- |" .. (" ---: |"):rep(#columns - 1))
end

local function threadsText(count) return count == 1 and "one thread" or count .. " threads" end

-- ---- the whole ----

local function first(command)
  local pipe = io.popen(command .. " 2>/dev/null")
  local line = pipe:read "l"
  pipe:close()
  return line and line ~= "" and line or "unknown"
end

local function describe(workers, cpus)
  local root = os.getenv "BENCH_ROOT"
  print(("machine: %s, %d CPUs, %s, Linux %s"):format(
    first "sed -n 's/^model name[^:]*: //p' /proc/cpuinfo", cpus,
    first ". /etc/os-release && echo \"$PRETTY_NAME\"", first "uname -r"))
  print(("dlua: %s, commit %s"):format(workers[1]:ask "versions",
    first("git -C '" .. root .. "' describe --always --dirty")))
  print("PyTorch: " .. (workers[2] and workers[2]:ask "versions"
    or "cannot be had here; dlua alone (bench/peer.sh says why)"))
  local load = first "cut -d' ' -f1-3 /proc/loadavg"
  print("date: " .. os.date "%Y-%m-%d" .. ", load before: " .. load)
end

local function main()
  local options = parse(arg)
  if options.list then
    local lists = options.device and { device.lines } or options.operators and { operators.lines }
      or { lines, weight.lines }
    for _, list in ipairs(lists) do
      for _, line in ipairs(list) do print(("%-22s %s"):format(line.name, line.title)) end
    end
    return
  end
  local cpus = math.tointeger(tonumber(first "nproc")) or 1
  local dlua, peer = os.getenv "BENCH_DLUA", os.getenv "BENCH_PEER"
  local workers = { Worker.new("dlua", { dlua, here .. "/work.lua" }) }
  if peer ~= "none" then workers[2] = Worker.new("PyTorch", { peer, here .. "/work.py" }) end
  describe(workers, cpus)
  if options.device then
    return device.run(options, workers, { chosen = chosen, median = median, number = number, plain = plain,
      prepare = prepare, usage = usage })
  end
  if options.processor then
    options.threads = 1
    for _, worker in ipairs(workers) do worker:ask "processor" end
  end
  if options.operators then
    return operators.run(options, workers, { chosen = chosen, measure = measure, median = median, number = number,
      plain = plain, usage = usage })
  end
  local timed, weighed = chosen(lines, options.names), chosen(weight.lines, options.names)
  if #timed + #weighed == 0 then usage "no such line (--list names them)" end
  local counts = options.threads and { options.threads } or cpus > 1 and { 1, cpus } or { 1 }
  if #timed > 0 then
    local texts, columns = {}, head(counts)
    for i, count in ipairs(counts) do texts[i] = threadsText(count) end
    local clock = options.processor and "Processor time" or "Time"
    printHead(clock .. " of one piece of work, at " .. table.concat(texts, "; then at "), columns)
    for _, line in ipairs(timed) do
      local list = { line.title }
      for group, count in ipairs(counts) do
        for _, worker in ipairs(workers) do worker:ask("threads " .. count) end
        local found = measure(line, workers, options.repeats)
        for _, cell in ipairs(cells(line, found, group == 1)) do list[#list + 1] = cell end
      end
      printRow(list, columns)
    end
  end
  for _, worker in ipairs(workers) do worker:close() end
  if #weighed == 0 then return end
  local columns = head()
  printHead("Weight", columns)
  for _, line in ipairs(weighed) do
    local list = { line.title }
    local found = weight.measure(line, here, peer ~= "none" and peer or nil)
    for _, cell in ipairs(cells(line, found, true)) do list[#list + 1] = cell end
    printRow(list, columns)
  end
end

main()
