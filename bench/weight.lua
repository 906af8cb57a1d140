-- What is measured of whole processes and of files: start, memory, size on disk.

local weight = {}

weight.lines = {
  { name = "start", title = "start to the first printed tensor", unit = "s", goal = 0.02 },
  { name = "memory", title = "peak memory, MLP 784-256-10", unit = "B", goal = 0.15 },
  { name = "size", title = "size on disk", unit = "B" },
}

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "a"
  pipe:close()
  return text
end

--- Seconds that a command takes, the mean of `runs` in a row.
local function seconds(command, runs)
  local loop = [[
    a=$(date +%%s%%N); for i in %s; do %s >/dev/null; done; b=$(date +%%s%%N); echo $((b - a))]]
  return tonumber(output(loop:format(("x "):rep(runs), command))) / 1e9 / runs
end

local function bytes(command)
  return tonumber((output(command):match "%d+"))
end

local measures = {}

function measures.start(dlua, peer)
  local ours, theirs = {}, {}
  for i = 1, 5 do
    ours[i] = seconds(dlua .. " -e 'print(require [[dlua]].ones(2, 2))'", 10)
    if peer then theirs[i] = seconds(peer .. " -c 'import torch; print(torch.ones(2, 2))'", 1) end
  end
  return ours, theirs
end

function measures.memory(dlua, peer, here)
  local ours = bytes(("echo memory | %s '%s/work.lua'"):format(dlua, here))
  local theirs = peer and bytes(("echo memory | %s '%s/work.py'"):format(peer, here))
  return { ours }, { theirs }
end

--- The program without its debug information, as an installation has it, and its Lua files;
-- PyTorch's package.
function measures.size(_, peer)
  local ours = bytes [[
    cd "$BENCH_BUILD" && for program in bin/dlua lib/dlua/core.so; do [ -e $program ] && break; done
    mkdir "$BENCH_PLACE/dlua" && strip -o "$BENCH_PLACE/dlua/program" $program
    cp -r "$BENCH_ROOT/lua" "$BENCH_PLACE/dlua" && du -sb "$BENCH_PLACE/dlua"]]
  local theirs = peer and bytes [[
    du -sb "$("$BENCH_PEER" -c 'import os, torch; print(os.path.dirname(torch.__file__))')"]]
  return { ours }, { theirs }
end

--- The values of both sides, as `row` of main.lua wants them.
function weight.measure(line, here, peer)
  local ours, theirs = measures[line.name](os.getenv "BENCH_DLUA", peer, here)
  return { dlua = ours, PyTorch = theirs }
end

return weight
