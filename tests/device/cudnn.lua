--- What cuDNN says of dlua's graphs for a device that is not here (src/device/cudnn): for tests/device/cudnn_spec.lua, and for the
-- process that it starts where there is no driver.
local core = require "dlua".core

local cudnn = {}

-- An H200 by what is published of it.
local h200 = [[{"deviceName": "NVIDIA H200", "deviceVer": 900, "driverVer": 13000, "cudaDeviceId": 0, "pciDeviceId": 0,
  "multiProcessorCount": 132, "warpSize": 32, "maxThreadsPerBlock": 1024, "maxThreadsPerSM": 2048, "maxCtasPerSM": 32,
  "maxBlockSize": [1024, 1024, 64], "maxGridSize": [2147483647, 65535, 65535], "regsPerBlock": 65536, "maxRegistersPerSM": 65536,
  "maxSharedMemoryPerBlock": 49152, "maxSharedMemoryPerBlockOptin": 232448, "reservedSharedMemoryPerBlock": 1024,
  "l2CacheSize": 62914560, "totalGlobalMem": 150754820096, "smClockRateKHz": 1980000, "memClockRateKHz": 3201000,
  "isTccDriver": 0, "supportCoopLaunch": 1}]]

--- The properties of the H200, of a compute capability that may be another one.
function cudnn.properties(capability) return (h200:gsub('"deviceVer": %d+', '"deviceVer": ' .. (capability or 900))) end

local function three(n, list, otherwise)
  local all = {}
  for d = 1, 3 - n do all[d] = otherwise end
  for d = 1, n do all[3 - n + d] = type(list) == "table" and list[d] or list end
  return all
end

--- A convolution as core.cudnnPlan takes it: { batch =, channels =, filters =, size = { ... }, kernel =, stride = 1, padding = 0,
-- dilation = 1, groups = 1 }; numbers stand for all dimensions of `size`.
function cudnn.numbers(c)
  local n, groups = #c.size, c.groups or 1
  local size, kernel, padding = three(n, c.size, 1), three(n, c.kernel, 1), three(n, c.padding or 0, 0)
  local stride, dilation, out = three(n, c.stride or 1, 1), three(n, c.dilation or 1, 1), {}
  for d = 1, 3 do
    local reach = (kernel[d] - 1) * dilation[d] + 1
    out[d] = (size[d] + 2 * padding[d] - reach) // stride[d] + 1
  end
  local numbers = { c.batch, groups, c.channels // groups, c.filters // groups }
  for _, list in ipairs { size, out, kernel, stride, dilation, padding } do table.move(list, 1, 3, #numbers + 1, numbers) end
  return numbers
end

--- The attention of GPT-2 (124M) for 16 texts of 1024 tokens: queries, keys and values lie side by side.
function cudnn.gpt2()
  local batch, heads, tokens, depth = 16, 12, 1024, 64
  local row = 3 * heads * depth
  return { batch, heads, tokens, tokens, depth, depth, row, depth, row * tokens }
end

--- The outcome of core.cudnnPlan for graphs of attention, a line each, for a process that reads it. (Each way to run one is
-- compiled, in half a second: one is tried.)
function cudnn.tellAttention(capability)
  local cases = { { "attention", "bfloat16", true }, { "attention", "float16", false }, { "attentionGrad", "bfloat16", true } }
  for _, case in ipairs(cases) do
    local kind, dtype, causal = table.unpack(case)
    local plan, reason, engines = core.cudnnPlan(kind, cudnn.properties(capability), dtype, cudnn.gpt2(), causal, 1)
    print(plan and plan.engines or engines, plan and "planned" or reason)
  end
end

return cudnn
