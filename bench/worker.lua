-- A process at the other end of two pipes: it reads a command a line and answers each with a line.

local Worker = {}
Worker.__index = Worker

local count = 0

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- Start the program; `name` is what the table calls it.
function Worker.new(name, words)
  count = count + 1
  local answers = os.getenv "BENCH_PLACE" .. "/answers" .. count
  assert(os.execute("mkfifo " .. quoted(answers)))
  local command = {}
  for i, word in ipairs(words) do command[i] = quoted(word) end
  local self = setmetatable({ name = name }, Worker)
  self.commands = assert(io.popen(table.concat(command, " ") .. " >" .. quoted(answers), "w"))
  self.answers = assert(io.open(answers, "r"))
  return self
end

--- The answer to a command.
function Worker:ask(command)
  self.commands:write(command, "\n")
  self.commands:flush()
  return self.answers:read "l" or error(("%s ended at '%s'"):format(self.name, command), 0)
end

function Worker:close()
  self.commands:close()
  self.answers:close()
end

return Worker
