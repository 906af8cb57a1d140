-- The small sets that come with dlua. The files lie in examples/data (source and licence are there)
-- and, where dlua is installed, beside this file in the folder `sets`.

local dl = require "dlua"
local csv = require "dlua.data.csv".csv

local bundled = {}

local here = debug.getinfo(1, "S").source:match("^@(.*)[/\\][^/\\]*$") or "."

local function find(name)
  local folders = { here .. "/sets/", here .. "/../../../examples/data/" }
  for _, folder in ipairs(folders) do
    local file = io.open(folder .. name, "rb")
    if file then
      file:close()
      return folder .. name
    end
  end
  return dl.core.raise(("data: the file %s was not found in %s"):format(
    name, table.concat(folders, " or ")))
end

--- All columns but the last as inputs, the last one as classes from 1.
local function split(numbers, firstClass)
  local columns = numbers:size(2)
  local classes = numbers:select(2, columns) - (firstClass - 1)
  return numbers:narrow(2, 1, columns - 1):contiguous(), classes:to("int64")
end

--- 1,797 handwritten digits: x (1797, 64) float32, images of 8x8 pixels from 0 (empty) to 16
-- (full); y (1797) int64, the digit + 1. The test part of "Optical Recognition of Handwritten
-- Digits" (Alpaydin and Kaynak, 1998), which scikit-learn has as load_digits.
function bundled.digits()
  return split(csv(find("digits.csv.gz")), 0)
end

--- 150 irises: x (150, 4) float32, length and width of sepal and petal in cm; y (150) int64: 1
-- setosa, 2 versicolor, 3 virginica; and the list of these names. Fisher, 1936.
function bundled.iris()
  local x, y = split(csv(find("iris.csv")), 1)
  return x, y, { "setosa", "versicolor", "virginica" }
end

return bundled
