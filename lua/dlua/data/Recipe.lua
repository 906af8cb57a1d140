-- data.Recipe: how to build a dataset, for workers that each build their own.

local dl = require "dlua"
local class = require "dlua.class"

local Recipe = class.new("data.Recipe")

Recipe.doc = [[
data.Recipe(builder, ...): a dataset that does not travel to the workers of a data.DataLoader but is
built by each of them (and once by the program, which needs its size): builder(...) returns it.

  local set = data.Recipe(function(path)
    return MyDataset(assert(io.open(path)))      -- an open file cannot go to another thread
  end, "huge.bin")
  local loader = data.DataLoader { dataset = set, workers = 4 }

builder is a function, or the name of a module that is a function. It and the arguments are what
data.DataLoader says of datasets: copied, with tensors shared.]]

function Recipe:__init(builder, ...)
  if type(builder) ~= "function" and type(builder) ~= "string" then
    dl.core.raise("data.Recipe: a function or the name of a module expected, got " .. type(builder))
  end
  self.builder, self.arguments = builder, table.pack(...)
end

--- Build the dataset.
function Recipe:build()
  local builder = self.builder
  if type(builder) == "string" then builder = require(builder) end
  local dataset = builder(table.unpack(self.arguments, 1, self.arguments.n))
  if type(dataset) ~= "table" then
    dl.core.raise("data.Recipe: the builder returned no dataset but a " .. type(dataset))
  end
  return dataset
end

return Recipe
