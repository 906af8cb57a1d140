-- Numbers and shapes as text.

local text = {}

--- 1234567 as "1,234,567".
function text.grouped(count)
  local digits = ("%d"):format(count):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (digits:gsub("^,", ""))
end

--- The shape of a tensor: "30x64", or "scalar".
function text.shape(tensor)
  return tensor.ndim == 0 and "scalar" or table.concat(tensor.shape, "x")
end

return text
