-- Tiny Shakespeare: 1,115,394 characters (65 kinds) of his plays, for models of characters.

local cache = require "dlua.data.cache"

local set = {
  name = "tinyShakespeare", folder = "tinyshakespeare", alternative = "text",
  url = "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/",
}

--- data.tinyShakespeare(options): the text, a string. The usual division is 90 % to train with and
-- the last 10 % to validate. Options: folder, check, download, as in data.mnist.
-- A. Karpathy: "The Unreasonable Effectiveness of Recurrent Neural Networks", 2015.
return function(options)
  options = cache.options(set.name, options)
  local text = cache.read(set, { "input.txt", "tinyshakespeare.txt" },
    "6fb458f1232090904fb40fe944165e91", options)
  return text
end
