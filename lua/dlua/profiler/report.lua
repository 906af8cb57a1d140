-- The rows of a profile put together by operator or by module, and as a table of text.
--
-- A row: name, kind ("operator", "gradient": what runs for one node of the tape, "backward": a whole
-- walk, "module", "range"), phase ("forward", "backward"), module (its path), shapes; calls; time,
-- selfTime, averageTime, longest (seconds); bytes, flops, allocated with all that is within, and
-- selfBytes, selfFlops, selfAllocated; bytesPerSecond, flopsPerSecond; peak.

local core = require "dlua.core"

local report = {}

-- ---- putting together ----

local function newRow(key, name)
  return {
    key = key, name = name, calls = 0, time = 0, selfTime = 0, longest = 0, bytes = 0, selfBytes = 0,
    flops = 0, selfFlops = 0, allocated = 0, selfAllocated = 0, peak = 0,
  }
end

-- Fields of a row, and which costs they are sums of.
local ownFields = { selfTime = "time", selfBytes = "bytes", selfFlops = "flops", selfAllocated = "allocated" }
local totalFields = { time = "time", bytes = "bytes", flops = "flops", allocated = "allocated" }

local function add(row, fields, cost)
  for field, name in pairs(fields) do row[field] = row[field] + cost[name] end
end

--- What follows from the sums.
local function finish(row)
  row.averageTime = row.calls > 0 and row.time / row.calls or 0
  row.flopsPerSecond = row.time > 0 and row.flops / row.time or 0
  row.bytesPerSecond = row.time > 0 and row.bytes / row.time or 0
  return row
end

local function nameOf(source)
  if source.kind == "gradient" and source.name ~= "accumulateGrad" then
    return "gradient of " .. source.name
  end
  return source.name
end

local function byOperator(sources, groupByInputShape)
  local rows, known = {}, {}
  for _, source in ipairs(sources) do
    if source.kind ~= "module" then
      local shapes = groupByInputShape and source.shapes or nil
      local key = table.concat({ source.kind, source.name, tostring(source.backward), shapes or "" }, "\0")
      local row = known[key]
      if not row then
        row = newRow(key, nameOf(source))
        row.kind, row.phase = source.kind, source.backward and "backward" or "forward"
        row.shapes = shapes
        known[key], rows[#rows + 1] = row, row
      end
      row.calls = row.calls + source.calls
      row.longest = math.max(row.longest, source.longest)
      row.peak = math.max(row.peak, source.peak)
      add(row, ownFields, source.self)
      add(row, totalFields, source.total)
    end
  end
  return rows
end

--- A path, the one around it, ... and last "", the whole.
local function outwards(path)
  local current
  return function()
    if current == "" then return nil end
    if not current then current = path else current = current:match "^(.*)%.[^.]*$" or "" end
    return current
  end
end

--- What runs in a module is everything whose innermost module it is; its total has that of the
-- modules below it too, forward and backward.
local function byModule(sources)
  local rows, known = {}, {}
  local function rowOf(path)
    local row = known[path]
    if not row then
      row = newRow(path, path)
      row.kind, row.class = "module", ""
      row.forwardTime, row.backwardTime, row.selfForwardTime, row.selfBackwardTime = 0, 0, 0, 0
      known[path], rows[#rows + 1] = row, row
    end
    return row
  end
  for _, source in ipairs(sources) do
    local path, cost = source.module or "(outside of modules)", source.self
    local phase = source.backward and "Backward" or "Forward"
    local own = rowOf(path)
    own["self" .. phase .. "Time"] = own["self" .. phase .. "Time"] + cost.time
    add(own, ownFields, cost)
    if source.kind == "module" then
      own.calls, own.class = own.calls + source.calls, source.name
      own.longest = math.max(own.longest, source.longest)
    end
    for at in outwards(path) do
      local row = at ~= "" and known[at] or at ~= "" and source.module and rowOf(at)
      if row then
        add(row, totalFields, cost)
        row[phase:lower() .. "Time"] = row[phase:lower() .. "Time"] + cost.time
        row.peak = math.max(row.peak, source.peak)
      end
    end
  end
  return rows
end

-- ---- in order ----

local sortable = {
  selfTime = true, time = true, averageTime = true, longest = true, calls = true, bytes = true,
  selfBytes = true, flops = true, selfFlops = true, flopsPerSecond = true, bytesPerSecond = true,
  allocated = true, selfAllocated = true, peak = true, name = true,
}

local torchNames = {
  cpuTimeTotal = "time", selfCpuTimeTotal = "selfTime", cpuTime = "averageTime", count = "calls",
  cpuMemoryUsage = "allocated", selfCpuMemoryUsage = "selfAllocated",
}

local function sortField(wanted)
  local field = torchNames[wanted] or wanted
  if sortable[field] then return field end
  local names = {}
  for name in pairs(sortable) do names[#names + 1] = name end
  table.sort(names)
  core.raise(("profiler: sortBy: there is no '%s' (there are: %s)")
    :format(tostring(wanted), table.concat(names, ", ")))
end

--- Modules without a wish: as they stand in the network. Everything else: the largest first.
local function sort(rows, by, wanted)
  local field = wanted and sortField(wanted) or by == "operator" and "selfTime" or nil
  local placeOf = not field and require "dlua.profiler.modules".order()
  table.sort(rows, function(a, b)
    local x, y
    if field == "name" then return a.key < b.key end
    if field then x, y = b[field], a[field]
    else x, y = placeOf[a.name] or math.huge, placeOf[b.name] or math.huge end
    if x ~= y then return x < y end
    return a.key < b.key
  end)
  return rows
end

local groupings = { operator = byOperator, module = byModule }

function report.rows(profile, options)
  local by = options.by or "operator"
  local group = groupings[by]
  if not group then
    core.raise(("profiler: by: expected \"operator\" or \"module\", got %s"):format(tostring(by)))
  end
  local shapes = options.groupByInputShape
  if shapes == nil then shapes = profile.options.recordShapes end
  if shapes and not profile.options.recordShapes then
    core.raise "profiler: groupByInputShape: the profile was started without recordShapes = true"
  end
  local rows = group(core.profile.rows(profile.handle), shapes)
  for _, row in ipairs(rows) do finish(row) end
  return sort(rows, by, options.sortBy)
end

function report.totals(profile)
  local state = core.profile.state(profile.handle)
  local sum = newRow("", "")
  for _, source in ipairs(core.profile.rows(profile.handle)) do
    add(sum, ownFields, source.self)
    if source.kind == "operator" then sum.calls = sum.calls + source.calls end
  end
  return {
    time = state.time, calls = sum.calls, selfTime = sum.selfTime, flops = sum.selfFlops,
    bytes = sum.selfBytes, allocated = sum.selfAllocated, peak = state.peak,
    devicePeak = state.devicePeak, events = state.events, lost = state.lost,
  }
end

-- ---- as text ----

local function scaled(value, scales, form)
  if value == 0 then return "-" end
  local unit = scales[#scales]
  for i = #scales, 1, -1 do
    if math.abs(value) >= scales[i][1] then unit = scales[i] end
  end
  return (form or "%.3f %s"):format(value / unit[1], unit[2])
end

local seconds = { { 1, "s" }, { 1e-3, "ms" }, { 1e-6, "us" } }
local amounts = { { 1e12, "T" }, { 1e9, "G" }, { 1e6, "M" }, { 1e3, "k" }, { 1, "" } }

local function time(value) return scaled(value, seconds) end
local function bytes(value) return scaled(value, amounts, "%.4g %sB") end
local function count(value) return ("%d"):format(value) end
local function amount(value) return scaled(value, amounts, "%.4g %s") end
local function flopRate(value) return scaled(value, amounts, "%.4g %sFLOP/s") end
local function byteRate(value) return scaled(value, amounts, "%.4g %sB/s") end
local function share(value, _, totals)
  return totals.time > 0 and ("%.2f%%"):format(100 * value / totals.time) or "-"
end

-- Columns by name: title, field, its form.
local columns = {
  name = { "name", "name" }, phase = { "phase", "phase" }, shapes = { "shapes", "shapes" },
  class = { "class", "class" }, calls = { "calls", "calls", count },
  selfShare = { "self %", "selfTime", share }, share = { "total %", "time", share },
  selfTime = { "self", "selfTime", time }, time = { "total", "time", time },
  averageTime = { "average", "averageTime", time }, longest = { "longest", "longest", time },
  forwardTime = { "forward", "forwardTime", time }, backwardTime = { "backward", "backwardTime", time },
  bytes = { "bytes", "bytes", bytes }, bytesPerSecond = { "", "bytesPerSecond", byteRate },
  flops = { "FLOP", "flops", amount }, flopsPerSecond = { "", "flopsPerSecond", flopRate },
  allocated = { "allocated", "allocated", bytes }, peak = { "peak", "peak", bytes },
}

local shown = {
  operator = { "name", "phase", "selfShare", "selfTime", "share", "time", "averageTime", "calls",
    "bytes", "bytesPerSecond", "flops", "flopsPerSecond", "allocated", "peak" },
  module = { "name", "class", "calls", "selfTime", "share", "time", "forwardTime", "backwardTime",
    "bytes", "flops", "flopsPerSecond", "allocated", "peak" },
}

local function chosen(options, by, rows)
  local names = options.columns or shown[by]
  local list = {}
  for _, name in ipairs(names) do
    if not columns[name] then core.raise(("profiler: there is no column '%s'"):format(tostring(name))) end
    list[#list + 1] = columns[name]
  end
  if not options.columns and by == "operator" and rows[1] and rows[1].shapes then
    list[#list + 1] = columns.shapes
  end
  return list
end

local function cells(row, list, totals)
  local line = {}
  for i, column in ipairs(list) do
    local value = row[column[2]] or ""
    line[i] = column[3] and type(value) == "number" and column[3](value, row, totals) or tostring(value)
  end
  return line
end

local function aligned(lines, list)
  local widths, out = {}, {}
  for _, line in ipairs(lines) do
    for i, cell in ipairs(line) do widths[i] = math.max(widths[i] or 0, #cell) end
  end
  for n, line in ipairs(lines) do
    for i, cell in ipairs(line) do
      local pad = (" "):rep(widths[i] - #cell)
      line[i] = list[i][3] and pad .. cell or cell .. pad
    end
    out[n] = (table.concat(line, "  "):gsub("%s+$", ""))
  end
  table.insert(out, 2, ("-"):rep(math.max(#out[1], #(out[2] or ""))))
  return out
end

local function summary(totals)
  local parts = {
    ("%s profiled, %s of it in what is listed"):format(time(totals.time), time(totals.selfTime)),
    count(totals.calls) .. " calls", amount(totals.flops) .. "FLOP", bytes(totals.bytes),
    "memory peak " .. bytes(totals.peak),
  }
  if totals.devicePeak > 0 then parts[#parts + 1] = "device peak " .. bytes(totals.devicePeak) end
  if totals.lost > 0 then parts[#parts + 1] = count(totals.lost) .. " calls missing in the trace" end
  return table.concat(parts, "; ")
end

function report.text(profile, options)
  local by = options.by or "operator"
  local rows, totals = report.rows(profile, options), report.totals(profile)
  local list = chosen(options, by, rows)
  local limit = math.min(#rows, options.rowLimit or 100)
  local head, lines = {}, {}
  for i, column in ipairs(list) do head[i] = column[1] end
  lines[1] = head
  for i = 1, limit do lines[i + 1] = cells(rows[i], list, totals) end
  local out = aligned(lines, list)
  if limit < #rows then out[#out + 1] = ("... %d more rows"):format(#rows - limit) end
  out[#out + 1] = summary(totals)
  return table.concat(out, "\n")
end

return report
