--- Loaded by busted before the specs (.busted): counts what passes and fails for ./dev, which says in
-- DLUA_TEST_COUNTS where to write it. busted's own closing line may stand before, or look like, a test's output.
local busted = require "busted"
local path = os.getenv("DLUA_TEST_COUNTS")

local passed, failed = 0, 0

busted.subscribe({ "exit" }, function()
  io.stdout:flush()                   -- the leak check at the end does not wait for what is buffered
  return nil, true
end)

if path then
  busted.subscribe({ "test", "end" }, function(_, _, status)
    if status == "success" then passed = passed + 1 end
    return nil, true
  end)
  local function fails()
    failed = failed + 1
    return nil, true
  end
  busted.subscribe({ "failure" }, fails)
  busted.subscribe({ "error" }, fails)
  busted.subscribe({ "exit" }, function()
    local file = assert(io.open(path, "w"))
    file:write(passed, " ", failed, "\n")
    file:close()
    return nil, true
  end)
end

-- On a real GPU: what agreed with the CPU is taken off the list of what no GPU has run.
local device = os.getenv("DLUA_TEST_DEVICE") or ""
if device:match("^cuda$") or device:match("^cuda:") then
  local agreed = {}
  busted.subscribe({ "test", "end" }, function(element, _, status)
    local name = element.name:match("^(%S+): device$")
    if name then agreed[name] = status == "success" end
    return nil, true
  end)
  busted.subscribe({ "exit" }, function()
    local cuda = require("dlua").cuda
    if next(agreed) and cuda.isAvailable() then require("tests.device.unverified").record(cuda.name(), agreed) end
    return nil, true
  end)
end
