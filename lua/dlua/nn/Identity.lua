-- nn.Identity: the input itself, where a module is asked for and nothing is to be done.

local class = require "dlua.class"

local Identity = class.new("nn.Identity", require "dlua.nn.Module")

Identity.doc = [[
nn.Identity(...): y = x. Takes and forgets any arguments, so that it can stand for any module.]]

function Identity:forward(x)
  return x
end

return Identity
