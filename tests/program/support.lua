--- What the specs of the program share: running it, and what came out.
local files = require "tests.data.files"

local support = {}

--- The program under test; ./dev test names the one it built.
support.program = os.getenv("DLUA") or "build/bin/dlua"

function support.quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local function take(path)
  local text = files.read(path)
  os.remove(path)
  return text
end

--- Run a shell command: { out =, err =, status = }. A Lua list is quoted word by word.
function support.run(command, input)
  if type(command) == "table" then
    local words = {}
    for i, word in ipairs(command) do words[i] = support.quote(word) end
    command = table.concat(words, " ")
  end
  local out, err = os.tmpname(), os.tmpname()
  local feed = input and "printf %s " .. support.quote(input) .. " | " or ""
  local source = input and "" or " < /dev/null"
  local _, _, status = os.execute(feed .. "(" .. command .. ")" .. source .. " > " .. out .. " 2> " .. err)
  return { out = take(out), err = take(err), status = status }
end

--- The program with these arguments.
function support.dlua(arguments, input)
  return support.run({ support.program, table.unpack(arguments) }, input)
end

--- A file with this text; give it back with os.remove.
function support.file(text) return files.write(os.tmpname(), text) end

return support
