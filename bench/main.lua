-- The driver of the benchmark: starts a worker for dlua and one for PyTorch, lets them do each line
-- of work in turn (A B A B ...), and prints the medians. Called by run.sh, which sets BENCH_*.

local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua;" .. package.path
local lines = require "lines"
local weight = require "weight"
local Worker = require "worker"

local slice = 0.1  -- seconds of one piece of work between two turns

-- ---- arguments ----

local function usage(message)
  io.stderr:write("bench: ", message,
    "\nusage: bench/run.sh [LINE ...] [--threads N] [--repeats N] [--list]\n")
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
  table.sort(list)
  local middle = #list // 2
  return #list % 2 == 1 and list[middle + 1] or (list[middle] + list[middle + 1]) / 2
end

--- Times of one line: for each worker a list of seconds, taken in turn.
local function measure(line, workers, repeats)
  local ready = {}
  for _, worker in ipairs(workers) do
    local answer = worker:ask(("prepare %s %g"):format(line.name, slice))
    if answer:find("^ready") then ready[#ready + 1] = worker
    else io.stderr:write(("bench: %s: %s: %s\n"):format(line.name, worker.name, answer)) end
  end
  local times = { dlua = {}, PyTorch = {} }
  for _ = 1, repeats do
    for _, worker in ipairs(ready) do
      table.insert(times[worker.name], tonumber(worker:ask("go")))
    end
  end
  for _, worker in ipairs(ready) do worker:ask("drop") end
  return times
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

--- The share of the machine that a median reaches: "203 GFLOP/s", "38 GB/s".
local function rate(line, seconds)
  if not seconds then return "" end
  if line.flops then return ("%.0f GFLOP/s"):format(line.flops / seconds / 1e9) end
  if line.bytes then return ("%.0f GB/s"):format(line.bytes / seconds / 1e9) end
  return ""
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

--- A row of the table from the values of both sides.
local function row(line, times)
  local ours, theirs = times.dlua, times.PyTorch
  local between = #ours > 1 and #theirs > 1 and range(ours, theirs) or ""
  local a, b = median(ours), median(theirs)
  local ratio, goal = a and b and a / b, line.goal
  local verdict = goal and ratio and (ratio <= goal and "reached" or "missed") or ""
  return { line.title, number(a, line.unit or "s"), number(b, line.unit or "s"),
    ratio and plain(ratio) or "-", between, goal and ("%.2f"):format(goal) or "",
    verdict, rate(line, a) }
end

local function printRow(cells)
  local form = "| %-34s | %9s | %9s | %6s | %14s | %4s | %-7s | %-12s |"
  print(form:format(table.unpack(cells)))
  io.stdout:flush()
end

local function printHead(title)
  print("\n" .. title .. "\n")
  printRow { "work", "dlua", "PyTorch", "ratio", "range of ratio", "goal", "", "dlua's rate" }
  print("| --- | ---: | ---: | ---: | :---: | ---: | --- | --- |")
end

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
    for _, list in ipairs { lines, weight.lines } do
      for _, line in ipairs(list) do print(("%-16s %s"):format(line.name, line.title)) end
    end
    return
  end
  local cpus = math.tointeger(tonumber(first "nproc")) or 1
  local dlua, peer = os.getenv "BENCH_DLUA", os.getenv "BENCH_PEER"
  local workers = { Worker.new("dlua", { dlua, here .. "/work.lua" }) }
  if peer ~= "none" then workers[2] = Worker.new("PyTorch", { peer, here .. "/work.py" }) end
  describe(workers, cpus)
  local timed, weighed = chosen(lines, options.names), chosen(weight.lines, options.names)
  if #timed + #weighed == 0 then usage "no such line (--list names them)" end
  local counts = options.threads and { options.threads } or cpus > 1 and { 1, cpus } or { 1 }
  for _, threads in ipairs(#timed > 0 and counts or {}) do
    for _, worker in ipairs(workers) do worker:ask("threads " .. threads) end
    printHead(threads == 1 and "One thread" or ("%d threads"):format(threads))
    for _, line in ipairs(timed) do printRow(row(line, measure(line, workers, options.repeats))) end
  end
  for _, worker in ipairs(workers) do worker:close() end
  if #weighed == 0 then return end
  printHead "Weight"
  for _, line in ipairs(weighed) do
    printRow(row(line, weight.measure(line, here, peer ~= "none" and peer or nil)))
  end
end

main()
