-- nn.Lambda: a function as a module.

local dl = require "dlua"
local class = require "dlua.class"
local Module = require "dlua.nn.Module"
local named = require "dlua.named"

local Lambda = class.new("nn.Lambda", Module)

Lambda.doc = [[
nn.Lambda(fn, arguments...): y = fn(x, arguments...). fn is a function, or the name of an operator:
nn.Lambda("sum", -1). Modules and parameters which the function uses are not found: hand them over
in a class of your own instead (nn.class). A file can hold a function that has a name:
nn.Lambda(nn.named("halve", function(x) return x / 2 end)).]]

function Lambda:__init(fn, ...)
  if type(fn) == "string" and not dl.core.operators[fn] then
    dl.core.raise("nn.Lambda: there is no operator " .. fn)
  elseif type(fn) ~= "string" and type(fn) ~= "function" then
    dl.core.raise("nn.Lambda: a function or the name of an operator expected, got " .. type(fn))
  end
  self.fn, self.arguments = fn, table.pack(...)
end

function Lambda:forward(...)
  local fn, arguments = self.fn, self.arguments
  if type(fn) == "string" then fn = dl[fn] end
  if arguments.n == 0 then return fn(...) end
  return fn((...), table.unpack(arguments, 1, arguments.n))
end

function Lambda:describe()
  return type(self.fn) == "string" and self.fn or named.nameOf[self.fn] or "function"
end

return Lambda
