-- The benchmark on a device: dlua, as a script and as a captured step, beside PyTorch, eager and
-- compiled, in turn on the same device. `tools` is what main.lua has for both benchmarks.

local lines = require "deviceLines"

local device = { lines = lines }

local columns = { "work", "dlua", "captured", "eager", "compiled", "graphs", "/ eager", "/ comp.", "goal" }
local widths = { 38, 9, 9, 9, 9, 9, 7, 7, 14 }

local function printRow(cells)
  local row = {}
  for i, cell in ipairs(cells) do row[i] = ((i == 1 and "%-" or "%") .. widths[i] .. "s"):format(cell) end
  print("| " .. table.concat(row, " | ") .. " |")
  io.stdout:flush()
end

local function printHead()
  local rule = {}
  for i, width in ipairs(widths) do rule[i] = ("-"):rep(width - 1) .. (i == 1 and "-" or ":") end
  printRow(columns)
  print("| " .. table.concat(rule, " | ") .. " |")
end

--- The ways of a line that its workers can do, in turn: { title =, worker =, name = as the worker knows it }.
local function ways(line, workers, tools)
  local sizes = table.concat(os.getenv "DLUA_BENCH_TINY" and line.tiny or line.sizes, " ")
  local list = {}
  local function add(worker, title, way)
    if not worker then return end
    local entry = { title = title, worker = worker, name = line.name .. "." .. way, times = {} }
    if tools.prepare(entry.name, { worker }, (" %s %s %s"):format(line.kind, way, sizes))[1] then
      list[#list + 1] = entry
    end
  end
  add(workers[1], "dlua", "eager")
  add(workers[1], "captured", "captured")
  add(workers[2], "eager", "eager")
  add(workers[2], "compiled", "compiled")
  add(workers[2], "graphs", "graphs")
  return list
end

--- Median seconds by the titles of the columns.
local function measure(line, workers, repeats, tools)
  local list, medians = ways(line, workers, tools), {}
  for _ = 1, repeats do
    for _, way in ipairs(list) do table.insert(way.times, tonumber(way.worker:ask("go " .. way.name))) end
  end
  for _, way in ipairs(list) do
    medians[way.title] = tools.median(way.times)
    way.worker:ask("drop " .. way.name)
  end
  return medians
end

local function least(a, b) return a and b and math.min(a, b) or a or b end

local function ratio(a, b, tools) return a and b and tools.plain(a / b) or "-" end

local function cells(line, found, tools)
  local ours = least(found.dlua, found.captured)
  local theirs = { eager = found.eager, compiled = least(found.compiled, found.graphs) }
  local list, goals = { line.title }, {}
  if not ours or not theirs.eager then goals[1] = "not measured" end
  for i = 2, 6 do list[i] = tools.number(found[columns[i]], "s") end
  list[7], list[8] = ratio(ours, theirs.eager, tools), ratio(ours, theirs.compiled, tools)
  for _, peer in ipairs { "eager", "compiled" } do
    local goal = line.goal[peer]
    if goal and ours and theirs[peer] then
      goals[#goals + 1] = ours <= goal * theirs[peer] and "reached" or ("%.2f missed"):format(goal)
    end
  end
  list[9] = table.concat(goals, ", ")
  return list
end

function device.run(options, workers, tools)
  local chosen = tools.chosen(lines, options.names)
  if #chosen == 0 then tools.usage "no such line (--device NAME --list names them)" end
  local what = workers[1]:ask("device " .. options.device)
  if what:find "^missing: " then error(what, 0) end
  print("device: " .. what .. (options.device:find "emu" and " - emulated: these times say nothing" or ""))
  if workers[2] then
    local theirs = workers[2]:ask("device " .. options.device)
    if theirs:find "^missing: " then
      print("PyTorch: " .. theirs .. "; dlua alone")
      workers[2] = nil
    else print("PyTorch's device: " .. theirs) end
  end
  if os.getenv "DLUA_BENCH_TINY" then print "sizes: tiny, to try the benchmark: these times say nothing" end
  print ""
  print(("Time of one step; %d turns. / eager and / comp.: dlua's best to PyTorch's best."):format(options.repeats))
  printHead()
  for _, line in ipairs(chosen) do printRow(cells(line, measure(line, workers, options.repeats, tools), tools)) end
end

return device
