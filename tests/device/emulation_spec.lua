--- The emulation of CUDA (tests/device/emulation) does what CUDA does, and sees planted bugs.

local folder, out = "tests/device/emulation/selftest", "build/emulation"

--- Runs a shell command; its status (nil when a signal ended the shell) and everything it printed.
local function run(command)
  local pipe = assert(io.popen("{ ( " .. command .. " ); echo $?; } 2>&1"))
  local output = pipe:read("a")
  pipe:close()
  local text, status = output:match("^(.-)(%d+)\n$")
  return tonumber(status), text
end

local function isThere(command) return run("command -v " .. command) == 0 end

if not (isThere "g++" and isThere "make") then
  print("the emulation of CUDA is not tested: there is no g++ or no make")
  pending("the emulation of CUDA: there is no g++ or no make")
  return
end

local function build(mode)
  local status, output =
    run(("make -s -j2 -C %s OUT=%s %s"):format(folder, "../../../../" .. out, mode))
  assert(status == 0, output)
end

-- The thread sanitizer wants addresses where it knows them: some kernels shuffle them further.
local prefix = {}
local function prepare(mode)
  build(mode)
  prefix[mode] = ""
  if mode == "thread" and run(out .. "/selftest-thread --list") ~= 0 then
    prefix[mode] = "setarch -R "
  end
end

local function selftest(mode, arguments, setting)
  local program = prefix[mode] .. out .. "/selftest-" .. mode
  return run(("env %s %s %s"):format(setting or "", program, arguments))
end

-- What must see a bug: the build, something of what it says, and the emulation's settings.
local wrong, deferred = "noticed: wrong results or an error", "CUDA_EMULATION_DEFER=1"
local addOne = "kernel add_one: argument 2, 0x%x+, is "
local seen = {
  ["past-the-end"] = { { "address", "use%-after%-poison.-scale_and_add" } },
  ["past-a-block"] = { { "address", "use%-after%-poison.-add_one" } },
  ["past-shared-memory"] = { { "address", "use%-after%-poison.-past_shared" } },
  ["read-before-barrier"] = { { "plain", wrong }, { "thread", "data race.-block_sum" } },
  ["write-before-barrier"] = { { "plain", wrong }, { "thread", "data race.-block_sum" } },
  ["no-barrier-between-tiles"] = { { "plain", wrong }, { "thread", "data race.-product" } },
  ["race-between-blocks"] = { { "thread", "data race.-count_values" } },
  ["divergent-barrier"] = { { "plain", "barrier is not reached by thread %(7,0,0%)" } },
  ["divergent-shuffle"] = { { "plain", "waits for the lanes 0xffffffff, but lane 7 waits" } },
  ["too-many-threads"] = { { "plain", wrong } },
  ["stack-overflow"] = { { "plain", "thread %(0,0,0%): local variables beyond the stack" } },
  ["missing-synchronisation"] = { { "plain", wrong, deferred } },
  ["pinned-memory-written-early"] = { { "plain", wrong, deferred } },
  ["failing-kernel"] = { { "plain", wrong, "CUDA_EMULATION_FAIL=0" } },
  ["missing-wait-between-streams"] = { { "plain", wrong, deferred } },
  ["host-reads-device-memory"] = { { "plain", "the host reads or writes device memory at" } },
  ["host-pointer"] = { { "plain", addOne .. "a host pointer" } },
  ["host-pointer-in-struct"] = { { "plain", "copy_slice: argument 1, a struct.-: a host pointer" } },
  ["freed-memory"] = { { "plain", addOne .. "device memory that is free" } },
  ["freed-memory-in-a-graph"] = { { "plain", addOne .. "device memory that is free" } },
  ["memory-of-another-device"] = { { "plain", addOne .. "memory of another device" } },
  ["misaligned-vector"] = { { "address", "misaligned address" } },
}

-- The thread sanitizer's runs take seconds.
local settings = {
  plain = { "DEFER=0", "DEFER=1", "ORDER=1", "ORDER=2" },
  address = { "DEFER=0", "DEFER=1", "ORDER=1", "ORDER=2" },
  thread = { "ORDER=2" },
}

describe("the emulation of CUDA", function()
  for _, mode in ipairs { "plain", "address", "thread" } do
    it("runs what is right, in each order: " .. mode, function()
      prepare(mode)
      for _, setting in ipairs(settings[mode]) do
        local status, output = selftest(mode, "", "CUDA_EMULATION_" .. setting)
        assert(status == 0 and output:find("passed, 0 failed", 1, true), setting .. "\n" .. output)
      end
    end)

    it("sees planted bugs: " .. mode, function()
      prepare(mode)
      for bug, ways in pairs(seen) do
        for _, way in ipairs(ways) do
          if way[1] == mode then
            local status, output = selftest(mode, bug, way[3])
            assert(status ~= 0 and output:find(way[2]), bug .. "\n" .. output)
          end
        end
      end
    end)
  end

  it("has a way to see each of them", function()
    local _, list = selftest("plain", "--list")
    for bug in list:gmatch("%S+") do assert(seen[bug], bug) end
  end)
end)
