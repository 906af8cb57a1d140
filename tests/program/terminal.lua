--- A program in a terminal of its own: keys are typed, and what it shows is waited for. Made with `script` of
-- Debian's bsdutils, which every system has.
--
--   local terminal = Terminal.open("build/bin/dlua", { TERM = "xterm" })
--   terminal:type("1+1\n")
--   terminal:expect("2")         -- what comes next must contain this, within some seconds
--   terminal:close()             -- the exit status
local files = require "tests.data.files"

local Terminal = {}
Terminal.__index = Terminal

local PATIENCE = tonumber(os.getenv("DLUA_TEST_PATIENCE") or 20)   -- seconds

local function sleep() os.execute("sleep 0.02") end

local function read(path)
  local there, text = pcall(files.read, path)
  return there and text or ""
end

function Terminal.open(command, environment)
  local folder = os.tmpname()
  os.remove(folder)
  local settings = { "HOME=" .. folder, "LC_ALL=C.UTF-8", "XDG_STATE_HOME=" }
  for name, value in pairs(environment or {}) do settings[#settings + 1] = name .. "='" .. value .. "'" end
  assert(os.execute("mkdir " .. folder .. " && mkfifo " .. folder .. "/keys"))
  -- A shell starts what runs in the background deaf to Ctrl-C, hence --default-signal.
  local started = string.format("env --default-signal %s script -qefc 'echo $$ > %s/pid; exec %s' /dev/null",
    table.concat(settings, " "), folder, command) .. string.format(" < %s/keys > %s/screen", folder, folder)
  os.execute("(" .. started .. "; echo $? > " .. folder .. "/status) &")
  local keys = assert(io.open(folder .. "/keys", "w"))
  keys:setvbuf("no")
  return setmetatable({ folder = folder, keys = keys, seen = 1 }, Terminal)
end

function Terminal:type(keys)
  self.keys:write(keys)
end

-- What the screen shows up to the end of this plain text, behind what was expected before; nil without the text.
local function passed(self, text)
  local screen = read(self.folder .. "/screen")
  local _, stop = screen:find(text, self.seen, true)
  if not stop then return nil end
  local shown = screen:sub(self.seen, stop)
  self.seen = stop + 1
  return shown
end

--- Wait until this plain text appears behind what was expected before. Returns what came up to its end.
function Terminal:expect(text)
  local last = os.time() + PATIENCE
  repeat
    local shown = passed(self, text)
    if shown then return shown end
    sleep()
  until os.time() > last
  error(string.format("the terminal does not show %q but %q", text, read(self.folder .. "/screen"):sub(self.seen)), 2)
end

--- Type the keys again and again, with a pause, until the text appears. Two signals that come before a busy program can
-- take the first are one to it, so one press too few says nothing.
function Terminal:insist(keys, text)
  local last = os.time() + PATIENCE
  repeat
    self:type(keys)
    os.execute("sleep 0.3")
    local shown = passed(self, text)
    if shown then return shown end
  until os.time() > last
  return self:expect(text)
end

--- Type the line and wait for its result.
function Terminal:enter(line, result)
  self:type(line .. "\n")
  return self:expect(result)
end

--- Wait for the end of the program. Returns its exit status.
function Terminal:close()
  local last = os.time() + PATIENCE
  local status
  repeat
    status = tonumber(read(self.folder .. "/status"))
    if not status then sleep() end
  until status or os.time() > last
  self:discard()
  return assert(status, "the program does not end")
end

--- End the program, whatever it does. For tests that failed before they could close it.
function Terminal:discard()
  if io.type(self.keys) == "closed file" then return end
  self.keys:close()
  os.execute("kill -9 $(cat " .. self.folder .. "/pid) 2> /dev/null; rm -rf " .. self.folder)
end

return Terminal
