--- The part of the REPL that is a script; src/lua/program_repl.c calls it. start, show, help, complete.
local complete = require "dlua.repl.complete"
local help = require "dlua.repl.help"
local show = require "dlua.repl.show"

local repl = {}

local listDirectory

--- Set dl, nn and optim as globals, unless they are taken, and say so.
-- `lister(folder)` lists a folder's names (nil if it cannot be read), for the completion of file names.
function repl.start(lister)
  listDirectory = lister
  local dl = require "dlua"
  local set = {}
  for _, name in ipairs { "dl", "nn", "optim" } do
    if rawget(_G, name) == nil then
      rawset(_G, name, name == "dl" and dl or dl[name])
      set[#set + 1] = name
    end
  end
  local ready = #set > 0 and table.concat(set, ", ") .. " are set. " or ""
  print(ready .. "?name explains, TAB completes, ; at the end hides a value, Ctrl-D leaves.")
end

--- Print the values of a statement.
function repl.show(...)
  print(show(require("dlua.core").terminalWidth(), ...))
end

--- ?name
function repl.help(name)
  print(help(name))
end

--- TAB: what to insert at the cursor, and what to list below the line (either may be nil).
function repl.complete(before, width)
  return complete(before, width, listDirectory)
end

return repl
