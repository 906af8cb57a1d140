-- data: sets of examples, batches of them, and readers. Each entry is loaded when it is first used.
--
--   local x, y = data.digits()
--   local loader = data.DataLoader { dataset = data.TensorDataset(x, y), batchSize = 32,
--     shuffle = true }
--   for inputs, targets in loader:iter() do ... end

local files = {
  TensorDataset = "dlua.data.TensorDataset",
  DataLoader = "dlua.data.DataLoader",
  csv = "dlua.data.csv",
  digits = "dlua.data.bundled",
  iris = "dlua.data.bundled",
}

local data = {}

setmetatable(data, {
  __index = function(self, key)
    if not files[key] then return nil end
    local found = require(files[key])
    if type(found) == "table" and found[key] then found = found[key] end
    rawset(self, key, found)
    return found
  end,
})

return data
